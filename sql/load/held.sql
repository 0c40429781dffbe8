-- name: find_held
-- Purpose: the items of which packages may change anything: those that they tell of, and of the sections that they have
--          read whole those of which something is open: not accepted as it stands, or not there any more, or withdrawn.
--          All else of the ledger stays as it is, so that the large tables are gone through once for all packages.
-- Grain:   item. has_versions: what was read of its page may matter. may_depart: it may not be there any more, or was
--          not. is_merely_new: nothing is told of it, and nothing is open but that it, or a version of it, is not
--          accepted yet. Inputs: stage_items, stage_packages, stage_rows, items, item_sections, item_versions,
--          withdrawals; $portal_id, $run_id.
-- Tables:  needs stage_items, stage_packages, stage_rows; makes held_ids (temporary).

CREATE OR REPLACE TEMP TABLE held_ids AS
WITH
whole AS (SELECT section_id, whole_list FROM stage_packages WHERE is_whole(outcome)),
listed AS (
    SELECT section_id, item_id, max(seen_at) AS seen_at
    FROM stage_rows
    INNER JOIN stage_packages USING (package)
    GROUP BY section_id, item_id
),
absent AS (
    SELECT item_id FROM items WHERE gone_since IS NOT NULL
    UNION ALL
    SELECT item_id FROM withdrawals WHERE portal_id = $portal_id
),
here AS (
    SELECT
        held.item_id,
        held.left_at IS NOT NULL
        OR held.item_id IN (SELECT item_id FROM absent)
        OR (
            whole.whole_list
            AND held.last_run_id <> $run_id
            AND (listed.item_id IS NULL OR listed.seen_at < held.last_seen_at)
        ) AS may_depart,
        held.accepted_at IS NULL
        OR held.item_id IN (SELECT item_id FROM item_versions WHERE accepted_at IS NULL) AS is_new,
        held.accepted_at IS NOT NULL
        AND (
            held.accepted_title IS DISTINCT FROM held.list_title
            OR (held.listed_on IS NOT NULL AND held.accepted_listed_on IS DISTINCT FROM held.listed_on)
            OR held.accepted_unit IS DISTINCT FROM held.unit
            OR held.accepted_index_number IS DISTINCT FROM held.index_number
            OR held.accepted_document_number IS DISTINCT FROM held.document_number
        ) AS is_edited
    FROM item_sections AS held
    INNER JOIN whole ON held.section_id = whole.section_id
    LEFT JOIN listed ON held.section_id = listed.section_id AND held.item_id = listed.item_id
    WHERE held.portal_id = $portal_id
),
told AS (
    SELECT item_id, is_absent AS has_versions, is_absent AS may_depart, FALSE AS is_merely_new
    FROM (SELECT item_id, item_id IN (SELECT item_id FROM absent) AS is_absent FROM stage_rows) AS rows_told
    UNION ALL
    SELECT item_id, outcome = 'ok' OR is_gone(outcome), is_gone(outcome), FALSE FROM stage_items
    UNION ALL
    SELECT item_id, TRUE, may_depart, NOT (may_depart OR is_edited)
    FROM here
    WHERE may_depart OR is_edited OR is_new
)
SELECT
    item_id,
    bool_or(has_versions) AS has_versions,
    bool_or(may_depart) AS may_depart,
    bool_and(is_merely_new) AS is_merely_new
FROM told
GROUP BY item_id;


-- name: kinds_held
-- Purpose: whether any of them may not be there any more, or was not; and whether any is merely new. Grain: one row.
-- Inputs:  held_ids.
-- Tables:  needs held_ids (temporary).

SELECT
    coalesce(bool_or(may_depart), FALSE) AS may_depart,
    coalesce(bool_or(is_merely_new), FALSE) AS any_merely_new
FROM held_ids;


-- name: set_apart
-- Purpose: items that are merely new are accepted where they stand: the first reading of a long list would be copied
--          whole, which takes more memory than all else that loading does.
-- Grain:   item. Inputs: held_ids.
-- Tables:  needs held_ids; makes new_ids (temporary).

CREATE OR REPLACE TEMP TABLE new_ids AS
SELECT item_id
FROM held_ids
WHERE is_merely_new;

