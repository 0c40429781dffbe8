"""What the system or DuckDB says against the files of a home, in Chinese, with what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import duckdb

from scrapers.oswords import reason

_DAMAGE = ("not a valid DuckDB database", "Could not read enough bytes", "Corrupt database", "checksum")
"""Of DuckDB's words about a file that is cut off or overwritten."""

_SYSTEM_WORDS = {
    "No space left on device": errno.ENOSPC,
    "Disk quota exceeded": errno.EDQUOT,
    "File too large": errno.EFBIG,
    "Permission denied": errno.EACCES,
    "Operation not permitted": errno.EPERM,
    "Read-only file system": errno.EROFS,
    "Input/output error": errno.EIO,
    "Is a directory": errno.EISDIR,
}
"""The system's words that DuckDB repeats of an error, and its number."""

_UNTOUCHED = "公布文件没有改动"


def is_damage(error: duckdb.Error) -> bool:
    """Whether DuckDB says that a file's own bytes are not those of a whole database."""
    return any(words in str(error) for words in _DAMAGE)


def cause(error: duckdb.Error) -> str:
    """Why DuckDB could not do it, in a few words; its own where they are not known."""
    said = " ".join(str(error).split())
    if is_damage(error):
        return "不是完整的数据库,已损坏或被截断"
    if isinstance(error, (duckdb.CatalogException, duckdb.BinderException)):
        return "缺少本版程序要用的表或列,是另一版本的程序公布的"
    if system := _system_error(said):
        return reason(system)
    if _is_locked(error, said):
        process = re.search(r"PID (\d+)", said)
        return f"正被另一个程序以读写方式打开{f',进程号 {process[1]}' if process else ''}"
    return f"数据库的原话:{said[:160]}"


def unreadable(file: Path, error: duckdb.Error) -> str:
    """One sentence on a published file that cannot be read."""
    said = " ".join(str(error).split())
    remedy = (
        "请关闭那个程序,它应只读打开"
        if _is_locked(error, said)
        else "请检查权限"
        if _system_error(said)
        else "请运行 gongkai republish 重新生成"
    )
    return f"公布文件 {file} 无法读取({cause(error)});{remedy}"


def sentence_about(root: Path | None, error: Exception) -> str | None:
    """One sentence on an error about the disk and what lies there; None for a fault of the program. `root`:
    the home, where there is one."""
    where = f"数据目录 {root}" if root else "磁盘"
    if isinstance(error, duckdb.Error):
        return _of_database(where, root, error)
    return _of_system(where, error) if isinstance(error, OSError) else None


def _of_database(where: str, root: Path | None, error: duckdb.Error) -> str | None:
    said = " ".join(str(error).split())
    file = (re.search(r"""["'](/[^"']+)["']""", said) or [said, ""])[1]
    if is_damage(error):
        return (
            f"{file or where} {cause(error)};公布文件坏了的,运行 gongkai republish 重新生成;"
            f"台账坏了的,请从备份恢复 {root / 'work' if root else 'work'}(packages/ 里尚未载入的数据包请保留)"
        )
    if system := _system_error(said):
        return _of_system(where, OSError(system.errno, said, file or None))
    if _is_locked(error, said):
        return f"{file or where} {cause(error)};请关闭那个程序后重试"
    if isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException)):
        return f"{file or where} 读写出错,{_UNTOUCHED};请检查磁盘空间、内存和权限后重试({cause(error)})"
    return None


def _system_error(said: str) -> OSError | None:
    """The system's error that DuckDB passes on."""
    return next((OSError(number, words) for words, number in _SYSTEM_WORDS.items() if words in said), None)


def _is_locked(error: duckdb.Error, said: str) -> bool:
    return isinstance(error, duckdb.IOException) and "lock" in said.lower()


def _of_system(where: str, error: OSError) -> str | None:
    """In words, the errors that are about the disk; None for those that are a fault of the program."""
    file = error.filename if isinstance(error.filename, (str, Path)) else None
    named = f"({file})" if file else ""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where} 不可读写{named};请检查所有者和权限,或用 --home 换一个目录"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        writing = f"写 {file} 时" if file else f"{where} 所在的"
        return f"{writing}磁盘已满;请腾出空间后重试,{_UNTOUCHED}"
    if error.errno == errno.EFBIG:
        words = f"{file or where} 超过系统允许的文件大小"
        return f"{words};请放宽 ulimit -f 或换一个文件系统后重试,{_UNTOUCHED}"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{file or where} 不是目录;请用 --home 换一个目录"
    if error.errno == errno.EISDIR:
        other = error.filename2 if isinstance(error.filename2, (str, Path)) else None
        return f"{other or file or where} 是目录,不是文件;请把它移到别处后重试"
    if error.errno == errno.ENAMETOOLONG:
        return f"名称太长:{str(file or where)[-60:]};系统不允许这样长的文件名,请改短"
    if error.errno == errno.EIO:
        return f"{where} 所在磁盘读写出错{named};请检查磁盘后重试"
    return None
