"""Formulas (Office MathML) on one line: what stands above or below is set apart, so that 10³ is not read as
103."""

from __future__ import annotations

from typing import Any

from scrapers.documents.words.names import NAMES, child

DEEPEST = 40
"""Levels of a formula that are told apart; below, its signs one after another."""

_BETWEEN = {
    "f": (("num", ""), ("den", "/")),
    "sSup": (("e", ""), ("sup", "^")),
    "sSub": (("e", ""), ("sub", "_")),
    "sSubSup": (("e", ""), ("sub", "_"), ("sup", "^")),
}
"""Parts of a structure (ECMA-376 part 1, 22.1.2) with the sign before each."""
_SKIPPED = frozenset({"rPr", "fPr", "ctrlPr", "sSupPr", "sSubPr", "dPr", "naryPr", "radPr", "delText", "del"})


def formula(element: Any, depth: int = 0) -> str:
    """The text of m:oMath."""
    if depth > DEEPEST:
        return "".join(each.text or "" for each in element.iter("{*}t"))
    name = NAMES[element.tag]
    if name == "t":
        return element.text or ""
    if name in _SKIPPED:
        return ""
    if name in _BETWEEN:
        return "".join(
            sign + grouped(formula(part, depth + 1), bool(sign) or name == "f")
            for label, sign in _BETWEEN[name]
            if (part := child(element, label)) is not None
        )
    text = "".join(formula(each, depth + 1) for each in element)
    return {"d": f"({text})", "rad": f"√({text})"}.get(name, text)


def grouped(text: str, needed: bool = True) -> str:
    """In brackets where more than one sign or figure stands above or below."""
    return f"({text})" if needed and len(text) > 1 and not text.replace(".", "").isalnum() else text
