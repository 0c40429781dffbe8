"""The rooms of the parser import one way, and are entered by its face."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PARSING = "scrapers.parsing"
ARROWS: dict[str, set[str]] = {
    "words": set(),
    "page": {"words"},
    "kind": {"page", "words"},
    "pager": {"page", "words"},
    "cms": {"pager", "page", "words"},
    "lists": {"cms", "pager", "kind", "page", "words"},
    "items": {"kind", "page", "words"},
    "observing": {"kind", "page", "words"},
    "layouts": {"items", "observing", "kind", "page", "words"},
}
"""Room → rooms that it may import."""
BESIDE = {"scrapers.address", "scrapers.charset", "scrapers.layout", "scrapers.records"}
"""What of `scrapers` the rooms may import beside each other."""
OPEN_TO_PROBE = {"page", "cms"}
OPEN_TO_PORTAL_FILE = {"cms"}


def imported(file: Path) -> Iterator[str]:
    """Full names of all that a module imports, `from a import b` as `a.b`, wherever in it that stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def room_of(name: str) -> str | None:
    """The room that a full name below `scrapers.parsing` lies in; '' for the face, None outside."""
    if name != PARSING and not name.startswith(f"{PARSING}."):
        return None
    rest = name.removeprefix(PARSING).lstrip(".").split(".")
    return rest[0] if rest[0] in ARROWS else ""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / "scrapers" / "parsing" / room).rglob("*.py"))


def test_every_folder_of_the_parser_is_a_room() -> None:
    folders = {path.parent.name for path in (ROOT / "scrapers" / "parsing").glob("*/__init__.py")}
    assert folders == set(ARROWS)


@pytest.mark.parametrize("room", ARROWS)
def test_a_room_imports_only_rooms_below_it(room: str) -> None:
    wrong = {
        (file.name, name)
        for file in modules(room)
        for name in imported(file)
        if name.startswith("scrapers.")
        and name.rpartition(".")[0] not in BESIDE
        and name not in BESIDE
        and room_of(name) not in {room, *ARROWS[room]}
    }
    assert not wrong


def test_the_rooms_are_entered_by_the_face() -> None:
    wrong = []
    for file in sorted((ROOT / "scrapers").rglob("*.py")):
        own = file.relative_to(ROOT / "scrapers").parts
        if own[0] == "parsing":
            continue
        rooms = {room for name in imported(file) if (room := room_of(name))}
        rooms -= OPEN_TO_PROBE if own[0] == "probe" else set()
        rooms -= OPEN_TO_PORTAL_FILE if own[0] == "portalfile.py" else set()
        wrong += [(str(file.relative_to(ROOT)), room) for room in rooms]
    assert not wrong
