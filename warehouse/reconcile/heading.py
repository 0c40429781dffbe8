"""Whose report it is and of which year: by its title, the period that it says, its signature, its source
line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.documents.numerals import numeral
from warehouse.reconcile.records import Problem, Section, Where

_YEAR = r"(?P<year>20\d\d|二[〇○零O0][一二三四五六七八九〇○零]{2})\s*年?\s*度?"
_KIND = (
    r"(?:(?:政府)?信息公开\s*(?:工作)?\s*(?:情况)?的?\s*(?:年度报告|年度工作报告|工作报告|年报|情况统计表|统计表|报告)"
    r"|政务公开\s*工作\s*(?:年度)?报告|政府网站工作年度报表)"
)
_TITLE = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff“”+\x20]{{0,40}}?)\s*(?:{_YEAR})?\s*{_KIND}"
    r"(?P<behind>[（(]\s*20\d\d\s*年度?\s*[)）])?"
)
_PERIOD = re.compile(r"(20\d\d)\s*年\s*0?1\s*月\s*0?1\s*日[^。]{0,20}?(?:(20\d\d)\s*年\s*)?12\s*月\s*31\s*日")
_SIGNED = re.compile(r"(20\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_SAID = re.compile(r"(20\d\d)\s*年")
_ORGAN = (
    r"[\u4e00-\u9fff]{2,28}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会|办事处|管理局|办公厅|办公室|街道|分局|大队"
    r"|支队|中心|[厅局委署院镇乡])"
)
_SOURCE = re.compile(r"(?:来源|发布机构|发布单位|填报单位|单位名称)\s*[::：]\s*([\u4e00-\u9fff]{2,30})")
_SIGNATURE = re.compile(rf"({_ORGAN})\s*\n?\s*20\d\d\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日")
_MADE = (
    re.compile(rf"由({_ORGAN})\s*(?:负责)?(?:编制|编写)"),
    re.compile(rf"20\d\d年(?:以来|来)?[，,]\s*({_ORGAN})(?:坚持|认真|深入|全面|积极|严格|高度|按照|在|以)"),
)
_NO_ORGANS = re.compile(
    r"^(?:[本我]|由|无|现将|根据|按照|关于|附件|年度|的|及|和|印发|发布|公布|转发|报送)+|(?:发布|公布|印发|编制|上传)+$"
)
_EDGES = " \t\n\r\u3000《》“”"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of a report."""

    title: str | None
    organ: str | None
    year: int | None
    problems: tuple[Problem, ...]
    others: tuple[tuple[int, str], ...] = ()
    """Titles of other organs' or years' reports that stand alone behind this one's: place and words."""


def heading(text: str, sections: Sequence[Section], name: str) -> Heading:
    """Title, organ and year of a report, and which years it says that are not that year.

    The year is the title's; where it says none that of the period; then the file name's, then the one that
    the text says most often."""
    title = _title(text, sections)
    years = dict(_years(text, title, name))
    year = next(iter(years.values()), None)
    problems = [*_contradictions(text, years, year)]
    if year is None:
        problems.append(Problem("no_year", "标题、统计期限、文件名和正文里都没有年份"))
    organ = _organ(text, title, sections)
    if organ is None:
        problems.append(Problem("no_organ", "标题、落款和来源里都没有机关名称"))
    others = tuple(_others(text, title.end(), organ, year)) if title is not None else ()
    return Heading(None if title is None else "".join(title[0].split()), organ, year, tuple(problems), others)


def names_report(name: str) -> bool:
    """Whether a page's title is that of a report (样例县2017年政府信息公开工作年度报告)."""
    return bool(_TITLE.search(name))


def _others(text: str, start: int, organ: str | None, year: int | None) -> Iterator[tuple[int, str]]:
    for line in re.finditer(r"[^\n]+", text[start:]):
        words = line[0].strip(_EDGES)
        match = _TITLE.fullmatch(words)
        if match is None:
            continue
        named, said = _named(match["organ"]), match["year"] or match["behind"]
        is_other = bool(named and organ) and not _is_end(str(named), str(organ))
        if is_other or (said and _year(said) != year):
            yield start + line.start(), "".join(words.split())


def _is_end(one: str, other: str) -> bool:
    """财政局 and 样例县财政局, 样例县 and 样例县人民政府 are called alike."""
    short = [name.removesuffix("人民政府") for name in (one, other)]
    return short[0].endswith(short[1]) or short[1].endswith(short[0])


