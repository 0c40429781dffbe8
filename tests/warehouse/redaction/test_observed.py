"""What was observed of an item that is taken out goes with it, from the sealed year too, and does not come
back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.warehouse.archived import archived_county
from tests.warehouse.build import Told, attached
from tests.warehouse.redaction.leak import DECLARED, NAME, SECRET, leaky, take_out
from warehouse.ledger import open_ledger
from warehouse.seal import seal

TEXT = f"来信人：{NAME} 来信时间：2017-05-01</p><p>来信内容：路灯不亮。{SECRET}</p><p>回复内容：暂无回复"
CLOSED = datetime(2018, 3, 1, tzinfo=UTC)


def letter(path: str) -> Told:
    return leaky(path, "关于路灯不亮的来信", text=TEXT)


def observed(file: Path) -> list[str]:
    with attached(file) as reader:
        return [
            url for (url,) in reader.execute("SELECT DISTINCT url FROM observations ORDER BY url").fetchall()
        ]


def test_what_was_observed_goes_and_stays_away(tmp_path: Path) -> None:
    with archived_county(tmp_path / "home", DECLARED) as county:
        gone, stays = letter("wj/1.html"), letter("wj/2.html")
        county.begin()
        county.tell("wj", [gone, stays])
        county.load()
        county.publish()
        sealed = seal(county.home, 2017, None, CLOSED, county.payload).file
        assert observed(county.home.published) == observed(sealed) == [gone.url, stays.url]
        county.next_night()
        take_out(county, gone.url)
        assert observed(county.home.published) == observed(sealed) == [stays.url]
        with open_ledger(county.home.ledger) as ledger:
            again = replace(county, ledger=ledger)
            again.begin()
            again.tell("wj", [gone, stays])
            again.load()
            again.publish()
        assert observed(county.home.published) == [stays.url]
