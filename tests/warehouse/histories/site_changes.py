"""What the portals change between two nights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.warehouse.build import SITE
from tests.warehouse.histories.happening import happening
from tests.warehouse.histories.living import History
from tests.warehouse.histories.world import BUREAUS, LETTERS, SUBJECTS, TITLES, Doc, Site


def a_site(history: History, chance: Random) -> Site:
    return chance.choice([history.world.sites[name] for name in sorted(history.world.sites)])


def a_doc(history: History, chance: Random) -> tuple[Site, Doc] | None:
    """A document that stands in a list."""
    site = a_site(history, chance)
    listed = [doc for doc in site.listed() if not doc.gone]
    return (site, chance.choice(listed)) if listed else None


def edited(history: History, chance: Random, change: Callable[[Doc], str]) -> str | None:
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    said = change(doc)
    site.touch(doc.path)
    return f"{doc.path}: {said}"


@happening(often=6)
def new_items(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    name = chance.choice(sorted(site.sections))
    made = [site.add(name, chance) for _ in range(chance.randint(1, 4))]
    for doc in made:
        doc.day = (history.now - timedelta(days=chance.randrange(3))).date()
    return f"new in {site.id}/{name}: {', '.join(doc.path for doc in made)}"


@happening(often=3)
def new_title(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        doc.title = chance.choice((*TITLES, "2017年政府信息公开工作年度报告", "{}")).format(
            chance.choice(SUBJECTS)
        )
        return f"title {doc.title}"

    return edited(history, chance, change)


@happening(often=2)
def new_day(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        doc.day = chance.choice((None, date(2016, 1, 1) + timedelta(chance.randrange(760))))
        return f"day {doc.day}"

    return edited(history, chance, change)


@happening(often=2)
def new_unit(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        doc.unit = chance.choice((None, *BUREAUS, *(f"样例县{name}" for name in BUREAUS), "市气象局"))
        return f"unit {doc.unit}"

    return edited(history, chance, change)


@happening(often=3)
def new_number(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        year = (doc.day or date(2017, 1, 1)).year
        number = chance.randrange(12)
        doc.number = chance.choice((None, f"样政发〔{year}〕{number}号", f"公告〔{year}〕{number}号"))
        doc.number_from = chance.choice(("label:发文字号", "label:发文字号", "body:1"))
        return f"number {doc.number} from {doc.number_from}"

    return edited(history, chance, change)


@happening(often=2)
def new_index(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        doc.index = chance.choice((None, f"X-{chance.randrange(6)}"))
        return f"index number {doc.index}"

    return edited(history, chance, change)


@happening(often=3)
def new_text(history: History, chance: Random) -> str | None:
    def change(doc: Doc) -> str:
        doc.body, doc.length = chance.randrange(9), chance.choice((20, 79, 80, 600))
        doc.files = tuple(f"{chance.randrange(4)}.pdf" for _ in range(chance.randrange(3)))
        return f"text {doc.body} of {doc.length}, files {doc.files}"

    return edited(history, chance, change)


@happening(often=3)
def taken_down(history: History, chance: Random) -> str | None:
    """Its page says so."""

    def change(doc: Doc) -> str:
        doc.gone = True
        return "gone"

    return edited(history, chance, change)


@happening(often=2)
def off_the_lists(history: History, chance: Random) -> str | None:
    """No list has it any more, its page was not asked."""
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    left = site.listing(doc.path)
    for name in left:
        site.lists[name].remove(doc.path)
        site.due.add(name)
    return f"{doc.path} left {left}"


@happening(often=2)
def back_again(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    away = [doc for path, doc in sorted(site.docs.items()) if not site.listing(path)]
    if not away:
        return None
    doc = chance.choice(away)
    doc.gone, doc.unread = False, True
    site.place(doc.path, chance.choice(sorted(site.sections)))
    return f"{doc.path} is back in {site.listing(doc.path)}"


@happening(often=3)
def other_section(history: History, chance: Random) -> str | None:
    """Moves into another section, or stands in it too."""
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    before, too = site.listing(doc.path), chance.random() < 0.5
    site.touch(doc.path)
    if not too:
        for name in before:
            site.lists[name].remove(doc.path)
    site.place(doc.path, chance.choice(sorted(site.sections)))
    return f"{doc.path} from {before} to {site.listing(doc.path)}"


@happening(often=2)
def one_list_less(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    twice = [doc for doc in site.listed() if len(site.listing(doc.path)) > 1]
    if not twice:
        return None
    doc = chance.choice(twice)
    name = chance.choice(site.listing(doc.path))
    site.lists[name].remove(doc.path)
    site.due.add(name)
    return f"{doc.path} left {name}"


@happening(often=3)
def chain(history: History, chance: Random) -> str | None:
    """A and B share their number, B and C their text: one document of three, as long as B says so."""
    site = a_site(history, chance)
    name = chance.choice(sorted(site.sections))
    title = f"关于{chance.choice(SUBJECTS)}的意见"
    number, body, day = f"样政办〔2017〕{100 + site.made}号", 5000 + site.made, date(2017, 5, 1)
    one = site.add(name, chance, title="印发意见", number=number, day=day)
    two = site.add(name, chance, title=title, number=number, body=body, day=day, unit=None)
    end = site.add(name, chance, title=title, number=None, body=body, day=day, unit=None)
    history.links.append((site.first_id or site.id, two.path))
    return f"{one.path} – {two.path} – {end.path}"


@happening(often=4)
def chain_parts(history: History, chance: Random) -> str | None:
    """The one in the middle is edited or gone."""
    if not history.links:
        return None
    site_id, path = history.links.pop(chance.randrange(len(history.links)))
    site, doc = history.world.sites[site_id], history.world.sites[site_id].docs[path]
    how = chance.choice(("number", "text", "title", "gone"))
    if how == "number":
        doc.number = None
    elif how == "text":
        doc.body = 9000 + site.made
    elif how == "title":
        doc.title += "(修订)"
    else:
        doc.gone = True
    site.touch(path)
    return f"{path} parts by its {how}"


@happening(often=2)
def other_portal(history: History, chance: Random) -> str | None:
    """The same document in the other portal, at its address there or at the very same one."""
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    others = [one for name, one in sorted(history.world.sites.items()) if name != site.id]
    if not others:
        return None
    other = others[0]
    name = chance.choice(sorted(other.sections))
    if chance.random() < 0.5:
        other.docs.setdefault(doc.path, replace(doc, unread=True))
        other.place(doc.path, name)
        return f"{doc.path} stands in {other.id}/{name} too"
    same = {"title": doc.title, "number": doc.number, "body": doc.body, "day": doc.day, "files": doc.files}
    return f"{doc.path} is {other.add(name, chance, **same, length=doc.length).path} too"


@happening(often=2)
def new_address(history: History, chance: Random) -> str | None:
    """The old one answers that nothing is there."""
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    names = site.listing(doc.path)
    site.touch(doc.path)
    moved = replace(doc, path=doc.path.replace(".html", "_new.html"), unread=True)
    doc.gone = True
    site.docs[moved.path] = moved
    site.place(moved.path, names[0])
    return f"{doc.path} is at {moved.path} now"


@happening(often=2)
def answered(history: History, chance: Random) -> str | None:
    [site] = (one for one in history.world.sites.values() if LETTERS in one.sections)
    waiting = [path for path in site.lists[LETTERS] if not site.docs[path].answered]
    if not waiting:
        return None
    path = chance.choice(waiting)
    site.docs[path].answered = history.now.date()
    site.touch(path)
    return f"{path} is answered"


@happening(often=3)
def a_bad_night(history: History, chance: Random) -> str | None:
    """A section is not read whole, or not at all."""
    site = a_site(history, chance)
    name = chance.choice(sorted(site.sections))
    site.outcomes[name] = chance.choice(("partial", "partial", "failed", "challenged"))
    site.due.add(name)
    return f"{site.id}/{name} is {site.outcomes[name]}"


@happening(often=1)
def all_is_read(history: History, chance: Random) -> str | None:
    for site in history.world.sites.values():
        site.due |= set(site.sections)
        for doc in site.docs.values():
            doc.unread |= chance.random() < 0.2
    return "every section is read"


@happening()
def home_page_seen(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    addresses = [f"{SITE}link{number}/" for number in range(4)]
    site.links = {one: chance.choice(("ok", "gone", "timeout")) for one in addresses[: chance.randint(1, 4)]}
    return f"the home page of {site.id} leads to {site.links}"
