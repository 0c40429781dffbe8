"""`gongkai republish`: what a person changed in the home's files counts at once, without a crawl."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.flows.command import gongkai
from tests.warehouse.build import SITE, Told, county, page, portal, section

PORTAL_FILE = """
[portal]
id = "sample"
name = "样例县人民政府"
home = "{site}"
default_unit = "样例县人民政府"

[[unit]]
name = "样例县教育体育局"
aliases = ["样例县教育局"]

[[section]]
id = "wj"
name = "政府文件"
url = "{site}wj/"
category = "政策解读"
"""


def test_portal_file_changed_by_hand_counts_at_once(tmp_path: Path) -> None:
    """A category put right, an old name made an alias."""
    item = Told("wj/1.html", "甲", date(2017, 3, 1), page=page(unit="样例县教育局"))
    with county(tmp_path, portal(section("wj", "政府文件", "政府文件"))) as made:
        made.night(wj=[item])
        assert made.rows("SELECT unit, category FROM counts") == [("样例县教育局", "政府文件")]
        made.ledger.close()
        (made.home.root / "portals").mkdir()
        written = made.home.root / "portals" / "sample.toml"
        written.write_text(PORTAL_FILE.format(site=SITE), encoding="utf-8")
        ran = gongkai("republish", "--home", made.home.root)
        assert ran.returncode == 0, ran.stderr
        assert made.rows("SELECT unit, category FROM counts") == [("样例县教育体育局", "政策解读")]
        before = made.home.published.read_bytes()
        written.write_text("[portal\n", encoding="utf-8")
        wrong = gongkai("republish", "--home", made.home.root)
        assert wrong.returncode == 2 and "sample.toml" in wrong.stderr
        assert made.home.published.read_bytes() == before
