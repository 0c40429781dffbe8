"""The process of Prefect's server: API and pages, on the address that the environment names."""

from __future__ import annotations

import os

from flows.serving.lifeline import follow_parent


def main() -> None:
    """Serves until it is told to end, or its parent is gone. Exit code 3 (uvicorn's): not begun."""
    follow_parent()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(
        create_app(final=True),
        host=os.environ["PREFECT_SERVER_API_HOST"],
        port=int(os.environ["PREFECT_SERVER_API_PORT"]),
        timeout_keep_alive=5,
        log_level="error",
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
