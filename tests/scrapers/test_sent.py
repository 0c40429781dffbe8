"""Records come out of another process as they went in."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from scrapers.layout import ItemLayout, ListLayout
from scrapers.package import ItemRow, Masked
from scrapers.records import (
    Attachment,
    Entry,
    ListPage,
    Moment,
    Numbering,
    Observation,
    Page,
    PageLink,
    Request,
    Unread,
)
from scrapers.sent import Sent

AT = datetime(2017, 5, 6, 7, 8, tzinfo=UTC)
ENTRY = Entry("http://x.gov.cn/1.html", "通知", date(2017, 5, 6), pinned=True, date_unread="昨天")
LINK = PageLink("body>ul>li>a", "http://x.gov.cn/1.html", "row", "通知")
RECORDS = [
    ENTRY,
    LINK,
    Page("http://x.gov.cn/", b"\x00\xff", "text/html", None, (("http://x.gov.cn/a.js", b"a"),)),
    Moment(date(2017, 5, 6), AT, "minute"),
    Unread(3, "链接没有地址", "<li>"),
    Attachment("http://x.gov.cn/a.pdf", "附件"),
    Masked("手机号", "138****1234", "title"),
    Observation("letter", "answered", "是", date(2017, 5, 6)),
    ItemRow("0" * 16, "http://x.gov.cn/1.html", AT, "ok", read_from={"title": "meta"}, text_length=3),
    ListLayout(("body>ul>li", "body>dl>dd"), date="span", frame=("body>div>a",), learned_from="pages"),
    ItemLayout(title="h1", labels=(("published", "发布日期"),), learned_from="person"),
    ListPage("ok", (ENTRY,), (), 3, 40, next=Request("http://x.gov.cn/2.html"), links=(LINK, LINK),
             numbering=Numbering("http://x.gov.cn/{n}.html", 2, 3), layout=ListLayout(("body>ul>li",))),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_handed_over_whole(record: Sent) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    assert copy.deepcopy(record) == record == replace(record)  # type: ignore[type-var]


def test_no_record_of_these_is_left_out() -> None:
    named = {record.__name__ for record in Sent.__subclasses__()}
    assert named == {type(record).__name__ for record in RECORDS}
    held = [fields(record) for record in RECORDS]  # type: ignore[arg-type]
    assert all(len(own) > 1 and all(field.init for field in own) for own in held)
