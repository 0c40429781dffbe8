"""Word files (DOCX) as public offices lay them out: blocks in, bytes out, the same for the same blocks."""

from warehouse.report.word.blocks import Block, Grid, GridCell, Heading, Run, Signature, Text, Title
from warehouse.report.word.document import docx_of

__all__ = ["Block", "Grid", "GridCell", "Heading", "Run", "Signature", "Text", "Title", "docx_of"]
