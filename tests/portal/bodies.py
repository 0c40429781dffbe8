"""The running text of an item, made from the seed, its key and its revision."""

from __future__ import annotations

from random import Random

from tests.portal import naming
from tests.portal.model import Item, World


def paragraphs(world: World, item: Item) -> list[str]:
    """The paragraphs of the body: the item's own first lines, then made text. Equal for equal revisions."""
    random = Random(f"{world.seed}/{item.key}/{item.revision}")
    made = [naming.sentence(random, item.unit) for _ in range(item.length)]
    if item.key % 3 == 0:
        made.insert(len(made) // 2, f"有关要求见{naming.quoted_number(random)}文件。")
    grouped = ["".join(made[at : at + 3]) for at in range(0, len(made), 3)]
    return [*item.lead, *grouped, "", item.unit, f"{(item.issued or item.day):%Y年%-m月%-d日}"]
