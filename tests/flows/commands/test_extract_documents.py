"""`gongkai extract` on documents: what is taken for one, what is printed of it, whose name it has."""

from __future__ import annotations

import json
import os
import threading
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.commands.extract import _printable
from scrapers.documents import Document, LeftOut, Table, described

PAGE = (
    "<html><head><title>公告</title></head><body><h1>关于开会的通知</h1><p>今天下午开会。</p></body></html>"
)
TABLE = (
    "<html><body><table><tr><td>单位</td><td>件数</td></tr><tr><td>林业局</td><td>35</td></tr></table></body>"
)


def extracted(source: str, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["extract", source, *arguments])
    assert done.exit_code == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("name", "content", "kind", "format"),
    [
        ("公告.txt", "今天下午开会。".encode("gb18030"), "document", "txt"),
        ("公告.html", PAGE.encode(), "other", None),
        ("公告", PAGE.encode(), "other", None),
        ("年报.doc", PAGE.encode(), "document", "html"),
        ("台账.xls", TABLE.encode(), "document", "html"),
        ("rows.json", b'{"rows": []}', "other", None),
        ("数据.csv", "单位,件数\n林业局,35\n".encode(), "document", "csv"),
        ("空.pdf", b"", "document", "unknown"),
    ],
)
def test_what_a_file_is_goes_by_its_content_and_a_page_is_a_document_under_a_document_s_name(
    tmp_path: Path, name: str, content: bytes, kind: str, format: str | None
) -> None:
    (tmp_path / name).write_bytes(content)
    found = extracted(str(tmp_path / name))
    assert (found["kind"] if kind == "document" else "other", found.get("format")) == (kind, format)


def test_the_kind_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    found = extracted(str(tmp_path / "a.html"), "--kind", "document")
    assert (found["kind"], found["outcome"]) == ("document", "ok")
    assert "今天下午开会。" in found["text"]


def test_what_is_too_large_or_has_no_end_is_not_read_whole(tmp_path: Path) -> None:
    sparse = tmp_path / "a.pdf"
    sparse.touch()
    os.truncate(sparse, 10 << 30)
    tracemalloc.start()
    assert extracted(str(sparse))["outcome"] == "too_large"
    assert tracemalloc.get_traced_memory()[1] < 600 << 20
    tracemalloc.stop()
    done = CliRunner().invoke(cli, ["extract", "/dev/zero", "--kind", "item"])
    assert done.exit_code == 2 and "256 MB" in done.stderr and "检查路径" in done.stderr


def test_a_pipe_into_which_nobody_writes_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert extracted(str(tmp_path / "a.pdf"))["outcome"] == "empty"