def _title(text: str, sections: Sequence[Section]) -> re.Match[str] | None:
    """The title: a line before the first part, or between 《》; else one that names a file attached. One
    with a year goes before one without."""
    ends = sections[0].at if sections else 600
    alone = [match for match in _TITLE.finditer(text) if _is_alone(text, match, ends)]
    order = sorted(alone, key=lambda match: (not (match["year"] or match["behind"]), match.start() >= ends))
    return order[0] if order else None


def _is_alone(text: str, match: re.Match[str], ends: int) -> bool:
    """Whether a title is a line of its own (附件:… and .doc may stand with it, the first part's head
    behind it), or a name between 《》."""
    before = re.split(r"\n|\u3000{2}|\s{3,}", text[max(match.start() - 40, 0) : match.start()])[-1]
    stop = ends if match.end() <= ends < match.end() + 40 else match.end() + 40
    behind = re.split(r"\n|\u3000{2}|\s{3,}", text[match.end() : stop])[0]
    named = text[match.start() - 1 : match.start()] == "《" and text[match.end() : match.end() + 1] == "》"
    plain = re.sub(r"附件\d*|下载|[\W\d_]|docx?|pdf|格式|模板", "", before + behind)
    return named or (not plain and "。" not in before)


def _years(text: str, title: re.Match[str] | None, name: str) -> Iterator[tuple[str, int]]:
    """Where a year stands, and the year; the first counts, the last two only where there is no other."""
    found = False
    if title is not None and (said := title["year"] or title["behind"]):
        found = True
        yield "标题", _year(said)
    if period := _PERIOD.search(text):
        found = True
        yield "统计期限", int(period[2] or period[1])
    if named := _SAID.search(name):
        found = True
        yield "文件名", int(named[1])
    if not found and (said_in_text := Counter(_SAID.findall(text))):
        yield "正文", int(said_in_text.most_common(1)[0][0])


def _year(said: str) -> int:
    digits = re.search(r"20\d\d", said)
    return int(digits[0]) if digits else int(numeral(re.sub("[零○O0]", "〇", said)) or 0)


def _contradictions(text: str, years: dict[str, int], year: int | None) -> Iterator[Problem]:
    if len(set(years.values())) > 1:
        said = "、".join(f"{where} {each} 年" for where, each in years.items())
        yield Problem("year", f"年份前后不一:{said};取 {year} 年")
        if len({years.get(where, year) for where in ("标题", "文件名")}) > 1:
            yield Problem("two_years", f"网页或文件的名称与报告标题的年份不同:{said}")
    signed = [*_SIGNED.finditer(text)]
    # A report is signed after its year's end: an earlier day of signature is a slip (人社厅 2023).
    if year and signed and _is_signature(text, signed[-1]) and int(signed[-1][1]) <= year:
        at = Where(at=signed[-1].start())
        yield Problem("year", f"落款日期 {' '.join(signed[-1][0].split())} 不晚于报告年度 {year} 年", at)


def _is_signature(text: str, day: re.Match[str]) -> bool:
    """Whether a day stands near the end and is not one of a period."""
    behind = text[day.end() :].strip()
    return len(behind) < 60 and behind[:1] not in {"，", ",", "至", "止", "。"}


def _organ(text: str, title: re.Match[str] | None, sections: Sequence[Section]) -> str | None:
    """The organ: before the title's year, in the line above it, in the source line, of the signature, or
    who the text says has made the report."""
    if title is not None and (said := _named(title["organ"])):
        return said
    if title is not None:
        above = text[: title.start()].rstrip().rsplit("\n", 1)[-1].strip()
        if re.fullmatch(r"[\u4e00-\u9fff（）()]{2,30}", above):
            return above
    last = sections[-1].at + len(sections[-1].head) if sections else 0
    signed = [match[1] for match in _SIGNATURE.finditer(text, last)][-1:]
    found = [match[1] for match in [_SOURCE.search(text)] if match] + signed
    found += [match[1] for pattern in _MADE for match in [pattern.search(text)] if match]
    return next((organ for each in found if (organ := _named(each))), None)


def _named(text: str) -> str | None:
    plain = _NO_ORGANS.sub("", text.strip(_EDGES))
    # 云泽县人民政府信息公开…: the two signs belong to both words.
    plain += "政府" if plain.endswith("人民") else ""
    return plain if len(plain) > 1 else None
