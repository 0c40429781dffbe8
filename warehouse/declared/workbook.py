"""Opens a workbook that somebody gave: bounded before any of it is read, nothing in it computed or run."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

from warehouse.declared.records import DeclareError

MOST_BYTES = 8 << 20
"""Of the file; a filled template has some 30 000."""
MOST_UNPACKED = 32 << 20
"""Of all its parts together, which are unpacked here to count them: what a part says of its size is not
believed."""
MOST_XML = 8 << 20
"""Of what is XML among them, which openpyxl turns into objects of many times that size."""
MOST_PARTS = 400
MOST_COVERED = 50_000
"""Cells that merged ranges and links may cover, all together: openpyxl makes an object of each, and a range
of thirty signs can cover 17 thousand million."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
"""No program writes one into a workbook."""
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
_COVERING = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']([^"']*)""")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)
_AGAIN = "请用 gongkai declare 的 template 重新生成模板,填好后再导入"


def opened(data: bytes) -> Any:
    """The workbook, its formulas as they are written (`data_only` false: saved results are not believed).
    Raises DeclareError (Chinese) for what is none, has a password, or is larger than a filled template can
    be."""
    import openpyxl  # here: every command imports this module, hardly one reads a workbook

    _refuse_others(data)
    try:
        _refuse_bombs(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
            return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except DeclareError:
        raise
    except Exception as error:  # whatever openpyxl stumbles over in a stranger's file
        raise DeclareError(
            f"文件损坏,读不出({type(error).__name__});请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error


def _refuse_others(data: bytes) -> None:
    if not data:
        raise DeclareError(f"文件是空的(0 字节);{_AGAIN}")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DeclareError("文件设有打开密码;请在 Excel 或 WPS 中取消密码,另存后再导入")
        raise DeclareError("文件是旧格式(.xls 或 .et),不是 .xlsx;请另存为“Excel 工作簿(.xlsx)”再导入")
    if not data.startswith(b"PK"):
        raise DeclareError(f"文件不是 Excel 工作簿(.xlsx);{_AGAIN}")
    if len(data) > MOST_BYTES:
        raise DeclareError(f"文件有 {len(data) >> 20} MB,填好的模板不会这样大,没有读;{_AGAIN}")


def _refuse_bombs(data: bytes) -> None:
    """Unpacks every part up to the bound, and keeps none."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS:
            raise DeclareError(f"文件里有 {len(parts)} 个部件,不是填报模板,没有读;{_AGAIN}")
        if len({part.filename for part in parts}) < len(parts):
            raise DeclareError(f"文件里有重名的部件,不是 Excel 存的,没有读;{_AGAIN}")
        if any(part.flag_bits & 1 for part in parts):
            raise DeclareError("文件设有密码;请取消密码,另存后再导入")
        room, xml, covered = MOST_UNPACKED, 0, 0
        for part in parts:
            with packed.open(part) as stream:
                text = stream.read(room + 1)
            room -= len(text)
            if room < 0:
                raise DeclareError(f"文件解开后超过 {MOST_UNPACKED >> 20} MB,没有读;{_AGAIN}")
            if part.filename.lower().endswith(_XML):
                xml += len(text)
                covered += _covered(part.filename[:60], text)
            if xml > MOST_XML or covered > MOST_COVERED:
                raise DeclareError(f"文件里的内容或合并的单元格太多,不是填报模板,没有读;{_AGAIN}")


def _covered(name: str, text: bytes) -> int:
    """Cells that ranges of a part cover which openpyxl makes cell by cell. Raises DeclareError for a part
    whose text may say otherwise than it seems: with entities, or in another encoding than UTF-8."""
    if _ENTITIES.search(text) or b"\0" in text or _ENCODING.match(text.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise DeclareError(f"文件的 {name} 里有实体声明或用了别的编码,不是 Excel 存的,没有读;{_AGAIN}")
    return sum(_area(found.decode("utf-8", "replace")) for found in _COVERING.findall(text))


def _area(written: str) -> int:
    """Cells of a range; of what is none, more than there may be."""
    from openpyxl.utils import column_index_from_string

    found = _RANGE.fullmatch(written)
    if found is None:
        return MOST_COVERED + 1
    left, top, right, bottom = found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2])
    width: int = column_index_from_string(right) - column_index_from_string(left)
    return (abs(width) + 1) * (abs(bottom - top) + 1)
