"""The rule by which a list numbers its pages, worked out from the addresses that its pager shows.

Two links `3 → index_3.html` and `4 → index_4.html` give `index_{n}.html`; `35.htm` for page 2 of 36 and
`1.htm` for the last give numbers that count down; `?start=20` for page 2 gives steps of 20.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapers.address import canonical
from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.words.pager import PAGE_IN_ADDRESS
from scrapers.records import Numbering, Request

_NUMBER = re.compile(r"\d+")


def shape(address: str) -> str:
    """The address with every run of digits folded to `#`; equal for addresses of one pattern."""
    return _NUMBER.sub("#", address)


def fit(pairs: Iterable[tuple[int, str]], last: int | None) -> Numbering | None:
    """The numbering that gives each (page number, address) of `pairs`, or None where no single one does.

    At least two different pages are needed; `last` is the number of the last page, where it is known.
    """
    known = dict(pairs)
    shapes = {shape(address) for address in known.values()}
    if len(known) < 2 or len(shapes) != 1:
        return None
    rows = {page: [m.group() for m in _NUMBER.finditer(address)] for page, address in known.items()}
    varying = [i for i, column in enumerate(zip(*rows.values(), strict=True)) if len(set(column)) > 1]
    if len(varying) != 1:
        return None
    return _line({page: int(row[varying[0]]) for page, row in rows.items()}, known, varying[0], last)


def guess(page: int, address: str, own: str, last: int | None) -> Numbering | None:
    """The numbering from one link only: the number in which `address` differs from the page's own address,
    else the one in a `page=` parameter, else the last of the file's name, provided that it counts pages
    (equals `page` or one less); None otherwise.
    """
    place = _place(address, own)
    if place is None:
        return None
    written = int([m.group() for m in _NUMBER.finditer(address)][place])
    if written not in (page, page - 1):
        return None
    template = _template(address, place)
    return Numbering(template=template, first=2, last=last, offset=written - page)


def number_of(numbering: Numbering, address: str) -> int | None:
    """The page (from 1) whose address this is under the numbering, or None where it is none of them."""
    before, _, after = numbering.template.partition("{n}")
    written = address[len(before) : len(address) - len(after) if after else None]
    fits = address.startswith(before) and address.endswith(after) and written.isdigit()
    if not fits or numbering.step == 0:
        return None
    page, rest = divmod(int(written) - numbering.offset, numbering.step)
    return page if rest == 0 and page >= 1 else None


def _line(written: dict[int, int], known: dict[int, str], place: int, last: int | None) -> Numbering | None:
    pages = sorted(written)
    step, rest = divmod(written[pages[-1]] - written[pages[0]], pages[-1] - pages[0])
    offset = written[pages[0]] - step * pages[0]
    if rest or step == 0 or any(page * step + offset != number for page, number in written.items()):
        return None
    template = _template(known[pages[0]], place)
    return Numbering(template=template, first=1 if 1 in known else 2, last=last, step=step, offset=offset)


def _template(address: str, place: int) -> str:
    match = list(_NUMBER.finditer(address))[place]
    before, after = address[: match.start()], address[match.end() :]
    return (
        before.replace("{", "%7B").replace("}", "%7D") + "{n}" + after.replace("{", "%7B").replace("}", "%7D")
    )


def _place(address: str, own: str) -> int | None:
    """Which run of digits in `address` is the page number."""
    numbers = list(_NUMBER.finditer(address))
    if shape(address) == shape(own):
        others = [m.group() for m in _NUMBER.finditer(own)]
        differing = [i for i, m in enumerate(numbers) if m.group() != others[i]]
        return differing[0] if len(differing) == 1 else None
    key = PAGE_IN_ADDRESS.search(address)
    if key is not None:
        return next(i for i, m in enumerate(numbers) if m.start() == key.start(1))
    path_end = len(address) - len(urlsplit(address).query) if "?" in address else len(address)
    in_path = [i for i, m in enumerate(numbers) if m.end() <= path_end]
    return in_path[-1] if in_path else None


def suffixed(
    markup: Markup, prefix: str, suffix: str, *, pages: int | None, current: int, offset: int
) -> tuple[Request | None, Numbering]:
    """Next request and numbering of lists whose page N is `prefix_{N+offset}.suffix`; `current` from 1."""
    page_one = dom.absolute(markup.base, f"{prefix}.{suffix}") or markup.url
    template = page_one.removesuffix(f".{suffix}").replace("{", "%7B").replace("}", "%7D") + "_{n}." + suffix
    numbering = Numbering(template=template, first=2, last=pages, offset=offset)
    more = pages is not None and current < pages
    return (expand(numbering, current + 1) if more else None), numbering


def expand(numbering: Numbering, number: int) -> Request | None:
    """The request for page `number`, or None outside the numbering's bounds."""
    if number < numbering.first or (numbering.last is not None and number > numbering.last):
        return None
    size = numbering.rows_per_page or 0
    values = {
        "{n}": str(number * numbering.step + numbering.offset),
        "{start}": str((number - 1) * size + 1),
        "{end}": str(number * size),
    }
    return Request(
        url=_filled(numbering.template, values),
        method=numbering.method,
        body=None if numbering.body_template is None else _filled(numbering.body_template, values),
        content_type=numbering.content_type,
    )


def own_file(url: str) -> tuple[str, str]:
    """Name and extension of the page's file without a page number, `("index", "html")` for a folder."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    match = re.fullmatch(r"(.+?)(?:_\d+)?\.(\w+)", name)
    return (match[1], match[2]) if match else ("index", "html")


def _filled(template: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        template = template.replace(mark, value)
    return template


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one page."""
    try:
        return canonical(one) == canonical(other)
    except ValueError:
        return one == other
