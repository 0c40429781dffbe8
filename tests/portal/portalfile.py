"""Writes the county's portal file, as a clerk would."""

from __future__ import annotations

import json

from tests.portal import naming
from tests.portal.addresses import list_url
from tests.portal.model import Section, World


def _quoted(value: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def portal_toml(world: World) -> str:
    """The portal file of `world`: all sections and units, manners for loopback."""
    hosts = ", ".join(_quoted(host) for host in world.hosts)
    parts = [
        "# 样例门户，由程序生成。\n[portal]\n"
        f'id = "yunze"\nname = {_quoted(naming.DEFAULT_UNIT)}\nhome = "http://{world.hosts[0]}/"\n'
        f"hosts = [{hosts}]\ndefault_unit = {_quoted(naming.DEFAULT_UNIT)}\n"
        'home_links = "off"\n',  # its own tests have it on
        "[manners]\nrequests_per_second = 2000\nconnections = 4\nrobots = true\n"
        'user_agent_contact = "mailto:webmaster@yunze.example"\n',
    ]
    for unit in world.units:
        aliases = ", ".join(_quoted(alias) for alias in unit.aliases)
        parts.append(f"[[unit]]\nname = {_quoted(unit.name)}\naliases = [{aliases}]\n")
    parts += [_section(section) for section in world.sections.values()]
    return "\n".join(parts)


def _section(section: Section) -> str:
    lines = [
        "[[section]]", f"id = {_quoted(section.id)}", f"name = {_quoted(section.name)}",
        f"url = {_quoted(list_url(section))}", f"category = {_quoted(section.category)}",
    ]  # fmt: skip
    if section.unit:
        lines.append(f"unit = {_quoted(section.unit)}")
    if not section.details:
        lines.append("details = false")
    lines.append(f"cadence_days = {section.cadence_days}")
    return "\n".join(lines) + "\n"
