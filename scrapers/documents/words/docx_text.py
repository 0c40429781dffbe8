"""The text of one paragraph of a Word document, as people see it: what was inserted is in it, what was
deleted is not; of fields their results; symbols, breaks, formulas, ruby, the label of its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.raised import DIGITS, raised
from scrapers.documents.words.docx_numbering import Numbering
from scrapers.documents.words.docx_styles import Styles, hidden_by, list_of
from scrapers.documents.words.math import formula
from scrapers.documents.words.names import NAMES, alternative, attribute, child, number, value
from scrapers.documents.words.symbols import drawn, is_private, signs, symbol
from scrapers.documents.words.tally import Tally


@dataclass(slots=True)
class Found:
    """A paragraph, and what hangs on it."""

    text: str = ""
    label: str = ""
    """Its automatic number, with what sets it apart from the text."""
    boxes: list[Any] = field(default_factory=list)
    """Text boxes (w:txbxContent) and texts of drawings (str) anchored in it, in order."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(footnote or endnote, id) of references in it."""
    inline_notes: list[Any] = field(default_factory=list)
    """Notes whose text stands at the reference (2003)."""
    objects: list[tuple[str, Any]] = field(default_factory=list)
    """(what, element) of drawings that lead to other parts: diagram, embedded."""
    joins: bool = False
    """Its end was deleted: the next paragraph goes on with it."""


@dataclass(slots=True)
class Shared:
    """What all stories of a document share."""

    tally: Tally
    styles: Styles
    numbering: Numbering
    may_hide: bool
    """Whether anything in the document hides text: looked for only then."""


