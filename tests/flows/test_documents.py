"""README and the clerk's guide are true: commands parse, examples are accepted, codes and states are those of
the program."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from flows.cli import COMMANDS, cli
from flows.commands import options
from scrapers.portalfile import Portal, load_portal
from scrapers.vocabulary.outcomes import GROUND_WORDS, OUTCOME_WORDS
from tests.flows.command import CHECKOUT
from tests.flows.documents import AUDITORS, GUIDE, README, blocks, command_lines, table_rows, words_of
from warehouse.calendars import UnknownYear, read_calendar
from warehouse.handwritten import read_table
from warehouse.overrides import HEADER, decision_of
from warehouse.settings import SettingsFile, load_settings

LINES = sorted({*command_lines(README), *command_lines(GUIDE), *command_lines(AUDITORS)})
COMMON = {"--home", "--portal", "--plain", "--help", "--version"}
"""Options of so many commands that README tells them once."""
OTHERS = {"--user", "--exclude", "--now"}
"""Options of other programs: systemctl, tar."""


def leaves() -> dict[str, set[str]]:
    """Every command as it is typed (`bounds propose`), and its own options, those of its group among them."""
    context, found = click.Context(cli), {}
    for name in COMMANDS:
        command = cli.get_command(context, name)
        below = command.commands if isinstance(command, click.Group) else {"": command}
        for word, leaf in below.items():
            assert leaf is not None
            params = [*leaf.params, *(command.params if leaf is not command else ())]
            options_of = {option for each in params for option in each.opts if option.startswith("--")}
            found[f"{name} {word}".strip()] = options_of - COMMON
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_quoted_command_line_is_understood(line: str) -> None:
    words = words_of(line)
    found: click.Command = cli
    context = click.Context(cli)
    while isinstance(found, click.Group):
        while words[0].startswith("--"):  # of the group: --year 2021
            words = words[2:]
        below = found.get_command(context, words[0])
        assert below is not None, f"no command {words[0]}"
        found, words = below, words[1:]
    assert found.make_context(found.name, words).params


def test_the_documents_are_looked_through() -> None:
    assert len(LINES) > 30
    assert {line.split()[1] for line in command_lines(README)} == set(COMMANDS)


def rows_of(command: str) -> list[list[str]]:
    """The rows of README's table whose first cell names that command."""
    typed = re.compile("`gongkai " + command.replace(" ", r"( --\w+ \w+)? "))
    return [row for row in table_rows(README, "命令") if typed.search(row[0])]


def told_of(command: str) -> str:
    """What README's table says of that command."""
    return " ".join(" ".join(row) for row in rows_of(command))


@pytest.mark.parametrize(("command", "its_options"), leaves().items(), ids=list(leaves()))
def test_readme_tells_each_command_with_all_its_options(command: str, its_options: set[str]) -> None:
    said = told_of(command)
    assert said, f"{command} is not in the table"
    assert its_options - set(re.findall(r"--[a-z-]+", said)) == set()


def test_no_option_is_named_that_does_not_exist() -> None:
    named = {
        word for text in (README, GUIDE, AUDITORS) for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)
    }
    known = COMMON | OTHERS | set().union(*leaves().values())
    assert named - known == set()
    assert "--as-of" in named, "they are looked for"


def test_a_commands_row_names_no_option_of_another() -> None:
    """Among options that exist, one may still be said of a command that does not have it."""
    for row in table_rows(README, "命令"):
        of_row = set().union(*(own for name, own in leaves().items() if row in rows_of(name)))
        assert set(re.findall(r"--[a-z-]+", " ".join(row))) - COMMON <= of_row, row[0]


def test_links_lead_to_files() -> None:
    rooms = {"README.md": README, "warehouse/GUIDE.md": GUIDE, "warehouse/AUDITORS.md": AUDITORS}
    for file, text in ((CHECKOUT / name, text) for name, text in rooms.items()):
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (file.parent / target).is_file(), target