DELETE FROM held_ids
WHERE is_merely_new;


-- name: hold_items
-- Purpose: what the ledger has of those items. Packages are brought into this copy, each as after the one before, and the
--          copy into the ledger at the end: so with list rows and versions. row_id: the row's place in the ledger; null:
--          it is new.
-- Grain:   item. Inputs: held_ids, items.
-- Tables:  needs held_ids; makes held_items (temporary).

CREATE OR REPLACE TEMP TABLE held_items AS
SELECT items.*, items.rowid AS row_id, FALSE AS is_changed
FROM items
SEMI JOIN held_ids USING (item_id);


-- name: hold_rows
-- Purpose: the list rows of those items, in whatever section. Grain: item × section. Inputs: held_ids, item_sections.
-- Tables:  needs held_ids; makes held_rows (temporary).

CREATE OR REPLACE TEMP TABLE held_rows AS
SELECT item_sections.*, item_sections.rowid AS row_id, FALSE AS is_changed
FROM item_sections
SEMI JOIN held_ids USING (item_id);


-- name: hold_versions
-- Purpose: the versions of those items; of one that is merely seen again its first, once accepted, is of no use.
-- Grain:   item × version. Inputs: held_ids, item_versions.
-- Tables:  needs held_ids; makes held_versions (temporary).

CREATE OR REPLACE TEMP TABLE held_versions AS
SELECT item_versions.*, item_versions.rowid AS row_id, FALSE AS is_changed
FROM item_versions
INNER JOIN held_ids USING (item_id)
WHERE held_ids.has_versions OR item_versions.version > 1 OR item_versions.accepted_at IS NULL;


-- name: kept_apart
-- Purpose: which packages are not taken in one step, for the later might not find the ledger as it would after the
--          earlier: it tells more of what that tells already (the page of an item, a row of a section), or of a page in a
--          section that that has proven; or that brings a person's layout, beside which nothing is learned; or it tells
--          more, of whatever kind, of an item that that may find withdrawn, moved or restored; or that may find such an
--          item, and any may have moved ($may_move), or has in this run: it is sought among all that there is.
-- Grain:   package that waits for `earlier`, the last such one before it. Inputs: stage_items, stage_layouts,
--          stage_packages, stage_rows, held_ids, held_rows, item_changes; $portal_id, $run_id, $may_move.
-- Tables:  needs held_ids, held_rows, stage_items, stage_layouts, stage_packages, stage_rows (temporary).

WITH
pages AS (SELECT DISTINCT package, item_id FROM stage_items),
listed AS (
    SELECT DISTINCT package, section_id, item_id
    FROM stage_rows
    INNER JOIN stage_packages USING (package)
),
places AS (
    SELECT section_id, item_id FROM held_rows
    UNION
    SELECT section_id, item_id FROM listed
),
told AS (
    SELECT package, lag(package) OVER (PARTITION BY item_id ORDER BY package) AS earlier FROM pages
    UNION ALL
    SELECT package, lag(package) OVER (PARTITION BY section_id, item_id ORDER BY package) FROM listed
),
standing AS (
    SELECT stage_packages.package, places.item_id
    FROM places
    INNER JOIN stage_packages ON places.section_id = stage_packages.section_id
    WHERE is_whole(stage_packages.outcome)
),
departing AS (
    SELECT package, item_id
    FROM standing
    WHERE item_id IN (SELECT item_id FROM held_ids WHERE may_depart)
),
met AS (
    SELECT package, item_id FROM pages
    UNION ALL
    SELECT package, item_id FROM listed
    UNION ALL
    SELECT stage_packages.package, places.item_id
    FROM places
    INNER JOIN stage_packages ON places.section_id = stage_packages.section_id
),
apart AS (
    SELECT package, earlier FROM told WHERE earlier IS NOT NULL
    UNION ALL
    SELECT pages.package, standing.package
    FROM pages
    INNER JOIN standing ON pages.item_id = standing.item_id AND pages.package > standing.package
    UNION ALL
    SELECT package + 1, package FROM stage_layouts WHERE learned_from = 'person'
    UNION ALL
    SELECT met.package, departing.package
    FROM met
    INNER JOIN departing ON met.item_id = departing.item_id AND met.package > departing.package
    UNION ALL
    SELECT package + 1, package
    FROM departing
    WHERE
        $may_move::BOOLEAN
        OR EXISTS (SELECT 1 FROM item_changes WHERE portal_id = $portal_id AND run_id = $run_id AND change = 'moved')
)
SELECT package, max(earlier) AS earlier
FROM apart
GROUP BY package
ORDER BY package;


