-- name: begin
-- Purpose: says that items are about to be taken out: from here on it is carried through, whatever is killed.
-- Grain:   item. Inputs: items; $items, $redacted_at, $who, $why, $wanted (what is to go, JSON).

INSERT INTO redactions BY NAME
SELECT
    portal_id,
    item_id,
    'item' AS what,
    $redacted_at::TIMESTAMPTZ AS redacted_at,
    $who AS who,
    $why AS why,
    'begun' AS state,
    $wanted AS wanted
FROM items
WHERE list_contains($items::VARCHAR [], item_id)
ORDER BY item_id;


-- name: add_titles
-- Purpose: says that the items' titles go too. Grain: item. Inputs: redactions (added to), redacted_titles.

INSERT INTO redactions BY NAME
SELECT begun.* REPLACE ('title' AS what, told.title_sha256 AS sha256, NULL AS wanted)
FROM redactions AS begun
INNER JOIN redacted_titles AS told ON begun.item_id = told.item_id
WHERE
    begun.what = 'item'
    AND begun.state = 'begun'
    AND begun.item_id NOT IN (SELECT item_id FROM redactions WHERE what = 'title');


-- name: begun
-- Purpose: what was begun and is not done. Grain: item. Inputs: redactions.

SELECT portal_id, item_id, redacted_at, who, why, wanted
FROM redactions
WHERE what = 'item' AND state = 'begun'
ORDER BY redacted_at, item_id;


-- name: add_records
-- Purpose: what goes of a file. Grain: record of the archive. Inputs: values; lists of equal length.

INSERT INTO redactions BY NAME
SELECT
    $portal_id AS portal_id,
    unnest($items::VARCHAR []) AS item_id,
    unnest($whats::VARCHAR []) AS what,
    $redacted_at::TIMESTAMPTZ AS redacted_at,
    $who AS who,
    $why AS why,
    $archive_file AS archive_file,
    unnest($offsets::BIGINT []) AS archive_offset,
    unnest($sums::VARCHAR []) AS sha256,
    'begun' AS state;


-- name: add_change
-- Purpose: what the file is about to become. Grain: one rewriting. Inputs: values.

INSERT INTO archive_changes BY NAME
SELECT
    $archive_file AS archive_file,
    $sha256_before AS sha256_before,
    $sha256_after AS sha256_after,
    $changed_at::TIMESTAMPTZ AS changed_at,
    'redacted' AS kind,
    $reason AS reason;


-- name: changes_begun
-- Purpose: the rewritings of a redaction, the newest first. Grain: rewriting. Inputs: archive_changes; $changed_at.

SELECT archive_file, sha256_before, sha256_after
FROM archive_changes
WHERE kind = 'redacted' AND changed_at = $changed_at::TIMESTAMPTZ
ORDER BY archive_file;


-- name: take_back_change
-- Purpose: a rewriting that was announced and did not come to pass is as if it had not been.
-- Grain:   one rewriting. Inputs: archive_changes (changed); values.

DELETE FROM archive_changes
WHERE archive_file = $archive_file AND kind = 'redacted' AND changed_at = $changed_at::TIMESTAMPTZ;


-- name: take_back_records
-- Purpose: the same of what would have gone by it. Grain: record. Inputs: redactions (changed); values.

DELETE FROM redactions
WHERE archive_file = $archive_file AND redacted_at = $changed_at::TIMESTAMPTZ AND state = 'begun';


-- name: done
-- Purpose: all of it is done; what was to go is not said any more. Grain: thing taken out.
-- Inputs:  rebuilt.redactions (changed): of the new ledger, before it takes the place of the old one.

UPDATE rebuilt.main.redactions SET state = 'done', wanted = NULL WHERE state = 'begun';


-- name: records_of
-- Purpose: everything that was taken out of some items, as published files say it. Grain: thing taken out.
-- Inputs:  redactions; $items.

SELECT portal_id, item_id, what, redacted_at, who, why, archive_file, archive_offset, sha256
FROM redactions
WHERE list_contains($items::VARCHAR [], item_id)
ORDER BY redacted_at, item_id, what, archive_file, archive_offset;


-- name: redacted_items
-- Purpose: the items of a portal that were taken out: not asked for again. Grain: item. Inputs: redactions; $portal_id.

SELECT DISTINCT item_id
FROM redactions
WHERE what = 'item' AND portal_id = $portal_id
ORDER BY item_id;


-- name: tally
-- Purpose: how much a redaction took out of each kind. Grain: kind. Inputs: redactions; $redacted_at.

SELECT what, count(*) AS rows
FROM redactions
WHERE redacted_at = $redacted_at::TIMESTAMPTZ
GROUP BY what
ORDER BY what;
