-- Purpose: every question asked, and where the answer's bytes stand. Grain: question. Inputs: fetches.

INSERT INTO published.main.fetches BY NAME
SELECT run_id, url, asked_at, status, outcome, bytes, archive_file, archive_offset
FROM fetches;
