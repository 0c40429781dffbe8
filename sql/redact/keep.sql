-- name: keep_rows
-- Purpose: list rows of items whose title was taken out do not bring it back, whoever has read them since.
-- Grain:   staged row. Inputs: redacted_titles; $marker (what stands for a title).
-- Tables:  needs stage_rows (temporary).

UPDATE stage_rows
SET title = $marker
WHERE title IS NOT NULL AND item_id IN (SELECT item_id FROM redacted_titles);


-- name: keep_addresses
-- Purpose: nor an address that stands masked since its item was taken out. Grain: staged row.
-- Inputs:  redactions, items.
-- Tables:  needs stage_rows (temporary).

UPDATE stage_rows
SET url = items.url
FROM items
WHERE
    stage_rows.item_id = items.item_id
    AND contains(items.url, '****')
    AND items.item_id IN (SELECT item_id FROM redactions WHERE what = 'item');


-- name: keep_pages
-- Purpose: neither do their pages. Grain: staged page. Inputs: redacted_titles; $marker.
-- Tables:  needs stage_items (temporary).

UPDATE stage_items
SET title = $marker
WHERE title IS NOT NULL AND item_id IN (SELECT item_id FROM redacted_titles);


-- name: keep_files
-- Purpose: nor do pages of any item that was taken out bring back what they link to. Grain: staged page.
-- Inputs:  redactions.
-- Tables:  needs stage_items (temporary).

UPDATE stage_items
SET attachments = [], masked = [], observed = []
WHERE item_id IN (SELECT item_id FROM redactions WHERE what = 'item');


-- name: keep_observations
-- Purpose: nor does a list's row of it, or a link to it. Grain: staged observation. Inputs: redactions.
-- Tables:  needs stage_observations (temporary).

DELETE FROM stage_observations
WHERE item_id IN (SELECT item_id FROM redactions WHERE what = 'item');


-- name: title_keys
-- Purpose: by what titles are compared where some were taken out: of these, and of items of the same title, the sum of
--          the folded title; whether it is an explanation's (解读). Of all others there is no row.
-- Grain:   item. Inputs: redacted_titles, published.items. Where nothing was taken out nothing is summed.
-- Tables:  makes title_keys (temporary).

CREATE OR REPLACE TEMP TABLE title_keys AS
SELECT item_id, title_sha256 AS title, explains
FROM redacted_titles
UNION ALL
SELECT items.item_id, sha256(folded(items.title)), coalesce(regexp_matches(items.title, '解读|图解|一图'), FALSE)
FROM published.main.items AS items
ANTI JOIN redacted_titles ON items.item_id = redacted_titles.item_id
WHERE
    (SELECT count(*) FROM redacted_titles) > 0
    AND sha256(folded(items.title)) IN (SELECT title_sha256 FROM redacted_titles);


-- name: keep_categories
-- Purpose: what the rules had said of a title that was taken out stays so. Grain: item × section.
-- Inputs:  redacted_categories, published.rules; $rule (named where the rule of the time is not in force any more).
-- Tables:  needs open_rows (temporary).

UPDATE open_rows
SET
    category = kept.category,
    rule = CASE WHEN kept.rule IN (SELECT rule FROM published.main.rules) THEN kept.rule ELSE $rule END
FROM redacted_categories AS kept
WHERE
    open_rows.portal_id = kept.portal_id
    AND open_rows.item_id = kept.item_id
    AND open_rows.section_id = kept.section_id;


-- name: keep_units
-- Purpose: the unit that a title had named stays so. Grain: item. Inputs: redacted_titles, published.items.
-- Tables:  needs named_units (temporary).

DELETE FROM named_units
WHERE item_id IN (SELECT item_id FROM redacted_titles);

INSERT INTO named_units BY NAME
SELECT kept.item_id, kept.portal_id, kept.unit_source AS source, kept.unit_printed AS printed, kept.unit_name AS name
FROM redacted_titles AS kept
INNER JOIN published.main.items AS items ON kept.item_id = items.item_id
WHERE
    kept.unit_printed IS NOT NULL
    AND items.unit_printed IS NULL
    AND coalesce(items.unit_from, '') NOT IN ('section', 'person');


-- name: publish_redactions
-- Purpose: what was taken out, when, by whom and why. Grain: thing taken out. Inputs: redactions.

INSERT INTO published.main.redactions BY NAME
SELECT portal_id, item_id, what, redacted_at, who, why, archive_file, archive_offset, sha256
FROM redactions
ORDER BY redacted_at, portal_id, item_id, what, archive_file, archive_offset;


-- name: publish_archive_changes
-- Purpose: which files of the archive were rewritten, and to what. Grain: rewriting. Inputs: archive_changes.

INSERT INTO published.main.archive_changes BY NAME
SELECT archive_file, sha256_before, sha256_after, changed_at, kind, reason
FROM archive_changes
ORDER BY changed_at, archive_file;
