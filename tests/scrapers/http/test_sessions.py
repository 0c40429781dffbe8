"""TLS is always verified; a portal can bring its own authority, and old protocols, but never "verify off"."""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scrapers.http.client import HttpClient
from scrapers.http.manners import Manners
from scrapers.http.sessions import tls_context
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import PAGE, Asked, Server, answer

QUICK = Manners(requests_per_second=math.inf, robots=False, read_timeout=2.0, total_timeout=4.0)


def certificate(folder: Path, address: str) -> Path:
    """A PEM file with a new key and its self-signed certificate for an IP address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a county")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "both.pem"
    path.write_bytes(private + signed.public_bytes(pem))
    (folder / "authority.pem").write_bytes(signed.public_bytes(pem))
    return path


def test_an_unknown_authority_is_refused_once_and_said(tmp_path: Path) -> None:
    with (
        Server({"/page": answer()}, certificate(tmp_path, "127.0.0.1")) as server,
        HttpClient([server.host], QUICK, StillClock()) as client,
    ):
        got = client.ask(Request(server.url("/page")))
    assert (got.outcome, got.tries, got.body) == ("server_error", 1, b"")
    assert "TLS" in got.reason


@pytest.mark.parametrize(("address", "outcome"), [("127.0.0.1", "ok"), ("127.0.0.2", "server_error")])
def test_the_hosts_own_authority_is_trusted_for_its_own_name(
    tmp_path: Path, address: str, outcome: str
) -> None:
    with Server({"/page": answer()}, certificate(tmp_path, address)) as server:
        manners = replace(QUICK, ca_files={"127.0.0.1": tmp_path / "authority.pem"})
        with HttpClient([server.host], manners, StillClock()) as client:
            got = client.ask(Request(server.url("/page")))
    assert (got.outcome, got.body) == (outcome, PAGE if outcome == "ok" else b"")


def test_another_hosts_authority_is_not_trusted(tmp_path: Path) -> None:
    with Server({"/page": answer()}, certificate(tmp_path, "127.0.0.1")) as server:
        manners = replace(QUICK, ca_files={"www.example.gov.cn": tmp_path / "authority.pem"})
        with HttpClient([server.host], manners, StillClock()) as client:
            assert client.ask(Request(server.url("/page"))).outcome == "server_error"


def test_a_drip_over_tls_ends_at_the_total_time(tmp_path: Path) -> None:
    def drip(asked: Asked) -> Iterator[bytes]:
        for byte in answer():
            time.sleep(0.05)
            yield bytes([byte])

    with Server({"/page": drip}, certificate(tmp_path, "127.0.0.1")) as server:
        ca_files = {"127.0.0.1": tmp_path / "authority.pem"}
        with HttpClient(
            [server.host], replace(QUICK, total_timeout=0.6, tries=1, ca_files=ca_files)
        ) as client:
            begun = time.monotonic()
            assert client.ask(Request(server.url("/page"))).outcome == "timeout"
            assert time.monotonic() - begun < 2


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1")
def test_old_protocols_only_where_the_portal_file_says_so_and_verified_all_the_same() -> None:
    manners = Manners(legacy_tls=frozenset({"old.example.gov.cn"}))
    old, usual = tls_context("old.example.gov.cn", manners), tls_context("www.example.gov.cn", manners)
    assert old.minimum_version == ssl.TLSVersion.TLSv1
    assert usual.minimum_version >= ssl.TLSVersion.TLSv1_2
    for context in (old, usual):
        assert context.verify_mode == ssl.CERT_REQUIRED
        assert context.check_hostname
