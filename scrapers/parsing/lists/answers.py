"""Answers to the calls by which scripts fetch lists: JSON, JSONP, datastore XML, arrays in a script.

Shapes differ from system to system, words hardly: the list is the longest array of objects that have a title
and an address (or a date); keys are matched by what they are called. Families whose answers were seen: Hanweb
dataproxy, JPAAS queryList and build/unit, TrueCMS getMessage, gkmlpt, TRS and IRS search, Epoint, 国家疾控局.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scrapers.parsing.cms import keys_of_answers
from scrapers.parsing.lists import weights
from scrapers.parsing.page import dates, dom, embedded
from scrapers.parsing.page.entities import decoded
from scrapers.parsing.words.answers import PAGES, TOTALS, keys
from scrapers.parsing.words.empty import EMPTY_IN_ANSWERS
from scrapers.records import Entry, Unread

_KEYS = keys(keys_of_answers())
_JSONP = re.compile(r"^\s*;?\s*[\w$.]{1,60}\s*\(\s*(?P<body>[\[{\"].*)\)\s*;?\s*$", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
"""Markup, which scripts put into the page as it is: words in angle brackets such as <帮扶> stay words."""
_ARRAY = re.compile(r"\b(?:var|let|const)\s+\w+\s*=\s*(\[\s*\{)")
_SECONDS = range(631_152_000, 4_102_444_800)


@dataclass(frozen=True, slots=True)
class AnswerRows:
    """Rows and totals of one answer; `records_html` holds rows that are still markup."""

    entries: tuple[Entry, ...] = ()
    unread: tuple[Unread, ...] = ()
    records_html: tuple[str, ...] = ()
    html: str = ""
    """A whole piece of markup with the list in it (JPAAS build/unit)."""
    records: int | None = None
    pages: int | None = None


def read_answer(text: str, base: str) -> AnswerRows | None:
    """Rows of a data answer; None where no list is found in it."""
    if text.lstrip()[:1] == "<" and "<record" in text.lower():
        return _datastore(text)
    wrapped = _JSONP.match(text)
    value = embedded.loads(wrapped["body"] if wrapped else text)
    if isinstance(value, str):
        value = embedded.loads(value) or value
    if value is None:
        return None
    markup = next(
        (found for found in _strings(value) if re.search(r"<(?:datastore|record|li|tr|a)\b", found)), None
    )
    objects = _longest_list(value)
    if objects:
        return _objects(objects, value, base)
    if markup and "<record" in markup.lower():
        return _datastore(markup)
    records, pages = _number(value, TOTALS), _number(value, PAGES)
    if markup:
        counted = re.search(r"\bcount[^\w]{1,6}(\d+)", markup)
        return AnswerRows(
            html=markup, records=int(counted[1]) if counted and records is None else records, pages=pages
        )
    return AnswerRows(records=0) if records == 0 or _states_empty(value) else None


def read_script_array(source: str, base: str) -> AnswerRows | None:
    """Rows of `var itemObj = [{"aT": …, "aPd": …, "aU": …}]` in a page's script; the longest such array."""
    best: AnswerRows | None = None
    for match in _ARRAY.finditer(source):
        value = embedded.loads(_balanced(source, match.start(1)))
        rows = (
            _objects(_longest_list(value), value, base)
            if value is not None and _longest_list(value)
            else None
        )
        if rows and len(rows.entries) > len(best.entries if best else ()):
            best = rows
    return best


def _datastore(text: str) -> AnswerRows:
    total = re.search(r"<totalrecord>\s*(\d+)", text, re.IGNORECASE)
    pages = re.search(r"<totalpage>\s*(\d+)", text, re.IGNORECASE)
    return AnswerRows(
        records_html=tuple(embedded.datastore_records(text)),
        records=int(total[1]) if total else None,
        pages=int(pages[1]) if pages else None,
    )


def _objects(objects: list[dict[str, object]], whole: object, base: str) -> AnswerRows:
    entries: list[Entry] = []
    unread: list[Unread] = []
    for position, found in enumerate(objects, 1):
        row = _entry(found, base, position)
        if isinstance(row, Entry):
            entries.append(row)
        else:
            unread.append(row)
    return AnswerRows(
        tuple(entries), tuple(unread), records=_number(whole, TOTALS), pages=_number(whole, PAGES)
    )


