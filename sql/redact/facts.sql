-- name: no_named_units
-- Purpose: so that there is a table to ask where no title has named a unit. Grain: as in publish/named_units.
-- Inputs:  none.
-- Tables:  makes named_units (temporary).

CREATE OR REPLACE TEMP TABLE named_units (
    item_id VARCHAR, portal_id VARCHAR, source VARCHAR, printed VARCHAR, name VARCHAR
);


-- name: keep_titles
-- Purpose: what the titles that are to go have decided, from a publication just built: they stay so. What was kept
--          of an item before stays. Grain: item. Inputs: $items (ids), published.items, redacted_titles (added to).
-- Tables:  needs named_units (temporary).

INSERT INTO redacted_titles BY NAME
SELECT
    items.portal_id,
    items.item_id,
    sha256(nullif(folded(items.title), '')) AS title_sha256,
    coalesce(regexp_matches(items.title, '解读|图解|一图'), FALSE) AS explains,
    named.source AS unit_source,
    named.printed AS unit_printed,
    named.name AS unit_name
FROM published.main.items AS items
ANTI JOIN redacted_titles AS kept ON items.item_id = kept.item_id
LEFT JOIN named_units AS named ON items.item_id = named.item_id
WHERE list_contains($items::VARCHAR [], items.item_id);


-- name: keep_classes
-- Purpose: the categories that the rules have given to items whose titles are to go. Grain: item × "auto" section.
-- Inputs:  $items (ids), redacted_categories (added to).
-- Tables:  needs open_rows (temporary).

INSERT INTO redacted_categories BY NAME
SELECT open_rows.portal_id, open_rows.item_id, open_rows.section_id, open_rows.category, open_rows.rule
FROM open_rows
ANTI JOIN redacted_categories AS kept
    ON open_rows.item_id = kept.item_id AND open_rows.section_id = kept.section_id
WHERE list_contains($items::VARCHAR [], open_rows.item_id);
