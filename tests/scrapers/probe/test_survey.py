"""A made-up portal looked at over HTTP: what is asked, what is never asked, what ends the look."""

from __future__ import annotations

import pytest

from scrapers.http.robots import READ_AT_MOST
from scrapers.probe.portal_toml import portal_file
from scrapers.probe.records import Findings
from scrapers.probe.survey import NothingSeen, survey, survey_section
from tests.scrapers.probe.pages import Pages, asker, document, item_page, links, list_page, served

HOST = "www.yz.gov.cn"
HOME = f"http://{HOST}/"
FOOTER = "<div>主办单位：云泽县人民政府办公室</div>"
SECTIONS = (("zcjd", "政策解读"), ("tzgg", "通知公告"), ("ldjh", "领导讲话"))


def _portal(**changes: str) -> dict[str, str]:
    """A home page, a landing page, three sections; further pages by path."""
    menu = links(("/xxgk/", "政务公开"), ("/zjyz/", "走近云泽"), ("http://www.gov.cn/zcjd/", "政策解读"))
    side = links(*((f"/xxgk/{path}/", name) for path, name in SECTIONS))
    pages = {
        HOME: document(menu + FOOTER, "云泽县人民政府网站"),
        f"{HOME}robots.txt": "User-agent: *\nAllow: /\n",
        f"{HOME}xxgk/": document(menu + side, "政务公开"),
    }
    for place, (path, name) in enumerate(SECTIONS):
        pages[f"{HOME}xxgk/{path}/"] = list_page(f"/xxgk/{path}/", name, menu=menu + side, first=100 * place)
        for n in range(12):
            url = f"{HOME}xxgk/{path}/2017-03-{n + 1:02}/{100 * place + n}.html"
            pages[url] = item_page(f"关于{name}第{n + 1}号有关事项的情况说明")
    return pages | {HOME + path: body for path, body in changes.items()}


def _look(pages: Pages, start: str = HOME, cap: int = 60) -> Findings:
    with asker(HOST, cap) as client:
        found = survey(start, client)
        assert found.requests == len(pages.asked)
        return found


def _sections(found: Findings) -> dict[str, str]:
    return {trial.name: trial.meaning.category for trial in found.trials if trial.crawlable}


