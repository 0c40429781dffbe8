"""Where the saved material lies beside the checkout, and a marker for tests that need it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the saved portals are not beside the checkout")
