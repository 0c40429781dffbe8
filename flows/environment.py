"""What Prefect must be told before it is imported: quiet, on loopback, its files inside the home; and whether
a server of it can be reached."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from warehouse.home import Home
from warehouse.settings import API_AUTH, SettingsError, load_settings

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "PREFECT_LOGGING_COLORS": "false",
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_CLIENT_MAX_RETRIES": "3",
}
"""Telemetry off, plain logs; a server that does not answer is soon given up."""

BOUNDED = {"PREFECT_API_REQUEST_TIMEOUT": "8", "PREFECT_CLIENT_MAX_RETRIES": "1"}
"""For a command at which somebody waits: a question to a server that takes it up and never answers ends in
twenty seconds (Prefect's own: four minutes), and only a few are asked (`steps.SILENT`)."""

CLIENT_AUTH = "PREFECT_API_AUTH_STRING"
"""Variable with which Prefect's client answers a server's password."""

CONNECT = 3.0
"""Seconds within which a server must take up a connection."""


def address_file(home: Home) -> Path:
    """Where `gongkai serve` says under which address its server answers."""
    return home.work / "serve" / "address.json"


def prepare_prefect(home: Home, api_url: str) -> None:
    """Sets what is not set yet, with the password of the server where the home's secrets have one; must run
    before the first import of prefect in this process."""
    for name, value in {**environment(home, api_url), **BOUNDED, **_password(home)}.items():
        os.environ.setdefault(name, value)
    # Prefect makes only the last folder of the path, and asks in vain for minutes when it cannot.
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    os.environ["no_proxy"] = without_proxy(os.environ)


def environment(home: Home, api_url: str) -> dict[str, str]:
    """The variables of a process that reports to the server at that address, and works for that home."""
    return {
        **QUIET,
        "PREFECT_HOME": str((home.work / "prefect").absolute()),
        "PREFECT_API_URL": api_url,
        "GONGKAI_HOME": str(home.root.absolute()),
    }


def _password(home: Home) -> dict[str, str]:
    """What this home's server is asked with; nothing where there is no password, or settings that cannot be
    read: the run itself says so."""
    try:
        secret = load_settings(home.root).secrets.get(API_AUTH)
    except SettingsError:
        return {}
    return {CLIENT_AUTH: secret.get_secret_value()} if secret else {}


def without_proxy(environ: Mapping[str, str]) -> str:
    """`no_proxy` with this machine in it: the server is never asked through the proxy of the portals."""
    named = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    own = {part.strip() for part in named.split(",") if part.strip()}
    return "*" if "*" in own else ",".join(sorted(own | {"127.0.0.1", "::1", "localhost"}))


def home_name(root: Path) -> str:
    """A name that tells this home from the others of the machine, and of a server that several share."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", root.absolute().name).strip("-").lower() or "home"
    return f"gongkai-{words}-{hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:6]}"


def flow_home() -> Path:
    """The home that the flows of this process are about; it is no parameter that a form could change."""
    return Path(os.environ.get("GONGKAI_HOME", "warehouse/data"))


def reachable_server(home: Home) -> str | None:
    """Address of the API of the Prefect server named by PREFECT_API_URL, else of the one that this home
    serves; None where there is none or it takes up no connection."""
    address = os.environ.get("PREFECT_API_URL") or _served(home)
    return address if address and answers(address) else None


def answers(address: str) -> bool:
    """Whether somebody takes up a connection at that address."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), CONNECT):
            return True
    except (OSError, ValueError):
        return False


def _served(home: Home) -> str | None:
    try:
        told = json.loads(address_file(home).read_text(encoding="utf-8"))
        return str(told["api"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