-- name: let_go
-- Purpose: the copies are of no use any more. Grain: all rows. Inputs: none.

DROP TABLE IF EXISTS temp.held_ids;
DROP TABLE IF EXISTS temp.held_items;
DROP TABLE IF EXISTS temp.held_rows;
DROP TABLE IF EXISTS temp.held_versions;
DROP TABLE IF EXISTS temp.new_ids;


-- name: keep_items
-- Purpose: items that are new, or other than before, into the ledger.
-- Grain:   item. Inputs: held_items, items (changed).
-- Tables:  needs held_items (temporary).

MERGE INTO items
USING (SELECT * FROM held_items WHERE is_changed) AS held ON items.rowid = held.row_id
WHEN MATCHED THEN UPDATE SET
    last_seen_at = held.last_seen_at,
    checked_at = held.checked_at,
    page_outcome = held.page_outcome,
    gone_since = held.gone_since
WHEN NOT MATCHED THEN INSERT VALUES (
    held.item_id, held.portal_id, held.url, held.first_seen_at, held.last_seen_at, held.checked_at,
    held.page_outcome, held.gone_since
);


-- name: keep_rows
-- Purpose: list rows that are new, or other than before, into the ledger.
-- Grain:   item × section. Inputs: held_rows, item_sections (changed).
-- Tables:  needs held_rows (temporary).

MERGE INTO item_sections
USING (SELECT * FROM held_rows WHERE is_changed) AS held ON item_sections.rowid = held.row_id
WHEN MATCHED THEN UPDATE SET
    url = held.url,
    list_title = held.list_title,
    listed_on = held.listed_on,
    unit = held.unit,
    index_number = held.index_number,
    document_number = held.document_number,
    pinned = held.pinned,
    has_page = held.has_page,
    last_seen_at = held.last_seen_at,
    last_run_id = held.last_run_id,
    left_at = held.left_at,
    accepted_at = held.accepted_at,
    accepted_title = held.accepted_title,
    accepted_listed_on = held.accepted_listed_on,
    accepted_unit = held.accepted_unit,
    accepted_index_number = held.accepted_index_number,
    accepted_document_number = held.accepted_document_number
WHEN NOT MATCHED THEN INSERT VALUES (
    held.item_id, held.portal_id, held.section_id, held.url, held.list_title, held.listed_on, held.unit,
    held.index_number, held.document_number, held.pinned, held.has_page, held.first_seen_at, held.last_seen_at,
    held.first_run_id, held.last_run_id, held.left_at, held.accepted_at, held.accepted_title,
    held.accepted_listed_on, held.accepted_unit, held.accepted_index_number, held.accepted_document_number
);


-- name: keep_versions
-- Purpose: versions that are new, or other than before, into the ledger.
-- Grain:   item × version. Inputs: held_versions, item_versions (changed).
-- Tables:  needs held_versions (temporary).

MERGE INTO item_versions
USING (SELECT * FROM held_versions WHERE is_changed) AS held ON item_versions.rowid = held.row_id
WHEN MATCHED THEN UPDATE SET
    accepted_at = held.accepted_at,
    read_from = held.read_from,
    text_length = held.text_length,
    body_digest = held.body_digest
WHEN NOT MATCHED THEN INSERT VALUES (
    held.item_id, held.portal_id, held.version, held.seen_at, held.accepted_at, held.run_id, held.title,
    held.published_on, held.published_at, held.issued_on, held.unit, held.document_number, held.document_number_raw,
    held.index_number, held.page_column, held.content_sha256, held.archive_file, held.archive_offset, held.read_from,
    held.attachments, held.masked, held.text_length, held.body_digest, held.reader_version
);