def test_the_settings_of_the_guide_are_accepted_and_are_all_that_there_are(tmp_path: Path) -> None:
    [text] = [block for block in blocks(GUIDE, "toml") if "[night]" in block]
    [secrets] = blocks(GUIDE, "ini")
    (tmp_path / "gongkai.toml").write_text(text, encoding="utf-8")
    (tmp_path / "secrets.env").write_text(secrets, encoding="utf-8")
    (tmp_path / "secrets.env").chmod(0o600)
    settings = load_settings(tmp_path, {})
    assert missing_keys(settings.form) == []
    needed = set(settings.secret_names) - {"PREFECT_SERVER_API_AUTH_STRING"}
    assert {name for name in needed if settings.secrets.get(name) is None} == set()
    assert "PREFECT_SERVER_API_AUTH_STRING" in text


def test_defaults_are_named_as_they_are() -> None:
    [text] = [block for block in blocks(GUIDE, "toml") if "[night]" in block]
    form = SettingsFile()
    for shown in (
        f'begin = "{form.night.begin:%H:%M}"',
        f"jitter_minutes = {form.night.jitter_minutes}",
        f'report_by = "{form.night.report_by:%H:%M}"',
        f'host = "{form.serve.host}"',
        f"port = {form.serve.port}",
        f"keep_days = {form.serve.keep_days}",
    ):
        assert shown in text
    assert f"http://{form.serve.host}:{form.serve.port}" in GUIDE


