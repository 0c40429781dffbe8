"""What only LibreOffice opens: how it is found, bounded and ended; with a program in its place that does what
a broken one would, and with the real one where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import time
from pathlib import Path

import pytest

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.inside import read_here
from scrapers.documents.office import profile, program
from scrapers.documents.office.running import converted

MADE = Path(__file__).parent / "made"
UNIFORM = b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2009/uof"/>'


def program_that(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of LibreOffice; `$out` is the folder it is to write into."""
    path = folder / "soffice"
    head = '#!/bin/sh\nprofile=$1; while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; '
    head += '[ "$1" = --convert-to ] && target=$2; shift; done\n'
    path.write_text(head + does + "\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv(program.SETTING, str(path))


def read(content: bytes = UNIFORM, name: str = "通知.uot", limits: Limits | None = None) -> Document:
    return read_here(content, name, limits or Limits())


def test_what_it_saved_is_read_as_the_format_that_the_file_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_that(tmp_path, 'printf "第一行\\n350 条\\n" > "$out/in.doc"', monkeypatch)
    found = read()
    assert (found.outcome, found.format, found.read_by) == ("ok", "foreign", "LibreOffice")
    assert found.text.split() == ["第一行", "350", "条"]


@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("a.uot", ["doc"]),
        ("a.uos", ["xlsx"]),
        ("a.uop", ["pptx"]),
        ("a.uof", ["doc", "xlsx", "pptx"]),
        ("a", ["doc", "xlsx", "pptx"]),
    ],
)
def test_what_it_saves_is_chosen_by_the_suffix_or_tried(
    name: str, tried: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_that(tmp_path, f'echo "$target" >> {tmp_path}/tried', monkeypatch)
    assert read(name=name).outcome == "damaged"
    assert (tmp_path / "tried").read_text().split() == tried


def test_a_reading_process_that_may_write_nothing_lets_it_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = 'head -c 3000000 /dev/zero | tr "\\0" "a" > "$out/in.doc"'
    program_that(tmp_path, does, monkeypatch)
    with Reader() as reader:
        assert len(reader.read(UNIFORM, "a.uot").text.strip()) == 3_000_000
        assert len(reader.read(UNIFORM, "b.uot").text.strip()) == 3_000_000


@pytest.mark.parametrize(
    ("does", "outcome", "said"),
    [
        ("exit 0", "damaged", "打不开"),
        ("exit 1", "damaged", "打不开"),
        ("kill -SEGV $$", "damaged", "打不开"),
        (': > "$out/in.doc"', "damaged", "打不开"),
        ('printf "x" > "$out/other.pdf"', "damaged", "打不开"),
        ('exec cat /dev/zero > "$out/in.doc"', "too_much_inside", "写出的内容超过 2 MB"),
    ],
)
def test_a_program_that_fails_is_told(
    does: str, outcome: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_that(tmp_path, does, monkeypatch)
    found = read(limits=Limits(unpacked=2 << 20))
    assert found.outcome == outcome
    assert said in found.reason


def test_one_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_that(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; wait", monkeypatch)
    begun = time.monotonic()
    found = read(limits=Limits(seconds=1.0))
    assert found.outcome == "too_slow"
    assert time.monotonic() - begun < 10
    child = int((tmp_path / "child").read_text())
    # Killed, it is gone as soon as the system gets to it.
    assert any(_is_gone(child) or time.sleep(0.01) for _ in range(500))


def _is_gone(pid: int) -> bool:
    """Whether a process is no more, or has ended and waits to be fetched."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_its_settings_forbid_macros_links_network_and_java(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = f'env > {tmp_path}/env; cp -r "${{profile#*file://}}" {tmp_path}/kept'
    program_that(tmp_path, does, monkeypatch)
    read()
    settings = (tmp_path / "kept/user/registrymodifications.xcu").read_text(encoding="utf-8")
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("ooInetHTTPProxyName", "127.0.0.1"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings
    assert '<enabled xsi:nil="false">false</enabled>' in next(
        (tmp_path / "kept/user/config").glob("javasettings_Linux_X86*")
    ).read_text(encoding="utf-8")
    told = (tmp_path / "env").read_text(encoding="utf-8")
    assert "https_proxy=http://127.0.0.1:9" in told
    assert f"HOME={os.environ.get('HOME')}\n" not in told


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(UNIFORM, "通知.uot", ".uot 文件"), (b"\x01\x02\x03\x04" * 40, "旧文件.wps", ".wps 文件")],
)
def test_a_machine_without_it_says_what_to_do(
    content: bytes, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(program.SETTING, "/nowhere/soffice")
    found = read(content, name)
    assert found.outcome == "needs_converter"
    assert said in found.reason
    assert "另存为 DOCX 或 PDF" in found.reason


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_one_reads_the_national_text_format() -> None:
    soffice = program.found()
    assert soffice is not None
    made = converted(soffice, (MADE / "doc" / "tables.doc").read_bytes(), "doc", "uot", 60, 1 << 24)
    assert made is not None
    found = read(made, "表.uot")
    assert (found.outcome, found.format) == ("ok", "foreign")
    assert found.read_by.startswith("LibreOffice ")
    assert "１，２３４件" in found.text
    assert [len(table.rows[0]) for table in found.tables] == [4, 2, 2]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_one_fetches_nothing_that_a_file_names(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        outside = f"http://127.0.0.1:{server.getsockname()[1]}"
        flat = LINKS.replace("FILE", (tmp_path / "secret.txt").as_uri()).replace("OUTSIDE", outside)
        soffice = program.found()
        assert soffice is not None
        saved = converted(soffice, flat.encode(), "fodt", "doc", 60, 1 << 24)
        assert saved is not None
        assert read(saved, "a.doc").text.split() == ["前", "存着的", "后"]
        with pytest.raises(BlockingIOError):  # nobody waits to be answered
            server.accept()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_one_opens_nothing_as_text_that_it_does_not_know() -> None:
    """Part of a document, its beginning lost: as text these bytes would be signs of any script."""
    rest = (MADE / "report.doc").read_bytes()[5000:30000]
    found = read(rest, "年报.wps")
    assert (found.outcome, found.format, found.text) == ("damaged", "foreign", "")


LINKS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>前</text:p>
<text:section text:name="S"><text:section-source xlink:href="FILE" text:filter-name="Text"/>
<text:p>存着的</text:p></text:section><text:p><draw:frame draw:name="i" svg:width="2cm" svg:height="2cm"
 text:anchor-type="as-char"><draw:image xlink:href="OUTSIDE/x.png" xlink:type="simple"/></draw:frame></text:p>
<text:p>后</text:p></office:text></office:body></office:document>"""


def test_the_socket_that_it_leaves_when_it_is_killed_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its name, as LibreOffice 7.4 itself made it for that profile."""
    own = tmp_path / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_182cdbb3d3ac6137b383da52b0dccf47"
    other = tmp_path / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_0"
    for file in (own, other):
        file.touch()
    monkeypatch.setattr(profile, "_SOCKETS", (tmp_path,))
    profile._drop_socket_of(Path("/tmp/p-lo/profile-a"))
    assert list(tmp_path.iterdir()) == [other]
