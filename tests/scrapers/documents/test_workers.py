"""The process that reads: whatever a reader does in it costs that file alone, and is named."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.documents import Reader
from scrapers.documents.limits import Limits
from scrapers.documents.messages import answer, answer_of
from scrapers.documents.records import Document
from scrapers.documents.worker import FOLDER

PROGRAM = (sys.executable, "-I", str(Path(__file__).with_name("hostile.py")))
LIMITS = Limits(seconds=20, memory=400 << 20, text=1 << 20)
QUICK = replace(LIMITS, seconds=1.0)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS, program=PROGRAM) as one:
        yield one


def pid(document: Document) -> int:
    return int(document.notes[0])


def is_alive(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody asked for is gone."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def gone(process: int, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while is_alive(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(process)


@pytest.mark.parametrize(
    ("does", "content", "outcome", "words"),
    [
        ("eat", b"x", "too_much_memory", "400 MB"),
        ("abort", b"x", "crashed", "SIGABRT"),
        ("crash", b"x", "crashed", "SIGSEGV"),
        ("leave", b"x", "crashed", "退出码 7"),
        ("system_exit", b"x", "failed", "SystemExit"),
        ("interrupt", b"x", "failed", "KeyboardInterrupt"),
        ("panic", b"x", "failed", "unwrap"),
        ("recurse", b"x", "damaged", "嵌套"),
        ("long", b"2000", "too_much_text", "1 MB"),
        ("wide", b"9000", "too_much_text", "1 MB"),
        ("forge", b"[]", "crashed", ""),
        ("forge", b'{"outcome": "ok"}', "crashed", ""),
        ("forge", b"[" * 200_000, "crashed", ""),
        ("forge", b"\xff\xfe", "crashed", ""),
    ],
)
def test_a_bad_end_is_named_and_the_next_file_is_read(
    reader: Reader, does: str, content: bytes, outcome: str, words: str
) -> None:
    document = reader.read(content, does)
    assert (document.outcome, document.text) == (outcome, "")
    assert words in document.reason and document.name == does
    assert reader.read(b"x", "next").text == "read\n"


@pytest.mark.parametrize("does", ["loop", "loop_locked"])
def test_a_reader_that_does_not_end_is_ended(does: str) -> None:
    with Reader(QUICK, program=PROGRAM) as reader:
        began = time.monotonic()
        document = reader.read(b"x", does)
        assert document.outcome == "too_slow" and "1 秒" in document.reason
        assert time.monotonic() - began < 8
        assert reader.read(b"x", "next").text == "read\n"


def test_the_memory_of_the_caller_does_not_grow(reader: Reader) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for does, content in (("eat", b"x"), ("long", b"20000"), ("wide", b"20000")):
        assert not reader.read(content, does).text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 << 10


def test_nothing_is_written(reader: Reader, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert reader.read(str(target).encode(), "write").outcome == "failed"
    assert not target.exists() or not target.stat().st_size


def test_what_libraries_print_and_read_is_not_the_protocol(reader: Reader) -> None:
    assert reader.read(b"x", "print").text == "read\n"
    assert reader.read(b"x", "next").text == "read\n"


def test_what_a_reader_started_ends_with_it(tmp_path: Path) -> None:
    with Reader(replace(QUICK, seconds=2), program=PROGRAM) as reader:
        assert reader.read(str(tmp_path / "child").encode(), "child").outcome == "too_slow"
    (told,) = tmp_path.iterdir()
    assert gone(int(told.suffix[1:]))


ESCAPED = """
import os, sys, time
if not os.fork():
    os.setsid()
    time.sleep(20)
    os._exit(0)