def _entry(found: dict[str, object], base: str, position: int) -> Entry | Unread:
    values = _flat(found)
    title = dom.fold(decoded(decoded(_TAG.sub("", _text(values, "title")))))  # markup in a string
    url = dom.absolute(base, _url(_text(values, "url"))) if _text(values, "url") else None
    if not title or not url or not url.startswith("http"):
        reason = "数据行没有标题" if not title else "数据行没有网页地址"
        return Unread(position, reason, str(found)[: weights.RAW])
    moment = _day(_text(values, "date"))
    return Entry(
        url=url,
        title=title,
        date=moment,
        unit=_text(values, "unit") or None,
        index_number=_text(values, "index") or None,
        document_number=_text(values, "document") or None,
        pinned=str(values.get("istop", values.get("is_top", ""))).lower() in ("1", "true"),
    )


def _flat(found: dict[str, object]) -> dict[str, object]:
    """The object's own values and those of its `source`, keys in lower case; outer ones win."""
    inner = next(
        (
            value
            for key, value in found.items()
            if key in ("source", "_source", "data", "map") and isinstance(value, dict)
        ),
        {},
    )
    return {
        **{str(k).lower(): v for k, v in inner.items()},
        **{str(k).lower(): v for k, v in found.items() if not isinstance(v, dict)},
    }


def _text(values: Mapping[str, object], field: str) -> str:
    for key in _KEYS[field]:
        value = values.get(key)
        if value not in (None, "", [], {}):
            return str(value[0] if isinstance(value, list) else value).strip()
    return ""


def _url(written: str) -> str:
    """The address itself, also out of `{"pc": "/a.html", "mobile": …}`."""
    value = embedded.loads(written) if written.startswith("{") else None
    if isinstance(value, dict):
        return str(value.get("pc") or next(iter(value.values()), ""))
    return written


def _day(written: str) -> date | None:
    """The day of a printed date or of seconds (or milliseconds) since 1970."""
    if written.isdigit() and len(written) in (9, 10, 13):
        seconds = int(written[:10]) if len(written) == 13 else int(written)
        if seconds in _SECONDS:
            return datetime.fromtimestamp(seconds, UTC).astimezone(dates.SHANGHAI).date()
    moment = dates.parse_moment(written) or dates.find_moment(written)
    return moment.day if moment else None


def _longest_list(value: object) -> list[dict[str, object]]:
    """The longest array of objects that have a title, and an address or a date."""
    best: list[dict[str, object]] = []
    for found in _lists(value):
        objects = [item for item in found if isinstance(item, dict)]
        fitting = [
            item
            for item in objects
            if _text(_flat(item), "title") and (_text(_flat(item), "url") or _text(_flat(item), "date"))
        ]
        if len(fitting) > max(len(best), len(objects) / 2 - 1):
            best = objects
    return best


def _lists(value: object) -> Iterator[list[object]]:
    if isinstance(value, list):
        yield value
        for item in value:
            yield from _lists(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _lists(item)
    elif isinstance(value, str) and value[:1] in "[{" and (inner := embedded.loads(value)) is not None:
        yield from _lists(inner)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(item)


def _number(value: object, names: tuple[str, ...]) -> int | None:
    """The first number under one of the names, outer objects before inner ones."""
    level: list[object] = [value]
    while level:
        for found in level:
            if isinstance(found, dict):
                lower = {str(key).lower(): item for key, item in found.items()}
                for name in names:
                    item = lower.get(name)
                    if not isinstance(item, bool) and str(item).isdigit():
                        return int(str(item))
        level = [item for found in level if isinstance(found, dict) for item in found.values()]
    return None


def _states_empty(value: object) -> bool:
    """An empty array of rows beside a total or a success flag is no statement; only the words are."""
    return any(EMPTY_IN_ANSWERS.search(text) for text in _strings(value))


def _balanced(source: str, start: int) -> str:
    """The JSON array that begins at `start`, up to its closing bracket; '' when it is never closed."""
    depth, quoted, escaped = 0, False, False
    for i in range(start, min(len(source), start + weights.LONGEST_ARRAY)):
        char = source[i]
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in "[{":
            depth += 1
        elif not quoted and char in "]}":
            depth -= 1
            if depth == 0:
                return source[start : i + 1]
    return ""
