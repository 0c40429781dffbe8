"""Pages to records, pure: `parse_list` for list pages and the answers of their calls, `parse_item` for items,
`parse_page` where nobody said which.

The rooms below hold one thing each and import one way:

    lists ──> cms ──> pager ──> page ──> words
      │                           ^
      └─────> kind ───────────────┤
                ^                 │
    items ──────┴─────────────────┘
      ^
    layouts ──> observing

| room | holds | may import |
|---|---|---|
| `words/` | labels and other words that portals use, as tables | – |
| `page/` | tree, printed lines and labels, headings, dates, tags, embedded rows | `words` |
| `kind/` | one answer as all get it, and what kind of page it is: `deciding.kind_of` | `page`, `words` |
| `pager/` | the stretch that is the pager, totals, page N and its address, controls | `page`, `words` |
| `cms/` | the systems that make the pages: how to know one, its pager call, its calls for rows | `pager` … |
| `lists/` | candidates and the choice among them, rows, table heads, answers of calls | `cms`, `kind` … |
| `items/` | title, fields, text, attachments, numbers | `kind`, `page`, `words` |
| `observing/` | what inspections ask beyond an item's fields: letters, guides | `kind`, `page`, `words` |
| `layouts/` | what pages of one site have in common; items read by their layout | `items`, `observing` … |

`pager/engine` runs the page's own functions where a control has no address: in a process of its own, bounded,
and only there does anything of a page run.

From outside this face is the way in; `scrapers.probe` uses `page` and `cms` as well, the portal file the
names of the systems. The next label, pager word or key of answers is an entry of a table in `words/`; the
next system is a table in `cms/families.toml`, whose words `words/systems.py` hands to all rooms; a module
stands beside it only where it needs code. What a number is for stands in the `limits.py` of its room, for
lists in `weights.py`.
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from scrapers.parsing.compared import links_of, with_fields
    from scrapers.parsing.instead import instead_of_content
    from scrapers.parsing.layouts.comparing import (
        Comparison,
        Links,
        boxes_of,
        compare,
        content_of,
        frame_of,
        is_changing,
    )
    from scrapers.parsing.layouts.item_learning import learn_item_layout
    from scrapers.parsing.layouts.item_reading import ItemRead, parse_item, read_item_page
    from scrapers.parsing.layouts.item_samples import ItemSample
    from scrapers.parsing.lists.listing import filled, parse_list, request_for
    from scrapers.parsing.matches import places_found
    from scrapers.parsing.observing.home import instead_of_page, read_home
    from scrapers.parsing.observing.letter_rows import letters_listed
    from scrapers.parsing.unasked import family_of, parse_page

__all__ = [
    "Comparison",
    "ItemRead",
    "ItemSample",
    "Links",
    "boxes_of",
    "compare",
    "content_of",
    "family_of",
    "filled",
    "frame_of",
    "instead_of_content",
    "instead_of_page",
    "is_changing",
    "learn_item_layout",
    "letters_listed",
    "links_of",
    "parse_item",
    "parse_list",
    "parse_page",
    "places_found",
    "read_home",
    "read_item_page",
    "request_for",
    "with_fields",
]

__getattr__ = on_demand(
    __name__,
    {
        "compared": (
            "links_of",
            "with_fields",
        ),
        "instead": ("instead_of_content",),
        "layouts.comparing": (
            "Comparison",
            "Links",
            "boxes_of",
            "compare",
            "content_of",
            "frame_of",
            "is_changing",
        ),
        "layouts.item_learning": ("learn_item_layout",),
        "layouts.item_reading": (
            "ItemRead",
            "parse_item",
            "read_item_page",
        ),
        "layouts.item_samples": ("ItemSample",),
        "lists.listing": (
            "filled",
            "parse_list",
            "request_for",
        ),
        "matches": ("places_found",),
        "observing.home": (
            "instead_of_page",
            "read_home",
        ),
        "observing.letter_rows": ("letters_listed",),
        "unasked": (
            "family_of",
            "parse_page",
        ),
    },
)
