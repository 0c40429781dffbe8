"""What the people who keep the portal files change: units, sections, the portal itself."""

from __future__ import annotations

from random import Random

from tests.warehouse.build import section
from tests.warehouse.histories.happening import happening
from tests.warehouse.histories.living import History
from tests.warehouse.histories.site_changes import a_site
from tests.warehouse.histories.world import BUREAUS, LETTERS
from warehouse import portal_names

CATEGORIES = ("政府文件", "通知公告", "动态信息", "政策解读", "信息公开年报", "办事服务", "auto")


@happening()
def unit_renamed(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    name = chance.choice(sorted(site.units))
    aliases = site.units.pop(name)
    new = f"{name.rstrip('新')}新" if not name.endswith("新") else name.rstrip("新")
    site.units[new] = aliases + ([name] if chance.random() < 0.7 else [])
    return f"{site.id}: unit {name} is {new}, also called {site.units[new]}"


@happening()
def new_alias(history: History, chance: Random) -> str | None:
    """Of a unit that there is, or of a new one."""
    site = a_site(history, chance)
    spoken_for = {alias for aliases in site.units.values() for alias in aliases} | set(site.units)
    free = [name for name in (*BUREAUS, "市气象局") if name not in spoken_for]
    if not free:
        return None
    alias = chance.choice(free)
    name = chance.choice((*sorted(site.units), f"新设{alias}"))
    site.units.setdefault(name, []).append(alias)
    return f"{site.id}: {alias} is {name}"


@happening()
def other_default_unit(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    site.default_unit = chance.choice(("样例县人民政府", "样例县人民政府办公室"))
    return f"{site.id}: by default {site.default_unit}"


@happening()
def section_added(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    name = f"x{len(site.sections) + len(site.retired)}"
    site.sections[name] = section(name, "新栏目", chance.choice(CATEGORIES))
    for _ in range(chance.randint(0, 3)):
        site.add(name, chance)
    site.due.add(name)
    return f"{site.id}: section {name} of {site.sections[name]['category']}"


@happening()
def section_retired(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    if len(site.sections) < 2:
        return None
    name = chance.choice(sorted(set(site.sections) - {LETTERS}))
    site.retired[name] = site.sections.pop(name)
    return f"{site.id}: section {name} is no more in the portal file"


@happening()
def section_back(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    if not site.retired:
        return None
    name = chance.choice(sorted(site.retired))
    site.sections[name] = site.retired.pop(name)
    return f"{site.id}: section {name} is back in the portal file"


@happening(often=2)
def section_changed(history: History, chance: Random) -> str | None:
    """Its name, category, fixed unit, cadence or address."""
    site = a_site(history, chance)
    name = chance.choice(sorted(site.sections))
    told = site.sections[name]
    what, value = chance.choice((
        ("name", chance.choice(("通知公告", "政策解读", "信息公开年报", "综合信息"))),
        ("category", chance.choice(CATEGORIES)),
        ("unit", chance.choice(("", *sorted(site.units)))),
        ("cadence_days", chance.choice((7, 30, 365))),
        ("url", told["url"].rstrip("/") + "x/"),
    ))  # fmt: skip
    site.sections[name] = told | {what: value}
    return f"{site.id}: {what} of section {name} is {value}"


@happening()
def sections_in_another_order(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    names = sorted(site.sections)
    chance.shuffle(names)
    site.sections = {name: site.sections[name] for name in names}
    return f"{site.id}: sections in the order {names}"


@happening()
def portal_renamed(history: History, chance: Random) -> str | None:
    """`gongkai portal rename`, before the night."""
    site = a_site(history, chance)
    old, site.first_id = site.id, site.first_id or site.id
    site.id = f"{site.first_id}-{history.now:%m%d}"
    portal_names.rename(history.ledger, old, site.id, history.now)
    return f"{old} is called {site.id}"


@happening()
def portal_retired(history: History, chance: Random) -> str | None:
    """`gongkai portal retire`, or taken up again."""
    site = a_site(history, chance)
    history.retire(site.id)
    return f"{site.id} is retired, or no more so"
