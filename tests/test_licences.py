"""LICENCES.md is what the lock and the installed packages say, and holds nothing that a county cannot use."""

from __future__ import annotations

import re
from email.message import Message

import pytest

from tests.licences import FILE, UNKNOWN, address, licence, locked, text, written


def stated(**fields: str | list[str]) -> Message:
    """Metadata as a package has it; a list is a field that repeats."""
    made = Message()
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            made[name.replace("_", "-")] = one
    return made


def test_the_file_is_what_the_lock_and_the_packages_say() -> None:
    """`make licences` brings it up to date."""
    assert [(one.name, one.version) for one in written()] == locked()
    assert FILE.read_text("utf-8") == text()


def test_none_is_under_a_licence_that_reaches_users_over_the_network() -> None:
    bound = re.compile("AGPL|Affero|SSPL", re.IGNORECASE)
    assert [one for one in written() if bound.search(one.licence)] == []


def test_no_address_is_that_of_a_package_index() -> None:
    """An index shows a package at /project/NAME/ and hands it out at /simple/NAME/ or /packages/…"""
    index = re.compile(r"//[^/]+/(project|simple|packages)/")
    assert [one for one in written() if index.search(one.address)] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"License_Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "Apache 2.0", "Classifier": ["License :: OSI Approved :: MIT License"]}, "Apache 2.0"),
        (
            {"License": "MIT License\n\nCopyright", "Classifier": ["License :: OSI Approved :: MIT License"]},
            "MIT License",
        ),
        (
            {
                "License": "Dual License",
                "Classifier": ["License :: OSI Approved :: A", "License :: B", "Topic :: C"],
            },
            "A / B",
        ),
        ({"Classifier": ["License :: OSI Approved"]}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_the_licence_is_the_most_exact_word_that_there_is(fields: dict[str, str], said: str) -> None:
    assert licence(stated(**fields)) == said


def test_the_address_is_that_of_the_source_before_that_of_the_pages() -> None:
    urls = ["Homepage, https://a.example", "Source, https://b.example"]
    assert address(stated(Project_URL=urls)) == "https://b.example"
    assert address(stated(Home_page="https://c.example")) == "https://c.example"
    assert address(stated()) == ""
