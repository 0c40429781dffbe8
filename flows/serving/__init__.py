"""`gongkai serve`: a process that looks after Prefect's server and runner, and after the night itself.

supervisor (no Prefect in it) ── server (`server.py`: API and pages)
                             ├── runner (`runner.py`: the deployments) ── a process per flow run
                             └── `gongkai nightly` or `backfill`, where Prefect has not begun what is due

Each child ends by itself when its parent is gone (`lifeline.py`), and is begun again when it has ended.
"""
