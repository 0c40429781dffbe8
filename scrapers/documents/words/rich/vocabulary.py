"""Which words of RTF are text, which begin groups that are read or not."""

from __future__ import annotations

LEFT_OUT = {
    "pict": "images",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "headers"),
    "annotation": "comments",
}
_UNREAD = """
    colortbl stylesheet info listtable listoverridetable revtbl rsidtbl generator nonshppict objdata xe tc rxe
    bkmkstart bkmkend atnid atnauthor atnref atntime atnicn atndate atnparent formfield datafield pn pnseclvl
    themedata colorschememapping datastore latentstyles filetbl nonesttables ftnsep ftnsepc ftncn aftnsep
    aftnsepc aftncn template operator author title keywords doccomm xmlnstbl mmathPr fldtype listpicture
    background upr private sp picprop falt panose objclass objname objalias objsect blipuid pgptbl userprops
    docvar wgrffmtfilter passwordhash protusertbl fchars lchars nextfile
"""
SKIPPED = frozenset(_UNREAD.split())
_READ = """
    fldinst shppict shpinst shptxt do dptxbxtext nesttableprops footnote annotation listtext pntext moMath
    fldrslt result ud shp
"""
OPENED = frozenset(_READ.split())
"""Groups marked as ignorable that are read all the same."""
SAID = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
