-- name: believed
-- Purpose: up to when what is dated is believed. Clocks jump: what is dated after now was written under a clock that
--          was wrong, and must neither look fresh nor be the last for years; but where most runs are dated after now,
--          it is the present clock that is wrong. Grain: one row. Inputs: runs (of a ledger or a published file), $now.

SELECT
    CASE
        WHEN count(*) FILTER (WHERE started_at > $now::TIMESTAMPTZ + INTERVAL 1 HOUR) * 2 > count(*)
            THEN TIMESTAMPTZ '9999-01-01 00:00:00+00'
        ELSE $now::TIMESTAMPTZ + INTERVAL 1 HOUR
    END AS until
FROM runs;


-- name: present
-- Purpose: the same instant, for the statements of a publication. Grain: one row. Inputs: $until.
-- Tables:  makes present_instant (temporary).

CREATE OR REPLACE TEMP TABLE present_instant AS
SELECT $until::TIMESTAMPTZ AS believed_until;


-- name: items_seen
-- Purpose: what was seen under a clock that was ahead was seen by now at the latest: otherwise no later reading would
--          change it until that day. Grain: item. Inputs: items (changed), $until, $now (the run's beginning).

UPDATE items
SET
    last_seen_at = least(last_seen_at, $now::TIMESTAMPTZ - INTERVAL 1 SECOND),
    checked_at = least(checked_at, $now::TIMESTAMPTZ - INTERVAL 1 SECOND)
WHERE last_seen_at > $until::TIMESTAMPTZ OR checked_at > $until::TIMESTAMPTZ;


-- name: rows_seen
-- Purpose: the same of list rows. Grain: item × section. Inputs: item_sections (changed), $until, $now.

UPDATE item_sections
SET last_seen_at = $now::TIMESTAMPTZ - INTERVAL 1 SECOND
WHERE last_seen_at > $until::TIMESTAMPTZ;
