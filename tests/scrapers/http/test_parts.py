"""The small rules: which addresses are public, what Retry-After says, what manners make sense."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from scrapers.http.allowlist import Allowlist, RefusedAddress, is_public, plain_host
from scrapers.http.content import binary, not_text
from scrapers.http.manners import Manners
from scrapers.http.pace import backoff, retry_after

NOW = datetime(2018, 1, 10, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("61.163.96.1", True),
        ("240e:0:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:61.163.96.1", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    ("hosts", "named", "host", "address", "allowed"),
    [
        (["www.x.gov.cn"], [], "www.x.gov.cn", "61.163.96.1", True),
        (["www.x.gov.cn"], [], "www.x.gov.cn", "10.0.0.8", False),
        (["www.x.gov.cn"], ["10.0.0.0/8"], "www.x.gov.cn", "10.0.0.8", True),
        (["www.x.gov.cn", "10.0.0.8"], [], "www.x.gov.cn", "10.0.0.8", True),
        (["127.0.0.1:8080"], [], "127.0.0.1", "127.0.0.1", True),
        (["127.0.0.1:8080"], [], "127.0.0.1", "127.0.0.2", False),
        (["[::1]:8080"], [], "::1", "::1", True),
        (["localhost:8080"], [], "localhost", "127.0.0.1", True),
        (["localhost:8080"], [], "localhost", "10.0.0.8", False),
        (["www.x.gov.cn"], [], "www.x.gov.cn", "fe80::1%eth0", False),
    ],
)
def test_private_addresses_only_when_named(
    hosts: list[str], named: list[str], host: str, address: str, allowed: bool
) -> None:
    allowlist = Allowlist(hosts, named)
    if allowed:
        allowlist.check(host, address)
    else:
        with pytest.raises(RefusedAddress, match="hosts"):
            allowlist.check(host, address)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("WWW.X.gov.cn", "www.x.gov.cn"),
        ("www.x.gov.cn.", "www.x.gov.cn"),
        ("www.x.gov.cn:80", "www.x.gov.cn"),
        ("www.x.gov.cn:443", "www.x.gov.cn"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
    ],
)
def test_hosts_have_one_spelling(written: str, plain: str) -> None:
    assert plain_host(written) == plain


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 10 Jan 2018 18:01:00 GMT", 60.0),
        ("Wed, 10 Jan 2018 17:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("１２", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_backoff_never_exceeds_its_cap() -> None:
    manners = Manners(backoff=1.0, backoff_cap=10.0)
    waits = [backoff(tried, manners, random.Random(tried)) for tried in range(1, 30)]
    assert max(waits) <= 10.0
    assert min(waits[10:]) >= 5.0


@pytest.mark.parametrize(
    "senseless",
    [{"requests_per_second": 0}, {"requests_per_second": -1}, {"connections": 0}, {"total_timeout": 0}],
)
def test_manners_with_which_a_run_could_only_hang_are_refused(senseless: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(senseless))):
        Manners(**senseless)  # type: ignore[arg-type]


def test_a_chinese_contact_is_written_in_ascii() -> None:
    agent = Manners(user_agent_contact="电话 0479-1").user_agent
    assert agent.isascii()
    assert agent.endswith("%E7%94%B5%E8%AF%9D 0479-1)")
    assert "(+" not in Manners().user_agent


@pytest.mark.parametrize(
    ("content_type", "ruled_out"),
    [
        (None, False),
        ("", False),
        ("text/html; charset=gb2312", False),
        ("Application/JSON", False),
        ("application/atom+xml", False),
        ("application/octet-stream", False),
        ("html", False),
        ("application/pdf", True),
        ("image/png", True),
        ("video/mp4", True),
        ("application/msword", True),
    ],
)
def test_types_that_rule_a_page_out(content_type: str | None, ruled_out: bool) -> None:
    assert bool(not_text(content_type)) is ruled_out


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>", ""),
        ("政府".encode("gb18030"), ""),
        (b"<html>one\x00NUL" + b"x" * 99, ""),
        ("<html>政府".encode("utf-16"), ""),
        (b"%PDF-1.5", "PDF"),
        (b"PK\x03\x04", "ZIP/DOCX/XLSX"),
        (b"\x00\x01\x00\x02\x00\x03\x00\x04", "binary"),
    ],
)
def test_first_bytes(body: bytes, kind: str) -> None:
    assert binary(body) == kind
