"""The sample county portal: a made-up county served over real HTTP, its truth known to the last item.

`with running_portal(edition="small") as portal:` serves it inside a test; `python -m tests.portal` serves it
beside one. The county is data first (`model`, `editions`); pages are rendered from it, never the reverse.
"""

from tests.portal.server import Portal, running_portal

__all__ = ["Portal", "running_portal"]
