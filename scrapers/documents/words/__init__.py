"""Word-processing documents and presentations to text and tables.

| module | holds |
|---|---|
| `docx` | Word documents: DOCX, Flat OPC, Word 2003 XML |
| `docx_body`, `docx_text`, `docx_cells` | their blocks, one paragraph, rows to a grid |
| `docx_styles`, `docx_numbering` | what styles hide and number; the numbers |
| `pptx` | presentations; `placeholders` where a shape is, `slide_text` its paragraphs |
| `odt` | OpenDocument text and presentations; `odt_body` and the others of that name |
| `doc`, `binary` | Word 97-2003 and WPS, Word 6/95; `show97` PowerPoint 97 as text |
| `rtf`, `rich` | RTF: tokens, fonts, rows |
| `boxes`, `flow`, `counters`, `signs` | what DOC and RTF share |
| `package`, `elsewhere` | parts by relationships; what a text points at |
| `cutting` | of XML that was cut short, what is whole |
| `tables`, `counting`, `symbols`, `math`, `names`, `tally` | what they share |

What was decided, the same for all:

* Empty paragraphs and empty lines are no text. Numbers of lists are text, bullets are not.
* A table's columns are those at which some cell begins.
* A table in a cell follows the table that holds it, its text is not in the cell's. A table of one cell that
  holds tables is a frame: it gives what it frames.
* Notes stand at the end and leave no mark at their reference. Text boxes follow the paragraph that holds
  them (in DOC: stand at the end).
"""
