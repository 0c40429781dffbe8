"""The binary format of Word 97-2003, as [MS-DOC] has it: what of it tells text, tables and numbering.

| file | holds |
|---|---|
| `fib` | where everything is (File Information Block) |
| `pieces` | text and where its characters stand in the file (CLX, piece table) |
| `sprms` | properties as single modifications; those of paragraphs, characters and rows |
| `pages` | which properties a place in the file has (FKP) |
| `styles` | properties by style (STSH) |
| `lists` | automatic numbers (LST, LFO) |
| `old` | Word 6 and 95 |
| `marks` | fields and special characters |
"""
