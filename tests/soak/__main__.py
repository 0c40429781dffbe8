"""`make soak`: kills runs by the hundred at drawn instants, lives through every fault, kills the processes of
a served home, lets it go through a week, lives through histories of thirty nights; prints what came of it.

Prints Markdown; ends with code 1 when a row was lost, a file was damaged or a figure was not the county's.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.nights.faults import CASES, SECTIONS, Case
from tests.nights.house import House
from tests.nights.kills import Tally, change, tormented
from tests.nights.lived import Lived, first, later
from tests.portal import running_portal
from tests.soak.serving import kill_served, week
from tests.warehouse.histories.lives import BUSY, NIGHTS, drawn, live

MODES = {
    "first night": (("zwyw", "yjsgk", "gknb", "bmwj", "spxw"), False),
    "later night": (("zwyw", "yjsgk", "gknb", "bmwj", "spxw"), True),
    "small publishes": (("bmwj",), True),
}
"""Kind of night → sections, and whether it follows a good night. Of a night with one small section,
loading and publishing are most: there the kills strike."""


def main() -> int:
    """Runs everything; returns the exit code."""
    arguments = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    arguments.add_argument("--kills", type=int, default=120, help="of each of the three kinds of night")
    arguments.add_argument("--seed", type=int, default=2017)
    arguments.add_argument("--only", choices=("kills", "faults", "serving", "week", "histories"))
    arguments.add_argument("--served", type=int, default=4, help="kills of each process of a served home")
    arguments.add_argument("--histories", type=int, default=5, help="histories of thirty nights")
    given = arguments.parse_args()
    well = True
    with tempfile.TemporaryDirectory(prefix="gongkai-soak-") as folder:
        if given.only in (None, "kills"):
            well &= kills(Path(folder), given.kills, given.seed)
        if given.only in (None, "faults"):
            well &= faults(Path(folder))
        if given.only in (None, "serving"):
            well &= kill_served(Path(folder) / "served", given.served, given.seed)
        if given.only in (None, "week"):
            well &= week(Path(folder) / "week", given.seed)
        if given.only in (None, "histories"):
            well &= histories(Path(folder) / "histories", given.histories, given.seed)
    return 0 if well else 1


def kills(root: Path, count: int, seed: int) -> bool:
    """The table of kills; whether all is well."""
    print("| night | kills | homes | differing | wrong sums | asked again | allowed | exit codes |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    well = True
    for name, (sections, follows) in MODES.items():
        tally = _kills(root / name.replace(" ", "-"), sections, follows, count, seed)
        codes = ", ".join(f"{code}: {times}" for code, times in sorted(tally.codes.items()))
        print(
            f"| {name} | {tally.kills} | {tally.homes} | {len(tally.differing)} | {tally.wrong_sums} "
            f"| {tally.asked_again} | {tally.allowed_again} | {codes} |",
            flush=True,
        )
        for line in tally.differing:
            print(line, file=sys.stderr)
        well &= (
            not tally.differing and tally.asked_again <= tally.allowed_again and set(tally.codes) <= {-9, 0}
        )
    return well


def _kills(root: Path, sections: tuple[str, ...], follows: bool, count: int, seed: int) -> Tally:
    with running_portal(edition="small") as portal:
        start = root / "start"
        root.mkdir()
        if follows:
            House(portal, root / "house", sections).night()
            shutil.copytree(root / "house" / "home", start)
            if len(sections) > 1:
                change(portal)
            else:
                portal.world.edit(portal.world.rows(sections[0])[0].key)
        return tormented(portal, sections, root, start, count, seed)


def faults(root: Path) -> bool:
    """The table of faults; whether no row was lost."""
    with running_portal(edition="small") as portal:
        good = House(portal, root / "good", SECTIONS)
        good.night()
    print("\n| fault | later night | first night | fetch | rows lost | rows invented | seconds |")
    print("|---|---|---|---|---|---|---|", flush=True)
    well = True
    for number, case in enumerate(CASES):
        nights = later(case, good, root / f"later-{number}"), first(case, root / f"first-{number}")
        print(line_of(case, *nights), flush=True)
        well &= all(
            lived.after is not None and not lived.after.lost and not lived.after.invented for lived in nights
        )
    return well


def histories(root: Path, count: int, seed: int) -> bool:
    """The table of histories; whether every night was published as a whole build would have been."""
    print("\n| seed | nights | by what changed | refused | differing |\n|---|---|---|---|---|", flush=True)
    well = True
    for number in range(seed, seed + count):
        lived = live(root / str(number), number, drawn(number, NIGHTS, BUSY))
        differing = len(lived.differences) + bool(lived.fault)
        counts = f"| {lived.nights} | {lived.by_night} | {lived.refused} | {differing} |"
        print(f"| {number} {counts}", flush=True)
        if not lived.well:
            print(lived, file=sys.stderr)
        well &= lived.well
    return well


def line_of(case: Case, later_night: Lived, first_night: Lived) -> str:
    """One line of the table; rows are those of the file after the well night."""
    found = sorted({
        outcome
        for lived in (later_night, first_night)
        for outcome in lived.struck.fetch_outcomes(case.struck_addresses)
        if outcome not in ("ok", "unchanged") or case.fetch == "ok"
    })  # fmt: skip
    after = [lived.after for lived in (later_night, first_night) if lived.after is not None]
    lost, invented = sum(len(each.lost) for each in after), sum(len(each.invented) for each in after)
    seconds = max(later_night.seconds, first_night.seconds)
    return (
        f"| {case.name} | {later_night.outcome} | {first_night.outcome} | {', '.join(found)} "
        f"| {lost} | {invented} | {seconds:.1f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
