"""Lists whose pager's function stands in a script file of the site: asked for once, and the list followed."""

from __future__ import annotations

import pytest

from scrapers.package import ListRow
from scrapers.repackage import Damage, Kept, reread_list
from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.pages import Pages, cut, dead
from tests.scrapers.crawl.site import LIST, Served, ids, portal, rows

FILE = f"{LIST}fenye.js"
LIBRARY = '<script src="/js/jquery.min.js"></script><script src="http://cdn.example/page.js"></script>'
TELLS = f"function toPage(n) {{ location.href = '{LIST}part-' + (n * 7) + '.htm'; }}"


class Hidden(Pages):
    """Page N has an address that nobody would try."""

    def serve(self, url: str) -> Served:
        if url.startswith(f"{LIST}index_"):
            return "gone", 404, b"", url
        number = url.removeprefix(f"{LIST}part-").removesuffix(".htm")
        page = f"{LIST}index_{int(number) // 7}.html" if number.isdigit() else url
        outcome, status, body, _ = super().serve(page)
        return outcome, status, body, url


def scripted(number: int) -> str:
    return f'<a href="javascript:toPage({number + 1})">下一页</a>{LIBRARY}<script src="{FILE}"></script>'


def site_of(file: Served) -> Pages:
    parts = cut(rows(14), 5, 5, 4)
    return Hidden(parts=parts, after={1: scripted, 2: scripted, 3: dead}, overrides={FILE: file})


def test_a_function_in_a_file_of_the_site_is_followed_and_the_file_asked_once(memory: Memory) -> None:
    site = site_of(("ok", 200, TELLS.encode(), FILE))
    proof, client = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "pager_end", 14), proof.reason
    assert set(memory.items) == ids(site.rows)
    assert client.asked.count(FILE) == 1
    assert not [url for url in client.asked if "jquery" in url or "cdn" in url]


@pytest.mark.parametrize(
    "file",
    [
        ("gone", 404, b"", FILE),
        ("server_error", 500, b"", FILE),
        ("ok", 200, b"function toPage(n) { $.get('/api?page=' + n, show); }", FILE),
        ("ok", 200, b"<html><body>not here</body></html>", FILE),
    ],
)
def test_a_file_that_does_not_tell_leaves_the_rest_unread(file: Served, memory: Memory) -> None:
    proof, client = night(memory, site_of(file))
    assert (proof.outcome, proof.records_read) == ("partial", 5)
    assert "下一页" in proof.reason
    assert client.asked.count(FILE) == 1


def test_a_list_that_is_followed_without_asks_for_no_file(memory: Memory) -> None:
    site = Pages(
        parts=cut(rows(9), 5, 4), after={2: lambda number: f'{dead(number)}<script src="{FILE}"></script>'}
    )
    _, client = night(memory, site)
    assert FILE not in client.asked


def test_the_archive_is_read_again_with_the_file(memory: Memory) -> None:
    site = site_of(("ok", 200, TELLS.encode(), FILE))
    night(memory, site)
    answers = [
        Kept(
            row["question"],
            row["url"],
            row["asked_at"],
            row["outcome"],
            row["archive_file"],
            row["archive_offset"],
        )
        for row in memory.fetches
        if row["role"] == "list"
    ]
    declared = portal()
    again = reread_list(memory.archive, declared, declared.section[0], answers, Damage())
    assert {row.item_id for row in again if isinstance(row, ListRow)} == ids(site.rows)