def test_a_file_is_not_opened_by_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a ZIP or an OLE file lists may be without end: only the process with bounds looks into it."""

    def opened(*arguments: object) -> str:
        raise AssertionError("opened here")

    monkeypatch.setattr("scrapers.documents.formats.zipped", opened)
    monkeypatch.setattr("scrapers.documents.containers.zipped", opened)
    monkeypatch.setattr("scrapers.documents.formats.compound", opened)
    for content in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 99 + b"PK\x01\x02 PK\x05\x06"):
        (tmp_path / "a").write_bytes(content)
        assert extracted(str(tmp_path / "a"))["kind"] == "document"


def test_what_the_name_of_a_file_says_of_a_person_is_masked_in_an_error() -> None:
    done = CliRunner().invoke(cli, ["extract", f"/nowhere/{ID}.pdf"])
    assert done.exit_code == 2 and ID not in done.stderr and "110105********002X" in done.stderr


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_what_is_printed_is_json_also_where_the_terminal_lacks_a_sign(encoding: str) -> None:
    said = {"text": "正文 café 😀 \udcff"}
    printed = _printable(json.dumps(said, ensure_ascii=False), encoding)
    assert json.loads(printed.encode(encoding).decode(encoding)) == said
    assert ("正文" in printed) == (encoding != "ascii")


class Files(BaseHTTPRequestHandler):
    """One text file, offered under a Chinese name in the ways that hosts write one, and what else they do."""

    def do_GET(self) -> None:
        named = {
            "/bare": "filename=年报.txt".encode("gb18030").decode("latin-1"),
            "/utf8": "attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.txt",
            "/both": "attachment; filename=\"_.exe\"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.txt",
            "/path": "attachment; filename*=UTF-8''..%2F..%2F%E5%B9%B4%E6%8A%A5.txt",
            "/%E5%B9%B4%E6%8A%A5.txt": "",
        }.get(self.path)
        status = {"/gone.pdf": 404, "/away.pdf": 302, "/round.pdf": 302}.get(self.path, 200)
        known = named is not None or self.path in ("/gone.pdf", "/large.pdf")
        body = "主动公开35件".encode() if known else b""
        self.send_response(status if body or status == 302 else 404)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", self.path if "round" in self.path else "http://localhost:9/utf8")
        if named:
            self.send_header("Content-Disposition", named)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Prints nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["bare", "utf8", "both", "path", "年报.txt"])
def test_a_file_behind_an_address_is_fetched_whole_and_has_the_host_s_name_for_it(
    host: str, path: str
) -> None:
    found = extracted(f"{host}/{path}")
    assert (found["kind"], found["name"], found["text"]) == ("document", "年报.txt", "主动公开35件\n")


def test_an_error_of_the_host_that_comes_with_a_file_is_told(host: str) -> None:
    found = extracted(f"{host}/gone.pdf", "--kind", "document")
    assert "主动公开35件" in found["text"] and "HTTP 404" in found["notes"][0]


def test_an_answer_that_is_too_large_is_no_empty_file(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.source.most", lambda: 10)
    for kind in ((), ("--kind", "document")):
        assert extracted(f"{host}/large.pdf", *kind)["outcome"] == "too_large"
    done = CliRunner().invoke(cli, ["extract", f"{host}/large.pdf", "--kind", "item"])
    assert done.exit_code == 2 and "不会是网页" in done.stderr


def test_a_host_that_sends_on_elsewhere_gives_no_file(host: str) -> None:
    found = extracted(f"{host}/away.pdf")
    assert (found["kind"], found["outcome"]) == ("other", "redirect")
    assert found["target"] == "http://localhost:9/utf8" and "gongkai extract" in found["reason"]
    round = extracted(f"{host}/round.pdf")
    assert round["outcome"] == "redirect" and "重定向循环" in round["reason"]


ID = "11010519491231002X"
"""The example of GB 11643-1999."""


def test_personal_data_is_masked_and_tables_keep_their_place_in_the_text() -> None:
    before = f"联系人 138 1234 5678,证件 {ID}\n"
    table = Table((("证件号", ID), ("手机", "13812345678"), ("旧", "152201199001010000")), at=len(before))
    rows = "".join(f"{label}\t{value}\n" for label, value in table.rows)
    lost = Table(table.rows, at=table.at, doubts={(2, 1): "digits_lost"})
    found = described(Document("ok", "xlsx", "x", text=before + rows, tables=(lost,)))
    said = json.dumps(found, ensure_ascii=False)
    assert ID not in said and "13812345678" not in said and "138 1234 5678" not in said
    assert "152201199001010000" not in said, "a number that lost its last digits is a person's all the same"
    assert found["text"][found["tables"][0]["at"] :].startswith("证件号\t110105********002X\n")
    cell = found["tables"][0]["cells"][5]
    assert (cell["text"], cell["doubt"]) == ("152201********0000", "digits_lost")
    assert "丢失" in cell["doubt_words"]


def test_what_was_left_out_is_said_in_chinese_and_covered_places_are_null() -> None:
    table = Table((("金额", None), ("收入", "支出")), spans={(0, 0): (1, 2)}, name="表一")
    document = Document(
        "partial", "zip", "application/zip", left_out=(LeftOut("members", "a.exe"),), name="a.zip"
    )
    found = described(Document("ok", "xlsx", "x", tables=(table,), members=(document,)))
    assert found["tables"][0]["rows"] == [["金额", None], ["收入", "支出"]]
    assert found["tables"][0]["cells"][0] == {
        "row": 0, "column": 0, "row_span": 1, "column_span": 2, "text": "金额",
    }  # fmt: skip
    member = found["members"][0]
    assert (member["kind"], member["name"], member["left_out"][0]["words"]) == (
        "document", "a.zip", "没有读的成员",
    )  # fmt: skip


def test_a_cell_that_is_a_number_has_it_with_the_unit_that_head_label_or_table_say() -> None:
    rows = (
        ("单位", "件数(件)", "金额（万元）", "备注"),
        ("林业局", "1,286", "１２．５０", "22（其中修订16件）"),
        ("证件", "", "约3亿元", "2017-05-10"),
    )
    found = described(Document("ok", "xlsx", "x", tables=(Table(rows, unit="元"),)))
    cells = {(cell["row"], cell["column"]): cell for cell in found["tables"][0]["cells"]}
    assert [(cells[1, at]["number"], cells[1, at]["unit"]) for at in (1, 2, 3)] == [
        ("1286", "件"),
        ("12.50", "万元"),
        ("22", "元"),
    ]
    assert cells[1, 3]["remark"] == "其中修订16件"
    assert (cells[2, 2]["number"], cells[2, 2]["unit"], cells[2, 2]["approximate"]) == ("3", "亿元", True)
    assert "number" not in cells[2, 3] and "number" not in cells[2, 1]
