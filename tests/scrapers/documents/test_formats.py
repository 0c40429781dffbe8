"""Which format a file is, whatever it is called."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.documents.formats import format_of, guessed
from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits


def packed(*parts: str | tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of parts by name, or name and text."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for part in parts:
            name, text = (part, "x") if isinstance(part, str) else part
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=method)
    return file.getvalue()


TYPES, ODF = "[Content_Types].xml", "application/vnd.oasis.opendocument."
LINES = "名称\t数量\n办公室\t3\n" * 20
BITMAP = b"BM" + bytes(12) + (40).to_bytes(4, "little") + bytes(100)
EXCEL_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
MANIFEST = f'<m:file-entry m:media-type="{ODF}%s" m:full-path="/"/>'
MHT = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'

CASES: list[tuple[str, bytes, str]] = [
    # RTF and pages under the names of Word and Excel: very common.
    ("a.doc", rb"{\rtf1\ansi\ansicpg936 x}", "rtf"),
    ("a.doc", b"\xef\xbb\xbf\r\n{\\rtf1 x}", "rtf"),
    ("a.doc", b"\0\0{\\rtf1 x}", "rtf"),
    ("a.doc", b"\xef\xbb\xbf<html><body>x", "html"),
    ("a.xls", b"\xff\xfe" + "<html><body>表".encode("utf-16-le"), "html"),
    ("a.xls", "<html><body><table><tr><td>中</td></tr></table>".encode("utf-16-le"), "html"),
    ("a.xls", "<!-- 由系统导出 --><html><body>x".encode(), "html"),
    ("a.xls", ("<!-- " + "导出" * 1500 + " --><html><body>x").encode(), "html"),
    ("a.xls", b"<style>" + b".a{color:red}" * 500 + b"</style><table><tr><td>x</table>", "html"),
    ("a.xls", b'<html xmlns:o="urn:schemas-microsoft-com:office:office"\nxmlns:x="urn:x"><head>', "html"),
    ("a.doc", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html xmlns="x"><body>', "html"),
    ("a.xls", b"<table border=1><tr><td>x</td></tr></table>", "html"),
    ("a.xls", b"<tr><td>x</td></tr>", "html"),
    ("a.doc", b"<b>x</b><br>", "html"),
    ("a.xls", b"sep=,\n<html><table><tr><td>1</td></tr></table></html>", "html"),
    ("a.wps", b"<!DOCTYPE HTML>\n<html>", "html"),
    ("a.doc", "第一段\n说明 <table> 标签".encode(), "txt"),
    ("a.txt", b"<html><body>x", "html"),
    ("a.doc", MHT, "mht"),
    ("a.doc", b"\r\n\r\nFrom: <x>\r\n" + MHT, "mht"),
    ("a.doc", b"From: a\r\nSubject: " + b"x" * 5000 + b"\r\n" + MHT, "mht"),
    # XML of Office 2003, and XML that is nothing of ours.
    ("a.xls", EXCEL_XML, "sheetml"),
    ("a.xls", b"<!-- x -->" + EXCEL_XML, "sheetml"),
    ("a.xls", b"\xff\xfe" + EXCEL_XML.decode().encode("utf-16-le"), "sheetml"),
    ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "wordml"),
    ("a.uof", b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof">', "foreign"),
    ("a.xml", b'<?xml version="1.0"?><rss><channel>', "txt"),
    # PDF with something before it, and what only speaks of PDF.
    ("a.pdf", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\n", "pdf"),
    ("a.pdf", b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
    ("a.pdf", b"\x01\x02\x03\x04" * 50 + b"%PDF-1.4\n", "pdf"),
    ("a.pdf", b"<br />\n<b>Warning</b>: x in y.php<br />\n%PDF-1.4\n1 0 obj\n", "pdf"),
    ("a.html", b"<html><body>%PDF-1.4 is a version", "html"),
    ("a.doc", b"%PDF-1.4\n", "pdf"),
    # ZIP: by its parts, in any order, and not by a mere folder.
    ("a.docx", packed("docProps/app.xml", "word/document.xml", TYPES, "_rels/.rels"), "docx"),
    ("a.docx", packed(TYPES, "word\\document.xml"), "docx"),
    ("a.docx", packed(TYPES, "word/document.xml", "word/embeddings/a.xlsx", "xl/x"), "docx"),
    ("a.docx", packed("word/document.xml"), "docx"),
    ("a.xls", packed(TYPES, "xl/workbook.xml"), "xlsx"),
    ("a.xlsx", packed("xl/workbook.xml", "xl/worksheets/sheet1.xml"), "xlsx"),
    ("a.doc", packed(TYPES, "ppt/presentation.xml"), "pptx"),
    ("a.xlsx", packed(TYPES, "xl/workbook.bin"), "xlsb"),
    ("a.xps", packed(TYPES, "_rels/.rels", "FixedDocumentSequence.fdseq"), "xps"),
    ("a.zip", packed("word/通知.txt", "xl/1.txt"), "zip"),
    ("a.zip", packed("资料/word/document.xml", f"资料/{TYPES}"), "zip"),
    ("a.docx", packed(("mimetype", ODF + "text"), "content.xml"), "odt"),
    ("a.odt", packed("content.xml", ("META-INF/manifest.xml", MANIFEST % "text")), "odt"),
    ("a.xls", packed("content.xml", ("META-INF/manifest.xml", MANIFEST % "spreadsheet")), "ods"),
    ("a.epub", packed(("mimetype", "application/epub+zip"), method=zipfile.ZIP_STORED), "zip"),
    ("a.jar", packed("META-INF/MANIFEST.MF", "a.class"), "zip"),
    ("a.pdf", packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    ("a.docx", packed(TYPES, "word/document.xml")[:150], "docx"),
    ("a.zip", packed(), "zip"),
    ("a.zip", b"PK\x07\x08" + packed("a"), "zip"),
    ("a.exe", b"MZ" + bytes(500) + packed("a"), "zip"),
    ("a.exe", b"MZ" + bytes(500) + b"Rar!\x1a\x07\x00" + bytes(50), "rar"),
    ("a.exe", b"MZ" + bytes(range(256)) * 4, "unknown"),
    # Text: separated values under Excel's names, UTF-16 without a mark, NUL within.
    ("a.xls", LINES.encode("gb18030"), "csv"),
    ("a.et", "名称,数量\n办公室,3\n".encode(), "csv"),
    ("a.xls", LINES.encode("utf-16-le"), "csv"),
    ("a.xls", "一段话,没有表格。\n第二段\n第三段".encode(), "txt"),
    ("a.txt", LINES.encode("utf-16-le"), "txt"),
    ("a.txt", LINES.encode("utf-16-be"), "txt"),
    ("a.txt", "正文".encode() + bytes(6) + "正文,内容".encode() * 50, "txt"),
    ("a.txt", "正文,内容".encode() * 50 + bytes(5000), "txt"),
    ("a.txt", b"BM is a company\n", "txt"),
    ("a.pdf", b'{"code":401}', "txt"),
    # Pictures, and what no reader knows.
    ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(30), "image"),
    ("a.pdf", b"II*\0" + bytes(30), "image"),
    ("a.jpg", BITMAP, "image"),
    ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image"),
    ("a.emf", b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(20), "unknown"),
    ("a.wmf", b"\xd7\xcd\xc6\x9a" + bytes(30), "unknown"),
    ("a.ceb", b"Founder CEB" + bytes(10), "unknown"),
    ("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(100), "unknown"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
    ("a.tgz", b"\x1f\x8b\x08\0" + bytes(30), "gzip"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "doc"),
    ("a.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "unknown"),
]


@pytest.mark.parametrize(("name", "content", "expected"), CASES)
def test_by_content(name: str, content: bytes, expected: str) -> None:
    assert format_of(content, name).name == expected


def test_damaged_content_raises_nothing() -> None:
    for name, content, _ in CASES:
        for cut in range(0, len(content), max(1, len(content) // 7)):
            format_of(content[:cut] + b"\xff" + content[cut + 1 :], name)
            format_of(content[:cut], name)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", packed(TYPES, "word/document.xml"), "docx"),
        ("a.rar", packed("a"), "zip"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        ("a.doc", b"%PDF-1.4", "pdf"),
        ("a", b"?", "unknown"),
    ],
)
def test_guessed_without_opening(name: str, content: bytes, expected: str) -> None:
    assert guessed(content, name).name == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_without_its_mark_is_read(encoding: str) -> None:
    document = read_here("公开指南\r\n第一条".encode(encoding), "a.txt", Limits())
    assert (document.outcome, document.text) == ("ok", "公开指南\n第一条\n")


@pytest.mark.parametrize("chain", [lambda at, all: at, lambda at, all: (at * 7 + 3) % all])
def test_a_compound_file_that_goes_round_in_circles_is_damaged(chain: Callable[[int, int], int]) -> None:
    """Its table of sectors sends each to itself, or around."""
    content = bytearray((Path(__file__).parent / "made" / "report.doc").read_bytes())
    size = 1 << int.from_bytes(content[30:32], "little")
    table = 512 + int.from_bytes(content[76:80], "little") * size
    for at in range(size // 4):
        struct.pack_into("<I", content, table + 4 * at, chain(at, size // 4))
    found = read_here(bytes(content), "a.doc", Limits(seconds=5))
    assert (found.outcome, found.format) == ("damaged", "doc")


def test_a_file_of_zeros_is_damaged() -> None:
    document = read_here(bytes(5000), "a.docx", Limits())
    assert document.outcome == "damaged" and "零字节" in document.reason


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", "<html><title>用户登录</title><input type=password></html>", "登录页"),
        ("a.docx", "<script>document.cookie='__jsl_clearance=1';location.href='/'</script>", "防护页"),
        ("a.zip", "<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx", "提示内容不存在"),
        ("a.doc", "<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx", "提示内容不存在"),
        ("a.doc", "404 Not Found", "提示内容不存在"),
        ("a.pdf", '{"code":401,"msg":"未登录"}', "接口返回的数据"),
        ("a.xls", '{"code":401,"msg":"未登录"}', "接口返回的数据"),
        ("a.pdf", "<html><p>某县人民政府</p>" + "<p>正文很长的一段</p>" * 500, "某县人民政府"),
        ("a.jpg", "暂无图片", "暂无图片"),
    ],
)
def test_answers_of_a_host_under_a_documents_name(name: str, content: str, words: str) -> None:
    document = read_here(content.encode(), name, Limits())
    assert document.outcome == "mislabelled" and words in document.reason
    assert f".{name.partition('.')[2]}" in document.reason


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", "<table><tr><td>1</td><td>2</td></tr></table>"),
        ("a.doc", "<p>关于开展工作的通知</p><p>请于3月1日前报送。</p>"),
        ("a.doc", "关于开展工作的通知\n请于3月1日前报送。"),
        ("a.doc", "[2017]5号\n关于开展工作的通知"),
        ("a.html", "<title>404 Not Found</title><h1>404 Not Found</h1>"),
        ("a.xls", "<table><tr><td>网页404处理情况</td><td>页面不存在</td></tr></table>"),
    ],
)
def test_what_systems_export_is_no_answer(name: str, content: str) -> None:
    assert read_here(content.encode(), name, Limits()).outcome == "ok"
