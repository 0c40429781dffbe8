"""A server with a password answers nobody without it; our own processes have it, and it stands in no log."""

from __future__ import annotations

import base64
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.flows.serving.served import serving

PASSWORD = "clerk:Xq7-not-for-others"
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.mark.timeout(300)
def test_a_server_with_a_password_is_closed_to_others(tmp_path: Path) -> None:
    # Ready are the deployments: the runner got in.
    with serving(tmp_path / "home", "", PREFECT_SERVER_API_AUTH_STRING=PASSWORD) as served:
        asked = urllib.request.Request(f"http://127.0.0.1:{served.port}/api/admin/version")
        with pytest.raises(urllib.error.HTTPError) as refused:
            _DIRECT.open(asked, timeout=20)
        assert refused.value.code == 401
        asked.add_header("Authorization", "Basic " + base64.b64encode(PASSWORD.encode()).decode())
        with _DIRECT.open(asked, timeout=20) as answer:
            assert answer.status == 200
        assert "Xq7" not in served.log
        kept = [file for file in served.home.rglob("*") if file.is_file()]
        assert not [file for file in kept if b"Xq7" in file.read_bytes()]
