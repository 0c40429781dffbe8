"""A person's layout through whole nights: noted from the run on in which it stands in the portal file."""

from __future__ import annotations

from pathlib import Path

from scrapers.portalfile import load_portal
from tests.nights.house import House
from tests.portal import running_portal

LAYOUTS = (
    "SELECT section_id, kind, version, learned_from, layout IS NULL FROM section_layouts ORDER BY version"
)


def test_a_layout_written_and_taken_out_again(tmp_path: Path) -> None:
    with running_portal(edition="small") as portal:
        house = House(portal, tmp_path / "house", ("gknb",))
        plain = house.portal_file.read_text(encoding="utf-8")
        house.portal_file.write_text(f'{plain}\n[section.layout]\nrows = "li"\n', encoding="utf-8")
        written = load_portal(str(house.portal_file)).section[0].list_layout()
        first = house.night()
        assert written is not None
        assert first.rows(LAYOUTS) == [("gknb", "list", 1, "person", False)]
        assert first.rows("SELECT layout FROM section_layouts") == [(written.to_json(),)]
        assert house.night().rows(LAYOUTS) == first.rows(LAYOUTS), "noted once"
        [kept] = (house.home / "portals").glob("*.toml")
        assert load_portal(str(kept)).section[0].list_layout() == written
        house.portal_file.write_text(plain, encoding="utf-8")
        third = house.night()
        assert third.rows(LAYOUTS)[1:2] == [("gknb", "list", 2, "rules", True)]
        changed = "SELECT subject FROM findings WHERE check_id = 'section-layout-changed'"
        assert ("gknb list 2",) in third.rows(changed)
