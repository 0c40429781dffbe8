"""RTF: its own tokens, since libraries lose tables. Footnotes and text boxes follow the text."""

from __future__ import annotations

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.words.rich.machine import SHEETS, Machine
from scrapers.documents.words.rich.tokens import Tokens


def read(content: bytes, asked: Asked) -> Reading:
    """The document. Raises Refused where nothing follows the first brace."""
    tokens = Tokens(content)
    tokens.at = max(content.find(b"{\\rtf"), 0)
    machine = Machine(tokens, asked)
    machine.run()
    reading = Reading(read_by="gongkai")
    nested = 0
    for name in SHEETS:
        flow = machine.sheets[name].flow
        reading.blocks.extend(flow.blocks)
        reading.left_out.extend(flow.left_out)
        nested += flow.nested
    for what, count in machine.counts.items():
        if count:
            reading.left_out.append(LeftOut(what, count=count))
    if nested:
        reading.notes.append(f"{nested} 个表格在别的表格里面,列在外层表格之后")
    if machine.late:
        reading.left_out.append(LeftOut("unread", "时间到了,后面的没有读"))
    elif machine.broken:
        if not reading.blocks:
            raise Refused("damaged", "文件不完整:没有正文")
        reading.outcome, reading.reason = "damaged", "文件不完整(括号不配对或内容被截断);已读出能读的部分"
    return reading