time.sleep(float(sys.argv[1]))
"""


@pytest.mark.parametrize(("rests", "size"), [("0", 1), ("60", 1), ("60", 5_000_000)])
def test_what_got_away_from_the_process_holds_up_nobody(rests: str, size: int) -> None:
    """A process out of reach still has the pipes of the one that started it."""
    began = time.monotonic()
    with Reader(QUICK, program=(sys.executable, "-I", "-c", ESCAPED, rests)) as reader:
        assert reader.read(b"x" * size, "a").outcome == "too_slow"
    assert time.monotonic() - began < 5


def test_the_process_changes_after_its_files_and_after_a_bad_end() -> None:
    with Reader(LIMITS, files=3, program=PROGRAM) as reader:
        pids = [pid(reader.read(b"x", "a")) for _ in range(7)]
        assert pids == [pids[0]] * 3 + [pids[3]] * 3 + [pids[6]]
        assert len({pids[0], pids[3], pids[6]}) == 3 and gone(pids[0]) and gone(pids[3])
        reader.read(b"x", "panic")
        assert pid(reader.read(b"x", "a")) != pids[6] and gone(pids[6])


def test_fifty_files_a_process() -> None:
    with Reader(LIMITS, program=PROGRAM) as reader:
        pids = [pid(reader.read(b"x", "a")) for _ in range(51)]
    assert pids == [pids[0]] * 50 + [pids[50]] and pids[50] != pids[0]


def test_the_folder_goes_with_the_process() -> None:
    reader = Reader(LIMITS, program=PROGRAM)
    folders = []
    for does in ("a", "abort", "a"):
        document = reader.read(b"x", does)
        if document.outcome == "ok":
            folders.append(Path(eval(document.notes[1])["environment"]["TMPDIR"]))
    assert not folders[0].exists() and folders[1].is_dir()
    assert folders[1].name.startswith(FOLDER)
    reader.close()
    assert not folders[1].exists()
    reader.close()


def test_a_reader_that_is_forgotten_leaves_nothing() -> None:
    reader = Reader(LIMITS, program=PROGRAM)
    process = pid(reader.read(b"x", "a"))
    del reader
    assert gone(process)


def test_nothing_of_environment_or_folder_changes_what_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "sitecustomize.py", "scrapers/__init__.py", "scrapers/documents/worker.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("import os; os._exit(9)")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "PYTHONPATH": str(tmp_path),
        "PYTHONSTARTUP": str(tmp_path / "json.py"),
        "PYTHONHOME": "/nowhere",
        "PYTHONINSPECT": "1",
        "LANG": "zh_CN.GBK",
        "SECRET": "of the caller",
    }.items():
        monkeypatch.setenv(name, value)
    with Reader(LIMITS) as plain:  # the room's own process
        assert plain.read("正文".encode(), "a.txt").text == "正文\n"
    with Reader(LIMITS, program=PROGRAM) as reader:
        told = eval(reader.read(b"x", "a").notes[1])
    assert "SECRET" not in told["environment"] and str(tmp_path) not in told["path"]
    assert Path(told["cwd"]).name.startswith(FOLDER)


def test_two_threads_share_a_reader(reader: Reader) -> None:
    texts: list[str] = []

    def ask(name: str) -> None:
        texts.extend(f"{name} {reader.read(b'x', name).name}" for _ in range(20))

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == ["a a"] * 20 + ["b b"] * 20


def test_a_process_outlives_the_thread_that_started_it() -> None:
    with Reader(LIMITS, program=PROGRAM) as reader:
        pids: list[int] = []
        thread = threading.Thread(target=lambda: pids.append(pid(reader.read(b"x", "a"))))
        thread.start()
        thread.join()
        assert pid(reader.read(b"x", "a")) == pids[0]


def test_a_forked_caller_leaves_the_process_to_its_parent(reader: Reader) -> None:
    process = pid(reader.read(b"x", "a"))
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write_end, str(pid(reader.read(b"x", "a"))).encode())
            reader.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    told = int(os.read(read_end, 20))
    os.close(read_end), os.close(write_end)
    assert told != process and gone(told)
    assert pid(reader.read(b"x", "a")) == process


CALLER = """
import os, sys
sys.path.insert(0, {root!r})
from scrapers.documents.workers import Reader
from scrapers.documents.limits import Limits
reader = Reader(Limits(seconds=60), program={program!r})
document = reader.read(b"x", "a")
with open({told!r} + ".part", "w") as file:
    file.write(document.notes[0] + " " + eval(document.notes[1])["environment"]["TMPDIR"])
