"""PDF by pypdfium2: `reading` is the reader, the rest what it needs.

| file | holds |
|---|---|
| `reading` | pages to a `Reading`: text, tables, what was left out |
| `opening` | whether the bytes can be opened, are whole, and unpack within bounds |
| `page` | one page: signs, ruling lines, pictures, as people see it (turned, cut) |
| `words` | what the text layer says, in words: the fast way |
| `signs` | the same sign by sign, where words are not enough |
| `ruling` | ruling lines among what is drawn |
| `clipping` | text that is cut off at the edge of its cell |
| `extras` | forms, notes, attachments, scripts |
| `scanned` | pages without text: what recognition reads, where it is installed |
"""
