"""Links of list pages that may be missed rows: each is a reject that quotes it, once a run."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import Section, rows

MISSED = "关于公开选调优秀人才有关事项的公告"
LINK = f'<a href="/nb/2018/77.html">{MISSED}</a>'
BESIDE = {
    "in a box of its own": f'<div class="zx"><p>{LINK}</p></div>',
    "in a sentence": f"<p>本栏目另有 {LINK} 一文,请一并阅读。</p>",
    "in a table": f"<table><tr><td>公告</td><td>{LINK}</td><td>2018-02-02</td></tr></table>",
}
"""On the third page, from which no layout is learned."""


@dataclass
class Beside(Section):
    """A list with something beside its rows on one page."""

    beside: dict[int, str] = field(default_factory=dict)
    """By number of the page."""

    def list_page(self, number: int, shown: int) -> bytes:
        """The page, with that."""
        page = super().list_page(number, shown).decode()
        return page.replace('<div class="foot">', f'{self.beside.get(number, "")}<div class="foot">').encode()


@pytest.mark.parametrize("markup", BESIDE.values(), ids=BESIDE)
def test_a_link_that_nothing_explains_is_a_reject_that_quotes_it(markup: str, memory: Memory) -> None:
    site = Beside(rows(12), total=False, beside={3: markup})
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.rows_seen, proof.rows_set_aside) == ("partial", 12, 1)
    assert "见 rejects" in proof.reason and MISSED in proof.reason
    [reject] = memory.rejects
    assert (reject["url"], reject["position"], reject["raw"]) == (site.address(3), None, MISSED)
    assert MISSED in reject["reason"]


def test_a_total_that_agrees_does_not_explain_them(memory: Memory) -> None:
    """Lists count too few as well, and then just as many as were read."""
    proof, _ = night(memory, Beside(rows(12), beside={3: BESIDE["in a sentence"]}))
    assert (proof.outcome, proof.ground, proof.rows_set_aside) == ("partial", None, 1)
    assert len(memory.rejects) == 1


def test_a_second_reading_in_the_same_run_tells_them_once(memory: Memory) -> None:
    site = Beside(rows(12), total=False, beside={3: BESIDE["in a box of its own"]})
    night(memory, site)
    assert len(memory.rejects) == 1
    night(memory, site)
    assert len(memory.rejects) == 1, "its proof made way, and what it said"
    night(memory, site, days=1)
    assert len(memory.rejects) == 2, "another night"


def test_where_every_link_is_explained_there_is_none(memory: Memory) -> None:
    proof, _ = night(memory, Beside(rows(12), total=False))
    assert (proof.outcome, proof.rows_set_aside, memory.rejects) == ("complete", 0, [])