os.rename({told!r} + ".part", {told!r})
reader.read({content!r}, {does!r})
"""


@pytest.mark.parametrize(("does", "content"), [("loop", b"x"), ("sleep", b"300")])
def test_no_process_outlives_a_caller_that_was_killed(does: str, content: bytes, tmp_path: Path) -> None:
    told = tmp_path / "told"
    code = CALLER.format(
        root=str(Path(__file__).parents[3]), program=PROGRAM, told=str(told), does=does, content=content
    )
    caller = subprocess.Popen([sys.executable, "-c", code])
    end = time.monotonic() + 20
    while not told.exists() and time.monotonic() < end:
        time.sleep(0.05)
    process, folder = told.read_text().split()
    time.sleep(0.2)  # for the second file to be on its way
    caller.kill()
    caller.wait()
    assert gone(int(process)) and not Path(folder).exists()


def test_a_caller_without_standard_streams(tmp_path: Path) -> None:
    told = tmp_path / "told"
    code = CALLER.format(
        root=str(Path(__file__).parents[3]), program=PROGRAM, told=str(told), does="a", content=b"x"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        preexec_fn=lambda: os.closerange(0, 3),
        check=True,
        timeout=60,
        close_fds=True,
    )
    assert told.exists()


def test_the_process_reaches_no_network_where_the_system_lets_it_go_without(reader: Reader) -> None:
    if not Path("/proc/self/ns/net").exists():
        pytest.skip("no namespaces on this system")
    if subprocess.run(["unshare", "-Urn", "true"], capture_output=True).returncode:
        pytest.skip("namespaces are not allowed here")
    with socket.create_server(("127.0.0.1", 0)) as server:
        document = reader.read(str(server.getsockname()[1]).encode(), "network")
    assert document.outcome == "failed" and "Error" in document.reason


def test_a_file_that_is_too_large_is_not_sent() -> None:
    with Reader(replace(LIMITS, content=1 << 20), program=PROGRAM) as reader:
        assert reader.read(b"%PDF-1.4" + bytes(1 << 20), "a.pdf").outcome == "too_large"
        assert reader._worker is None


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "fine"},
        {"format": "exe"},
        {"text": None},
        {"text": 5},
        {"pages": "3"},
        {"left_out": [["nothing", "", 1]]},
        {"left_out": [["images", "", "many"]]},
        {"notes": [1]},
        {"members": [{}]},
        {"more": 1},
        {"tables": [{}]},
        {"tables": ["rows"]},
        {"tables": [{"rows": [["a"], ["b", "c"]]}]},
        {"tables": [{"rows": [[1]]}]},
        {"tables": [{"rows": [["a"]], "doubts": [[0, 0, "guess"]]}]},
        {"tables": [{"rows": [["a"]], "spans": [[0, 0, "2", 1]]}]},
        {"tables": [{"rows": [["a"]], "spans": [[0, 0, 1_000_000_000, 1]]}]},
        {"tables": [{"rows": [["a"]], "spans": [[-1, 0, 1, 1]]}]},
        {"tables": [{"rows": [["a", None], [None, None]], "spans": [[0, 0, 2, 2], [0, 1, 2, 1]]}]},
    ],
)
def test_an_answer_that_no_document_gives_is_refused(change: dict[str, object]) -> None:
    told = json.loads(answer(Document("ok", "txt", "text/plain")))
    table = {
        "rows": [],
        "spans": [],
        "page": None,
        "last_page": None,
        "name": None,
        "unit": None,
        "doubts": [],
        "at": 0,
    }
    answer_of(json.dumps(told | {"tables": [table | {"rows": [["a"]]}]}).encode())
    tables = change.get("tables")
    if isinstance(tables, list) and tables[0] and isinstance(tables[0], dict):
        change = {"tables": [table | tables[0]]}
    with pytest.raises((ValueError, KeyError, TypeError)):
        answer_of(json.dumps(told | change).encode())


def test_the_process_loads_nothing_before_it_is_needed() -> None:
    """Half of a second for every process otherwise."""
    code = (
        "import sys, scrapers.documents.worker; from scrapers.charset import decode; "
        "print([name for name in sys.modules if name.startswith"
        "(('scrapers.parsing.lists', 'scrapers.http', 'turbohtml', 'lxml', 'bs4', 'requests', 'unrar'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_signals_of_the_terminal_do_not_reach_the_process(reader: Reader) -> None:
    process = pid(reader.read(b"x", "a"))
    assert os.getsid(process) == process != os.getsid(0)