def test_sections_are_found_through_the_landing_page(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(_portal(), monkeypatch) as pages:
        found = _look(pages)
    assert _sections(found) == {"政策解读": "政策解读", "通知公告": "通知公告", "领导讲话": "auto"}
    assert (found.site.name, found.site.place) == ("云泽县人民政府", "云泽县")
    explained = next(trial for trial in found.trials if trial.name == "政策解读")
    assert explained.listing is not None
    assert len(explained.listing.entries) == 12
    assert explained.item is not None
    assert explained.item.item is not None
    assert explained.item.item.unit == "县财政局"


def test_the_disclosure_index_is_as_good_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(_portal(), monkeypatch) as pages:
        found = _look(pages, f"{HOME}xxgk/")
    assert set(_sections(found)) == {"政策解读", "通知公告", "领导讲话"}
    assert found.site.home == HOME


def test_the_same_portal_gives_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(_portal(), monkeypatch) as pages:
        first, asked = portal_file(_look(pages)), list(pages.asked)
        pages.asked.clear()
        assert portal_file(_look(pages)) == first
        assert pages.asked == asked


def test_no_other_host_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    away = {"xxgk/tzgg/": "http://www.other.gov.cn/tzgg/"}
    with served(_portal(**away), monkeypatch) as pages:
        found = _look(pages)
    assert {url.split("/")[2] for url in pages.asked} == {HOST}
    assert [link.url for link in found.elsewhere] == ["http://www.gov.cn/zcjd/"]
    redirected = next(trial for trial in found.trials if trial.name == "通知公告")
    assert (redirected.verdict, redirected.reason) == ("redirected", "http://www.other.gov.cn/tzgg/")


@pytest.mark.parametrize("cap", [12, 20, 60])
def test_the_cap_is_never_passed_and_what_is_left_is_listed(
    cap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = links(*((f"/xxgk/a{n}/", f"工作动态{n}") for n in range(40)))
    with served(_portal(**{"xxgk/": document(menu)}), monkeypatch) as pages:
        found = _look(pages, cap=cap)
    assert len(pages.asked) <= cap
    tried = {trial.link.url for trial in found.trials}
    left = {link.url for link in found.untried}
    assert {f"{HOME}xxgk/a{n}/" for n in range(40)} <= tried | left


def test_more_requests_try_what_the_usual_ones_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    menu = links(*((f"/xxgk/a{n}/", f"工作动态{n}") for n in range(70)), ("/zjyz/ts/", "特色云泽"))
    units = links(*((f"/bm/b{n}/", f"县{name}局") for n, name in enumerate("财审林水粮交农商")))
    pages_of_units = {f"bm/b{n}/": list_page(f"/bm/b{n}/", "工作", first=900 + 20 * n) for n in range(2)}
    more = {"zjyz/ts/": list_page("/zjyz/ts/", "特色云泽", first=700)} | pages_of_units
    with served(_portal(**{"xxgk/": document(menu + units)}, **more), monkeypatch) as pages:
        usual = _look(pages)
        pages.asked.clear()
        found = _look(pages, cap=200)
    assert len(usual.untried) > 15 and not found.untried
    asked = set(pages.asked)
    assert {f"{HOME}zjyz/ts/", f"{HOME}bm/b7/"} <= asked
    assert len(asked) == len(pages.asked) < 200


def test_pages_of_units_without_sections_are_soon_left(monkeypatch: pytest.MonkeyPatch) -> None:
    units = links(*((f"/bm/b{n}/", f"县{name}局") for n, name in enumerate("财审林水粮交农商")))
    with served(_portal(**{"xxgk/": document(units)}), monkeypatch) as pages:
        found = _look(pages, cap=200)
    assert sum("/bm/" in url for url in pages.asked) == 5
    assert len(found.unit_pages) == 3


def test_redirects_count_as_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    menu = links(*((f"/xxgk/a{n}/", f"工作动态{n}") for n in range(40)))
    hops = {f"xxgk/a{n}/": f"{HOME}xxgk/b{n}/" for n in range(40)}
    with served(_portal(**{"xxgk/": document(menu)}, **hops), monkeypatch) as pages:
        _look(pages)
    assert len(pages.asked) <= 60


def test_the_twin_host_is_asked_once_it_is_linked_as_home(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = "http://yz.gov.cn/"
    menu = links((twin, "网站首页"), (f"{twin}xxgk/zcjd/", "政策解读"))
    pages_of_twin = {
        HOME: document(menu),
        f"{twin}xxgk/zcjd/": list_page("/xxgk/zcjd/", "政策解读", menu=menu),
    }
    with served(pages_of_twin, monkeypatch) as pages:
        found = _look(pages)
    assert found.site.hosts == (HOST, "yz.gov.cn")
    assert set(_sections(found)) == {"政策解读"}
    unlinked = {HOME: document(links((f"{twin}xxgk/zcjd/", "政策解读"), ("/a/", "通知公告")))}
    with served(unlinked, monkeypatch) as pages:
        _look(pages)
    assert not any(url.startswith(twin) for url in pages.asked)


def test_a_home_page_that_redirects_to_its_twin_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = "http://yz.gov.cn/"
    with served(_portal() | {bare: HOME}, monkeypatch), asker("yz.gov.cn") as client:
        found = survey(bare, client)
    assert set(_sections(found)) == {"政策解读", "通知公告", "领导讲话"}


def test_redirect_stubs_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    stub = '<html><head><meta http-equiv="refresh" content="0;URL=/xxgk/tzgg2/"></head></html>'
    moved = {"xxgk/tzgg/": stub, "xxgk/tzgg2/": list_page("/xxgk/tzgg2/", "通知公告")}
    with served(_portal(**moved), monkeypatch) as pages:
        found = _look(pages)
    trial = next(trial for trial in found.trials if trial.name == "通知公告")
    assert (trial.verdict, trial.url) == ("list", f"{HOME}xxgk/tzgg2/")


def test_a_column_that_cannot_be_read_is_kept_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_without = _portal()
    del pages_without[f"{HOME}xxgk/tzgg/"]
    with served(pages_without, monkeypatch) as pages:
        found = _look(pages)
    trial = next(trial for trial in found.trials if trial.name == "通知公告")
    assert (trial.verdict, trial.reason) == ("failed", "HTTP 404")
    assert "通知公告 http://www.yz.gov.cn/xxgk/tzgg/" in portal_file(found)


def test_the_site_map_that_robots_names_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    site_map = f"<urlset><url><loc>{HOME}xxgk/yjzj/</loc></url></urlset>"
    more = {
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {HOME}map.xml\n",
        "map.xml": site_map,
        "xxgk/yjzj/": list_page("/xxgk/yjzj/", "意见征集"),
    }
    with served(_portal(**more), monkeypatch) as pages:
        found = _look(pages)
    assert _sections(found)["意见征集"] == "征集调查"


def test_what_robots_closes_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = {"robots.txt": "User-agent: *\nDisallow: /xxgk/tzgg/\n"}
    with served(_portal(**closed), monkeypatch) as pages:
        found = _look(pages)
    assert f"{HOME}xxgk/tzgg/" not in pages.asked
    assert "robots" in next(trial.reason for trial in found.trials if trial.name == "通知公告")
    assert len(closed["robots.txt"]) < READ_AT_MOST


def test_a_challenge_at_the_start_gives_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    with served({HOME: "ok"}, monkeypatch), asker(HOST) as client, pytest.raises(NothingSeen) as error:
        survey(HOME, client)
    assert error.value.challenged


def test_a_challenge_on_the_way_ends_the_asking_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(_portal(**{"xxgk/tzgg/": "ok"}), monkeypatch) as pages:
        found = _look(pages)
    assert found.challenged
    assert set(_sections(found)) == {"政策解读"}
    assert "访问验证" in portal_file(found)
    assert pages.asked[-1] == f"{HOME}xxgk/tzgg/"


def test_a_silent_host_is_told_from_a_refusing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with asker("127.0.0.1:1") as client, pytest.raises(NothingSeen) as silent:
        survey("http://127.0.0.1:1/", client)
    assert not silent.value.challenged
    assert str(silent.value).startswith("http://127.0.0.1:1/: 连接不上（")
    assert "robots" not in str(silent.value) and "\n" not in str(silent.value)
    with served({}, monkeypatch), asker(HOST) as client, pytest.raises(NothingSeen) as refusing:
        survey(HOME, client)
    assert refusing.value.challenged


def test_one_section_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(_portal(), monkeypatch) as pages, asker(HOST) as client:
        trial = survey_section(f"{HOME}xxgk/zcjd/", client)
    assert (trial.name, trial.meaning.category, trial.verdict) == ("政策解读", "政策解读", "list")
    assert trial.item is not None
    assert len(pages.asked) == 3
