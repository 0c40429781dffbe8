"""Files that people hand to a flow: laid into `declared/inbox/` of the home, named on Prefect's pages.

Whoever may open the pages may not read the whole machine by them: only people's own folders are looked into.
"""

from __future__ import annotations

from pathlib import Path

from scrapers.oswords import reason
from scrapers.privacy import mask
from warehouse.home import Home, clear_errors
from warehouse.report.escaping import visible

NAME = "inbox"

_SHOWN = 10
_MARKS = ("~$", ".")
"""How files begin that Excel, WPS or LibreOffice keep beside one that they have open."""


class NotHandedIn(Exception):
    """There is no such file where people hand files in; a Chinese sentence with the remedy."""


def inbox(home: Home) -> Path:
    """The folder into which people lay files for a flow, made if need be. Raises HomeError where it cannot
    be."""
    folder = home.declared / NAME
    with clear_errors(home.root):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def handed_in(home: Home, named: str) -> Path:
    """The file that a person named: by its name in the inbox, or by its path within the home (`reports/…`,
    `declared/…`), also with the strokes of Windows. Raises NotHandedIn for one that is not there, is no file,
    or lies elsewhere; HomeError as `inbox`."""
    folder, written = inbox(home), named.strip().strip('"“”').replace("\\", "/")
    file = folder / written if "/" not in written else home.root / written
    shown = visible(mask(named.strip()))
    try:
        real = file.resolve()
        allowed = any(real.is_relative_to(place.resolve()) for place in (home.declared, home.reports))
        if not allowed:
            raise NotHandedIn(
                f"{shown}: 只读数据目录的 declared/ 和 reports/ 里的文件;请把文件放进 {folder},再填它的文件名"
            )
        if not written or not real.is_file():
            raise NotHandedIn(f"{folder} 里没有文件 {shown or '(空)'};{_there(folder)}")
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "不是文件名"
        raise NotHandedIn(f"{shown}: 无法读取({why});请核对文件名和权限") from error
    return real


def _there(folder: Path) -> str:
    """What lies there, the newest first, or that nothing does."""
    there = [one for one in folder.iterdir() if one.is_file() and not one.is_symlink()]
    files = [one for one in there if not one.name.startswith(_MARKS)]
    files.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    names = "、".join(visible(mask(one.name)) for one in files[:_SHOWN])
    more = f" 等 {len(files)} 个" if len(files) > _SHOWN else ""
    return f"那里有:{names}{more}" if files else "那里还没有文件,请先把文件放进去"
