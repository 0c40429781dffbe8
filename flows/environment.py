"""What Prefect must be told before it is imported: quiet, on loopback, its files inside the home."""

from __future__ import annotations

import os
from pathlib import Path

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
}
"""Telemetry off; only warnings on the terminal, where progress is shown."""


def prepare_prefect(work: Path) -> None:
    """Sets what is not set yet; must run before the first import of prefect. `work` is the private folder.

    Whoever has a server of his own (PREFECT_API_URL) keeps it.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(work / "prefect"))
    # Prefect makes only the last folder of the path, and asks in vain for minutes when it cannot.
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    own = {part.strip() for part in os.environ.get("no_proxy", "").split(",") if part.strip()}
    os.environ["no_proxy"] = ",".join(sorted(own | {"127.0.0.1", "localhost"}))
