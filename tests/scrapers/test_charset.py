"""Encodings: declared, undeclared, declared wrongly, and broken."""

import pytest

from scrapers import charset
from scrapers.charset import decode

WORDS = "柘城县人民政府办公室关于镕和喆的通知"  # 镕 and 喆 are not in GB2312: they are GBK bytes


def page(charset: str | None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}<title>{WORDS}</title></head></html>"


CASES = [
    ("meta", page("utf-8").encode(), None, "utf-8"),
    ("gb2312 declared, gbk bytes", page("gb2312").encode("gbk"), None, "gb18030"),
    ("gbk", page("GBK").encode("gbk"), "text/html", "gb18030"),
    ("header only", page(None).encode("gbk"), "text/html; charset=GB2312", "gb18030"),
    ("nothing declared, utf-8", page(None).encode(), None, "utf-8"),
    ("nothing declared, gbk", page(None).encode("gbk"), None, "gb18030"),
    ("bom wins over meta", b"\xef\xbb\xbf" + page("gb2312").encode(), None, "utf-8"),
    ("utf-16 by bom", b"\xff\xfe" + page(None).encode("utf-16-le"), None, "utf-16-le"),
    ("meta wins over header", page("gbk").encode("gbk"), "text/html; charset=utf-8", "gb18030"),
    ("re-encoded, old meta kept", page("gb2312").encode(), None, "utf-8"),
    ("server default header", page(None).encode("gbk"), "text/html;charset=ISO-8859-1", "gb18030"),
    ("unknown label", page("chinese-best").encode(), None, "utf-8"),
    ("short attribute form", f'<meta charset="gbk"><p>{WORDS}'.encode("gbk"), None, "gb18030"),
    ("xml declaration", f'<?xml version="1.0" encoding="gb2312"?>{WORDS}'.encode("gbk"), None, "gb18030"),
]


@pytest.mark.parametrize(("body", "header", "used"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_text_and_encoding(body: bytes, header: str | None, used: str) -> None:
    text, encoding = decode(body, header)
    assert WORDS in text
    assert encoding == used
    assert not text.startswith("\ufeff")


def test_undecodable_bytes_become_replacement_characters_and_nuls_go() -> None:
    body = page("utf-8").encode().replace(b"</title>", b"\xff\x00</title>")
    text, encoding = decode(body)
    assert encoding == "utf-8"
    assert WORDS + "\ufffd</title>" in text


def test_stray_byte_in_a_gb_page_that_declares_utf_8_costs_that_byte_only() -> None:
    body = page("utf-8").replace("</title>", f"</title><p>{WORDS * 20}").encode("gbk") + b"\xb0</p>"
    text, encoding = decode(body, "text/html")
    assert encoding == "gb18030"
    assert text.count(WORDS) == 21


def test_a_character_cut_at_the_end_does_not_change_the_encoding() -> None:
    text, encoding = decode(page(None).encode() + "县".encode()[:2])
    assert encoding == "utf-8" and WORDS in text


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"\xff", bytes(range(256)), b"\xef\xbb\xbf", b"<meta charset=base64>\xff"]
)
def test_never_raises(body: bytes) -> None:
    decode(body)


def test_one_stray_byte_changes_no_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"<meta charset=utf-8>" + "甲乙".encode() * 20 + b"\xb5\xc4\xff" + "丙丁".encode() * 20
    assert decode(body)[1] == "utf-8"
    monkeypatch.setattr(charset, "FAR_MORE", 0)
    assert decode(body)[1] != "utf-8"
