"""Rich Text Format 1.9.1 and what writers made of it.

| file | holds |
|---|---|
| `tokens` | control words, symbols, groups and text, one after another |
| `charsets` | bytes to characters by the font's and the document's character set |
| `rows` | definitions of rows: where cells end, what is merged |
| `sheet` | one stream of text (body, footnotes, text boxes): its paragraphs, cells and rows |
| `vocabulary` | words that are text, groups that are read or not |
| `state` | what holds within a group |
| `machine` | what each control word does |
"""
