-- name: archive_sums
-- Purpose: the sums with which the files of the archive came. Grain: file. Inputs: archive_files.

SELECT archive_file, sha256
FROM archive_files;


-- name: has_changes
-- Purpose: whether this ledger knows of changed files of the archive; one from before version 7 does not.
-- Grain:   one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND table_name = 'archive_changes';


-- name: changes
-- Purpose: what was changed in files of the archive, in the order of time. Grain: change. Inputs: archive_changes.

SELECT archive_file, sha256_before, sha256_after
FROM archive_changes
ORDER BY changed_at, archive_file;


-- name: has_redactions
-- Purpose: whether this ledger can know of things taken out; one from before version 7 cannot.
-- Grain:   one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND table_name = 'redactions';


-- name: redactions
-- Purpose: every redaction, as a command would ask for it: no word of what went is among it.
-- Grain:   redaction, portal, whether titles went. Inputs: redactions.

WITH titled AS (
    SELECT
        item_id,
        min(redacted_at) AS titled_at
    FROM redactions
    WHERE what = 'title'
    GROUP BY item_id
)

SELECT
    asked.portal_id,
    asked.redacted_at AS "at",
    asked.who,
    asked.why,
    coalesce(titled.titled_at <= asked.redacted_at, FALSE) AS with_titles,
    list(DISTINCT asked.item_id ORDER BY asked.item_id) AS items
FROM redactions AS asked
LEFT JOIN titled ON asked.item_id = titled.item_id
WHERE asked.what = 'item'
GROUP BY ALL
ORDER BY asked.redacted_at, asked.portal_id, with_titles;


-- name: items_known
-- Purpose: which of some items a ledger has. Grain: item. Inputs: items; $items.

SELECT DISTINCT item_id
FROM items
WHERE list_contains($items::VARCHAR [], item_id);


-- name: items_taken_out
-- Purpose: which of some items were taken out then, or later. Grain: item. Inputs: redactions; $items, $at.

SELECT DISTINCT item_id
FROM redactions
WHERE what = 'item' AND list_contains($items::VARCHAR [], item_id) AND redacted_at >= $at::TIMESTAMPTZ;