# Elements within a paragraph that hold none of its text, or are dealt with by name.
_SKIPPED_NAMES = (
    "rPr pPr delText delInstrText sdtPr sdtEndPr tblPr bookmarkStart bookmarkEnd proofErr "
    "lastRenderedPageBreak softHyphen annotationRef rt fldData binData commentRangeStart "
    "commentRangeEnd smartTagPr customXmlPr ffData separator continuationSeparator pgNum extent "
    "positionH positionV bodyPr wrapPolygon docPr"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_DELETED = frozenset({"del", "moveFrom"})
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SPACES = " \t\r\n"


class Texts:
    """Reads the paragraphs of one story in order: fields may go over several."""

    def __init__(self, shared: Shared, story: Any) -> None:
        """`story`: the element that holds the paragraphs."""
        self._shared = shared
        self._instruction: list[str] = []
        """Of the innermost field open."""
        self._quiet = 0
        """Fields open whose instruction is being read."""
        self.swallowed = 0
        """Texts in an instruction that has not ended yet: lost where it never does."""
        self._fields: list[bool] = []
        """Of each open field, whether its instruction is being read."""
        kinds = [value(mark, "fldCharType") for mark in story.iter("{*}fldChar")]
        # A field that never ends would swallow what follows: then each counts within its paragraph only.
        self._balanced = kinds.count("begin") == kinds.count("end")

    def read(self, paragraph: Any) -> Found:
        """The paragraph's text and what hangs on it."""
        found = Found()
        pieces: list[str] = []
        found.label, hidden = self._properties(paragraph, found)
        self._walk(paragraph, pieces, found, hidden)
        if not self._balanced:
            self._fields, self._quiet = [], 0
            self._shared.tally.add("unread", bool(self.swallowed))
            self.swallowed = 0
        text = "".join(pieces) if len(pieces) != 1 else pieces[0]
        found.text = _lines(text) if "\n" in text else text.rstrip()
        return found

    def _properties(self, paragraph: Any, found: Found) -> tuple[str, bool]:
        """The label of the paragraph, and whether its text is hidden where its runs say nothing."""
        shared = self._shared
        first = child(paragraph, "pPr") if len(paragraph) else None
        style, list_id, level, printed, mark_hidden = "", "", None, None, None
        for each in first if first is not None else ():
            name = NAMES[each.tag]
            if name == "pStyle":
                style = value(each)
            elif name in ("numPr", "listPr"):
                list_id, level = list_of(each)
                printed = _printed(each)
            elif name == "rPr" and len(each):
                found.joins = any(
                    NAMES[mark.tag] in _DELETED or _revised(mark) == "Word.Deletion" for mark in each
                )
                mark_hidden = hidden_by(each) if shared.may_hide else None
        hidden = False
        if shared.may_hide:
            said = shared.styles.hidden(style or shared.styles.default)
            hidden = shared.styles.default_hidden if said is None else said
        if mark_hidden or (hidden and mark_hidden is None) or found.joins:
            return "", hidden
        if printed is not None:
            return printed, hidden
        return shared.numbering.label(list_id, level, style or shared.styles.default), hidden

    def _walk(self, element: Any, pieces: list[str], found: Found, hidden: bool) -> None:
        """All of a paragraph, without recursion: files may wrap runs as deep as they like."""
        stack = [iter(element)]
        while stack:
            for each in stack[-1]:
                name = NAMES[each.tag]
                if name == "t":
                    if not self._quiet:
                        text = _text(each)
                        high = pieces and text[:1] in DIGITS and _is_raised(each)
                        pieces.append(raised(text, pieces[-1]) if high else text)
                    else:
                        self.swallowed += 1
                elif name in _SKIPPED:
                    pass
                elif name == "r" and self._shared.may_hide and self._hides(each, hidden):
                    self._hidden_run(each)
                elif (step := self._step(name, each, pieces, found)) is not None:
                    stack.append(iter(step))
                    break
            else:
                stack.pop()

    def _step(self, name: str, each: Any, pieces: list[str], found: Found) -> Any:
        """Deals with an element; what is to be walked through next, or None."""
        if name == "r":
            return each
        if name in _PLAIN:
            if not self._quiet:
                pieces.append(_PLAIN[name])
        elif name == "fldChar":
            self._field(each, pieces)
        elif name == "instrText":
            self._instruction.append(each.text or "")
        elif name == "sym":
            pieces.append(symbol(attribute(each, "font"), attribute(each, "char"), self._shared.tally))
        elif name in _DELETED:
            self.deleted(each)
        elif name == "annotation" and (said := _revised(each)) in _ANNOTATED:
            if said == "Word.Deletion":
                self.deleted(each)
            else:
                self._shared.tally.add("comments", said == "Word.Comment")
        elif name in ("oMath", "oMathPara"):
            pieces.append(formula(each))
        elif name == "ruby":
            return child(each, "rubyBase")
        elif name == "AlternateContent":
            return alternative(each)
        elif name in _HANGING:
            self._hang(name, each, found)
        elif len(each):
            return each
        return None

    def deleted(self, element: Any) -> None:
        """Counts what a revision takes away, where that is text. Fields may begin in it and end behind it."""
        for mark in element.iter("{*}fldChar"):
            self._field(mark, [])
        self._shared.tally.add("deletions", any(True for _ in element.iter("{*}t", "{*}delText")))

    def _hang(self, name: str, each: Any, found: Found) -> None:
        """What hangs on the paragraph: boxes, notes, pictures, objects."""
        tally = self._shared.tally
        if name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), value(each, "id")))
        elif name in ("footnote", "endnote"):
            found.inline_notes.append(each)
        elif name == "txbxContent":
            found.boxes.append(each)
        elif name == "textpath":
            found.boxes.append(each.get("string", ""))
        elif name in ("blip", "imagedata"):
            tally.add("images")
        elif name == "chart":
            tally.add("charts")
        elif name == "relIds":
            found.objects.append(("diagram", each))
        elif name == "object":
            found.objects.append(("embedded", each))
        elif name == "control":
            tally.add("fields")

    def _field(self, mark: Any, pieces: list[str]) -> None:
        """w:fldChar: an instruction begins, its result begins, the field ends."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._instruction = []
            self._quiet += 1
            data = child(mark, "ffData")
            if data is not None and self._quiet == 1:
                pieces.append(_form_field(data))
        elif self._fields and kind in ("separate", "end"):
            self._quiet -= self._fields[-1]
            if kind == "end" and self._fields[-1] and not self._quiet:
                pieces.append(drawn("".join(self._instruction), self._shared.tally))
            self._fields[-1] = False
            self.swallowed = self.swallowed if self._quiet else 0
            if kind == "end":
                self._fields.pop()

    def _hides(self, run: Any, hidden: bool) -> bool:
        """Whether a run is hidden: as it says itself, else its style, else the paragraph."""
        properties = child(run, "rPr") if len(run) else None
        if properties is None:
            return hidden
        said = hidden_by(properties)
        if said is None:
            style = child(properties, "rStyle")
            said = self._shared.styles.hidden(value(style)) if style is not None else None
        return hidden if said is None else said

    def _hidden_run(self, run: Any) -> None:
        """Counts a hidden run that would have shown; its marks of fields count as all others."""
        for each in run.iter("{*}fldChar", "{*}t"):
            if NAMES[each.tag] == "fldChar":
                self._field(each, [])
            elif not self._quiet and (each.text or "").strip():
                self._shared.tally.add("hidden_text")


_HANGING_NAMES = (
    "footnoteReference endnoteReference footnote endnote txbxContent textpath blip imagedata chart "
    "relIds object control"
)
_HANGING = frozenset(_HANGING_NAMES.split())


_ANNOTATED = ("Word.Deletion", "Word.Comment", "Word.Formatting")
"""Annotations of Word 2003 XML that hold no text of the document."""


def _revised(element: Any) -> str:
    """Word.Insertion, Word.Deletion … of a revision in Word 2003 XML; '' of anything else."""
    return attribute(element, "type") if NAMES[element.tag] == "annotation" else ""


def _takes_away(mark: Any) -> bool:
    return NAMES[mark.tag] in _DELETED or _revised(mark) == "Word.Deletion"


def _printed(numbering: Any) -> str | None:
    """The label as Word 2003 XML keeps it beside the list (wx:t); None where it does not, or it is a
    bullet."""
    kept = child(numbering, "t")
    if kept is None:
        return None
    label = attribute(kept, "val")
    private = any("\ue000" <= sign <= "\uf8ff" or sign == "·" for sign in label)
    return "" if not label or private else label + ("" if label[-1] in "、）" else " ")


def _text(element: Any) -> str:
    """The text of w:t: spaces at its ends count only where it says so."""
    text = element.text or ""
    if len(element):  # a comment, an entity
        text += "".join(each.tail or "" for each in element)
    if text and (text[0] in _SPACES or text[-1] in _SPACES) and not _preserved(element):
        text = text.strip(_SPACES)
    if is_private(text):
        fonts = child(child(element.getparent(), "rPr"), "rFonts")
        text = signs(text, value(fonts, "ascii") or value(fonts, "hAnsi")) if fonts is not None else text
    return " ".join(text.split("\n")) if "\n" in text else text


def _is_raised(element: Any) -> bool:
    """Whether the run of w:t stands above the line."""
    place = child(child(element.getparent(), "rPr"), "vertAlign")
    return place is not None and value(place) == "superscript"


def _preserved(element: Any) -> bool:
    """Whether spaces at the ends are text: xml:space here or above; Word 2003 XML says it at the root."""
    while element is not None:
        said = element.get("{http://www.w3.org/XML/1998/namespace}space")
        if said is not None:
            return bool(said == "preserve")
        element = element.getparent()
    return False


def _lines(text: str) -> str:
    """Lines without spaces at their ends; without the empty ones that breaks of pages leave."""
    return "\n".join(line for line in (each.rstrip() for each in text.split("\n")) if line)


def _form_field(data: Any) -> str:
    """What a field of an old form shows that has no result of its own: a box, the entry chosen of a list."""
    box = child(data, "checkBox")
    if box is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        return "☒" if state is not None and value(state, "val", "1") not in ("0", "false", "off") else "☐"
    choices = child(data, "ddList")
    if choices is not None:
        entries = [value(each) for each in choices if NAMES[each.tag] == "listEntry"]
        chosen = child(choices, "result")
        at = number(value(chosen)) if chosen is not None else 0
        return entries[at] if 0 <= at < len(entries) else ""
    return ""
