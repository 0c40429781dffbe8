"""`gongkai layout` as a person meets it: what was learned, in words and as TOML that can be pasted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from flows.layouts import layouts_beside
from scrapers.layout import LAYOUT_VERSION, ItemLayout, ListLayout
from scrapers.portalfile import load_portal
from scrapers.records import Entry, ListPage, Page
from tests.flows.command import gongkai
from tests.portal import running_portal
from tests.warehouse.build import SITE, County, Told, county, portal, section
from warehouse.home import Home
from warehouse.layouts import note_written_layouts
from warehouse.portals import sync_portal

FIRST = ListLayout(("ul > li",), title="a", learned_from="rules")
SECOND = ListLayout(
    ("div.news dd", "p.top"), title="a.t", date="em", next="a.next", frame=("#menu a",), learned_from="pages"
)
PAGES = ItemLayout(title="h1", labels=(("published", "发布日期"),), learned_from="items")
HEAD = f'[portal]\nid = "sample"\nname = "样例县人民政府"\nhome = "{SITE}"\n'
SECTIONS = {"nb": "信息公开年报", "zf": "政府文件"}


def portal_file(home: Path, layout: str = "", name: str = "sample") -> Path:
    """The home's portal file, with a person's tables under section nb."""
    tables = {"nb": layout}
    text = HEAD.replace('"sample"', f'"{name}"') + "".join(
        f'[[section]]\nid = "{key}"\nname = "{words}"\nurl = "{SITE}{key}/"\n{tables.get(key, "")}\n'
        for key, words in SECTIONS.items()
    )
    (home / "portals").mkdir(exist_ok=True)
    path = home / "portals" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    declared = portal(*(section(key, name) for key, name in SECTIONS.items()))
    with county(tmp_path / "home", declared) as made:
        portal_file(made.home.root)
        yield made


def night(sample: County, *learned: ListLayout | ItemLayout, section_id: str = "nb") -> None:
    sample.begin()
    note_written_layouts(sample.ledger, sample.portal, sample.run_id, sample.now)
    sample.tell(section_id, [Told(f"{section_id}/1.html")], learned=learned)
    assert sample.load().rejected == ()
    sample.publish()
    sample.next_night()


def layout(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["layout", *arguments, "--home", str(home)])


def shown(sample: County, *arguments: str) -> str:
    ran = layout(sample.home.root, *arguments)
    assert (ran.exit_code, ran.stderr) == (0, "")
    return ran.stdout


def refused(home: Path, *arguments: str) -> str:
    """The one line on stderr of a command that ends with exit code 2."""
    ran = layout(home, *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    [line] = ran.stderr.splitlines()
    return line


def test_what_was_learned_is_said_and_can_be_pasted(sample: County) -> None:
    night(sample, FIRST)
    night(sample, SECOND, PAGES)
    text = shown(sample, "nb")
    for words in (
        "# 栏目 nb 信息公开年报 的版式",
        f"# {sample.home.root / 'portals' / 'sample.toml'} 中",
        "# 列表页:第 2 版,2018-01-22 02:00 学到,比较本栏目各页得出",
        "# 内容页:第 1 版,2018-01-22 02:00 学到,与内容页比较得出",
        "# 原因:此前没有学到过",
    ):
        assert words in text
    tomllib.loads(text)
    pasted = load_portal(str(portal_file(sample.home.root, text))).section[0]
    assert pasted.list_layout() == replace(SECOND, learned_from="person")
    assert pasted.item_layout() == replace(PAGES, learned_from="person")


def test_nothing_learned_yet_is_said(sample: County) -> None:
    night(sample, FIRST)
    text = shown(sample, "zf")
    assert "# 列表页:还没有学到版式,现按通用规则读" in text
    assert "# 内容页:还没有学到版式,现按通用规则读" in text
    assert tomllib.loads(text) == {}


def test_before_the_first_night_the_portal_file_s_sections_are_known(sample: County) -> None:
    assert "还没有学到版式" in shown(sample, "nb")


def test_what_the_rules_alone_say_is_called_unproven(sample: County) -> None:
    night(sample, FIRST)
    assert "# 列表页:第 1 版,2018-01-21 02:00 学到,只凭通用规则,未经比较证实" in shown(sample, "nb")


def test_a_person_s_layout_is_said_to_be_in_force_beside_what_was_learned(sample: County) -> None:
    night(sample, SECOND)
    portal_file(sample.home.root, '[section.layout]\nrows = "table tr"\n')
    sample.portal = portal(section("nb", "信息公开年报", layout={"rows": "table tr"}))
    sync_portal(sample.ledger, sample.portal)
    for _ in range(2):
        text = shown(sample, "nb")
        assert "# 列表页:门户文件中已由人写定,以它为准:" in text
        assert '#   rows = ["table tr"]' in text
        assert "# 列表页:此前学到的是第 1 版" in text
        assert tomllib.loads(text)["section"]["layout"]["rows"] == list(SECOND.rows)
        night(sample)
    sample.portal = portal(section("nb", "信息公开年报"))
    portal_file(sample.home.root)
    night(sample)
    text = shown(sample, "nb")
    assert "写定,以它为准" not in text and "# 列表页:第 3 版" in text
    assert "# 原因:门户文件中不再写定,恢复此前学到的" in text


def test_a_person_s_layout_of_a_section_of_which_nothing_was_learned(sample: County) -> None:
    portal_file(sample.home.root, '[section.layout.item]\ntitle = "h2"\n')
    text = shown(sample, "nb")
    assert "# 内容页:门户文件中已由人写定,以它为准:" in text and '#   title = "h2"' in text
    assert "# 内容页:还没有学到版式" in text and "# 列表页:还没有学到版式,现按通用规则读" in text
    assert tomllib.loads(text) == {}


def test_a_layout_of_other_rules_is_said_to_be_learned_anew(sample: County) -> None:
    night(sample, replace(SECOND, version=LAYOUT_VERSION - 1))
    assert f"旧的版式规则(第 {LAYOUT_VERSION - 1} 号)学到,下一次读取时重新学" in shown(sample, "nb")


def test_a_section_that_is_not_there_is_refused_with_those_that_are(sample: County) -> None:
    night(sample, FIRST)
    assert refused(sample.home.root, "nbb") == "nbb: 没有这个栏目;可用: nb、zf"


def test_a_home_with_nothing_in_it_says_what_to_do(tmp_path: Path) -> None:
    assert "gongkai nightly --portal" in refused(tmp_path / "none", "nb")


def test_a_portal_file_that_cannot_be_used_is_refused_in_one_line(sample: County) -> None:
    portal_file(sample.home.root, "[section.layout]\nrows = 5\n")
    assert "[section.layout] 的 rows" in refused(sample.home.root, "nb")


def test_a_section_taken_out_of_the_portal_file_is_still_told_of(sample: County) -> None:
    night(sample, SECOND)
    (sample.home.root / "portals" / "sample.toml").unlink()
    assert tomllib.loads(shown(sample, "nb"))["section"]["layout"]["date"] == "em"


def test_of_two_portals_the_one_that_is_named(sample: County) -> None:
    night(sample, FIRST)
    sample.portal = portal(section("nb", "信息公开年报"), portal_id="other")
    sync_portal(sample.ledger, sample.portal)
    night(sample, SECOND)
    assert tomllib.loads(shown(sample, "nb"))["section"]["layout"]["rows"] == list(FIRST.rows)
    assert tomllib.loads(shown(sample, "other/nb"))["section"]["layout"]["rows"] == list(SECOND.rows)


def test_a_file_published_by_an_older_program_says_nothing_of_layouts(sample: County) -> None:
    import duckdb

    night(sample, FIRST)
    sample.home.published.chmod(0o644)
    with duckdb.connect(str(sample.home.published)) as older:
        older.execute("DROP VIEW 台账.栏目版式")
        older.execute("DROP TABLE section_layouts")
    assert "还没有学到版式" in shown(sample, "nb")


LIST_PAGE = Page(
    f"{SITE}nb/", '<div class="news"><dd><a class="t" href="1.html">通知</a></dd></div>'.encode()
)
READ = ListPage("ok", (Entry("1.html", "通知"),), layout=ListLayout(("body>div.news>dd",), rows_per_page=1))


def test_beside_a_probed_section_stands_what_was_learned_as_comments(sample: County) -> None:
    night(sample, SECOND, PAGES)
    text = layouts_beside(sample.home, f"{SITE}nb/", LIST_PAGE, READ)
    assert tomllib.loads(text) == {}, "what is learned need not be written"
    assert "# 列表页:现行第 1 版版式,比较本栏目各页得出;不必写入" in text
    assert '# date = "em"' in text and '# title = "h1"' in text
    assert "# 列表页的版式在这一页匹配到:rows 1、title 1、date 0、next 0;读取器自己读到 1 行" in text
    assert "读取器在这一页自己看到的版式" in text and '# rows = ["body>div.news>dd"]' in text


def test_beside_a_probed_section_a_person_s_layout_stands_as_it_is(sample: County) -> None:
    portal_file(sample.home.root, '[section.layout]\nrows = "dd"\n')
    text = layouts_beside(sample.home, f"{SITE}nb/", LIST_PAGE, READ)
    assert tomllib.loads(text) == {"section": {"layout": {"rows": ["dd"]}}}
    assert "匹配到:rows 1;读取器自己读到 1 行" in text
    other = layouts_beside(sample.home, f"{SITE}nb/older/", LIST_PAGE, READ)
    assert '"dd"' not in other, "another address is another section"


def test_beside_a_section_of_no_home_stands_what_the_reader_finds(tmp_path: Path) -> None:
    text = layouts_beside(Home(tmp_path / "none"), f"{SITE}nb/", LIST_PAGE, READ)
    assert tomllib.loads(text) == {}
    assert '# rows = ["body>div.news>dd"]' in text
    assert layouts_beside(Home(tmp_path / "none"), f"{SITE}nb/", None, None) == ""


def test_probe_prints_a_section_s_entry_with_the_layout_that_a_person_wrote(tmp_path: Path) -> None:
    url = "http://zwgk.yunze.example/yunze/c100301/xwzx_list.shtml"
    (tmp_path / "portals").mkdir()
    written = HEAD.replace(SITE, "http://zwgk.yunze.example/") + (
        f'[[section]]\nid = "wj"\nname = "部门文件"\nurl = "{url}"\n[section.layout]\nrows = "ul li"\n'
    )
    (tmp_path / "portals" / "sample.toml").write_text(written, encoding="utf-8")
    with running_portal(edition="small") as served:
        done = gongkai(
            "probe", "--section", url, "--rate", "1000", "--home", tmp_path, proxy=served.proxy_url
        )
    assert done.returncode == 0, done.stderr
    [section] = tomllib.loads(done.stdout)["section"]
    assert (section["url"], section["layout"]) == (url, {"rows": ["ul li"]})
    assert "读取器自己读到" in done.stdout