def missing_keys(table: BaseModel, path: str = "") -> list[str]:
    """Keys of the form that a file leaves out; of several tables of one kind, those that none of them has."""
    missing = []
    for name in type(table).model_fields:
        value = getattr(table, name)
        if isinstance(value, BaseModel):
            missing += missing_keys(value, f"{path}{name}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            of_each = [set(missing_keys(one, f"{path}{name}.")) for one in value]
            missing += sorted(set.intersection(*of_each))
        elif name not in table.model_fields_set:
            missing.append(f"{path}{name}")
    return missing


def test_the_portal_file_of_the_guide_is_accepted(tmp_path: Path) -> None:
    [text] = [block for block in blocks(GUIDE, "toml") if "[portal]" in block]
    [layout] = [block for block in blocks(GUIDE, "toml") if "[section.layout]" in block]
    (tmp_path / "yunze.toml").write_text(text, encoding="utf-8")
    portal = load_portal(str(tmp_path / "yunze.toml"))
    # What only a maintainer needs is not a clerk's: certificates, robots, a system by name.
    rare = {"manners.connections", "manners.robots", "manners.ca_files", "manners.legacy_tls", "section.cms"}
    by_program = {"portal.first_id"}
    assert set(missing_keys(portal)) == rare | by_program | {"section.layout"}
    (tmp_path / "yunze.toml").write_text(f"{text}\n{layout}", encoding="utf-8")
    pasted = load_portal(str(tmp_path / "yunze.toml")).section[-1]
    assert pasted.list_layout() and pasted.item_layout(), "it stands where it is of use"
    assert set(Portal.model_fields) == {"portal", "manners", "unit", "section"}


def test_the_decisions_of_the_guide_can_be_read(tmp_path: Path) -> None:
    text, days = blocks(GUIDE, "csv")
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8")
    decisions = [decision_of(line) for line in read_table(tmp_path / "decisions.csv", HEADER).lines]
    assert len(decisions) == 3
    assert [decision.fault for decision in decisions] == [None] * 3
    (tmp_path / "calendar.csv").write_text(days, encoding="utf-8")
    calendar = read_calendar(tmp_path / "calendar.csv")
    assert calendar.faults == ()
    assert calendar.is_working_day(date(2026, 9, 20)) is True, "a Sunday worked, by the table"
    assert isinstance(calendar.is_working_day(date(2027, 2, 20)), UnknownYear), "two days are no whole year"


def test_exit_codes_are_those_of_the_program() -> None:
    codes = {value for name, value in vars(options).items() if name.startswith("EXIT_")} | {0}
    assert {int(row[0]) for row in table_rows(GUIDE, "退出码")} == codes
    [sentence] = re.findall(r"退出码:0 .*?停止。", README, flags=re.DOTALL)
    assert {int(code) for code in re.findall(r"(?:^退出码:|;\n?)(\d+) ", sentence)} == codes


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_tells_its_exit_codes(command: str) -> None:
    """Each command has its row, with codes that the general table explains."""
    told = " ".join(row[1] for row in table_rows(GUIDE, "哪条命令") if f"`{command}" in row[0])
    codes = set(re.findall(r"(?:^|[ ·:、])(0|1|2|3|4|5|130)(?=[、 (]|$)", told))
    general = {row[0] for row in table_rows(GUIDE, "退出码")}
    assert "0" in codes and codes <= general


def test_rare_days_are_told_by_the_rules_that_decide_them() -> None:
    rules = CHECKOUT / "warehouse" / "rules" / "counting.csv"
    with rules.open(encoding="utf-8", newline="") as file:
        known = {row["rule"] for row in csv.DictReader(file)}
    rows = table_rows(GUIDE, "遇到")
    named = [re.findall(r"[A-Z]-[a-z]+(?:-[a-z]+)*", row[1]) for row in rows]
    assert [row[0] for row, rules_of in zip(rows, named, strict=True) if not rules_of] == []
    assert {rule for rules_of in named for rule in rules_of} <= known
    assert {"S-section-changed", "S-unit-changed", "X-undated", "X-unconfirmed"} <= set().union(*named)


def test_words_of_figures_and_grounds_are_explained() -> None:
    explained = " ".join(" ".join(row[:2]) for row in table_rows(GUIDE, "词"))
    words = ["可由网站得出", "仅下限", "至少 N", "单位填报", "待读", "不详", "不计条目", "数据截至"]
    assert [word for word in [*words, *GROUND_WORDS.values()] if word not in explained] == []


def test_chapters_that_are_referred_to_are_there() -> None:
    chapters = dict(
        re.findall(r"^## ([一二三四五六七八九十])、(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    )
    assert list(chapters) == list("一二三四五六七八九十")
    for chapter, bold in re.findall(r"第([一二三四五六七八九十])章“([^”]+)”", GUIDE):
        assert f"**{bold}" in chapters[chapter], f"第{chapter}章“{bold}”"


def test_every_state_that_the_pages_show_is_explained() -> None:
    explained = {state for row in table_rows(GUIDE, "状态") for state in re.split("、", row[0])}
    named = set(OUTCOME_WORDS.values())
    for file in (CHECKOUT / "flows").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for state in re.findall(r'(?:Completed|Cancelled|Failed|Crashed)\(\s*name="(\w+)"', text):
            named.add(state)
    assert {"让路", "被占用", "已停止", "中断", "已错过", "已抓取过"} <= named
    assert named - explained == set()


def test_deployments_are_named_as_on_the_pages() -> None:
    text = (CHECKOUT / "flows" / "deployments.py").read_text(encoding="utf-8")
    names = re.findall(r'Deployment\(\s*"(\w+)"', text)
    assert len(names) == 10
    assert [name for name in names if f"**{name}**" not in GUIDE] == []


def test_subjects_of_messages_are_explained() -> None:
    from warehouse.messages import compose

    written = Path(compose.__file__).read_text(encoding="utf-8")
    rows = [row[0] for row in table_rows(GUIDE, "标题里写着")]
    for subject in rows[:-1]:
        for words in re.split(r"N |,仍有 ", subject):
            assert words in written, subject
    assert rows[-1] == "测试消息"


def test_every_table_and_file_of_a_home_is_explained() -> None:
    from warehouse.home import Home

    home = Home(Path("home"))
    named = " ".join(row[0] for row in table_rows(GUIDE, "文件"))
    folders = (home.archive, home.reports, home.declared, home.overrides, home.sealed, home.work)
    for place in (home.published, home.published_sha256, *folders):
        assert f"`{place.name}" in named, place.name
