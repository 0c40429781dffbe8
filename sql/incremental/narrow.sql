-- name: attach_narrow
-- Purpose: a small ledger in memory, which holds the affected items, the changed runs, and what concerns every item.
-- Grain:   one database. Inputs: the ledger. Tables: needs affected, changed_runs (temporary).

ATTACH ':memory:' AS narrow;

CREATE SCHEMA narrow.gone;

CREATE SCHEMA narrow.made;

CREATE TABLE narrow.main.portals AS FROM portals;

CREATE TABLE narrow.main.portal_names AS FROM portal_names;

CREATE TABLE narrow.main.units AS FROM units;

CREATE TABLE narrow.main.unit_names AS FROM unit_names;

CREATE TABLE narrow.main.sections AS FROM sections;

CREATE TABLE narrow.main.redacted_titles AS FROM redacted_titles;

CREATE TABLE narrow.main.redacted_categories AS FROM redacted_categories;

CREATE TABLE narrow.main.items AS
SELECT * FROM items SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_sections AS
SELECT * FROM item_sections SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_versions AS
SELECT * FROM item_versions SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_changes AS
SELECT * FROM item_changes SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.withdrawals AS
SELECT * FROM withdrawals SEMI JOIN affected USING (item_id);

-- Of the home page, and of no item that is known, always.
CREATE TABLE narrow.main.observations AS
SELECT *
FROM observations
WHERE
    kind IN ('home', 'home_link')
    OR item_id IS NULL
    OR item_id IN (SELECT item_id FROM affected)
    OR item_id NOT IN (SELECT item_id FROM items);

CREATE TABLE narrow.main.fetches AS
SELECT * FROM fetches WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'fetches');

CREATE TABLE narrow.main.rejects AS
SELECT * FROM rejects WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'rejects');

CREATE TABLE narrow.main.section_runs AS
SELECT * FROM section_runs WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'section_runs');


-- name: detach_narrow
-- Purpose: lets go of it. Inputs: none. Grain: one database.

DETACH DATABASE IF EXISTS narrow;


-- name: use
-- Purpose: makes the small ledger current, or the ledger again: what a statement names without a catalog is there, and
--          what is not there cannot be read. Grain: one database. Inputs: $catalog (with its schema).

SET schema = $catalog;


-- name: catalog
-- Purpose: the name of the ledger's catalog. Grain: one row. Inputs: none.

SELECT current_database();


-- name: attach_small
-- Purpose: a published file in memory, for what the small ledger gives. Grain: one database. Inputs: none.

ATTACH ':memory:' AS published;


-- name: gone
-- Purpose: the rows of the affected items as the file that stands has them, which give way, and the place of each there.
-- Grain:   row of each table. Inputs: stood, narrow (attached). Tables: needs affected (temporary).

CREATE TABLE narrow.gone.items AS
SELECT *, rowid AS place FROM stood.main.items SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.item_sections AS
SELECT *, rowid AS place FROM stood.main.item_sections SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.item_versions AS
SELECT *, rowid AS place FROM stood.main.item_versions SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.item_changes AS
SELECT *, rowid AS place FROM stood.main.item_changes SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.attachments AS
SELECT *, rowid AS place FROM stood.main.attachments SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.classifications AS
SELECT *, rowid AS place FROM stood.main.classifications SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.merges AS
SELECT *, rowid AS place FROM stood.main.merges SEMI JOIN affected ON merges.merged_item_id = affected.item_id;

CREATE TABLE narrow.gone.figure_items AS
SELECT *, rowid AS place FROM stood.main.figure_items SEMI JOIN affected USING (item_id) WHERE form <> 'self-check';

CREATE TABLE narrow.gone.exclusions AS
SELECT *, rowid AS place FROM stood.main.exclusions SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.gone.observations AS
SELECT *, rowid AS place
FROM stood.main.observations
WHERE
    kind IN ('home', 'home_link')
    OR item_id IS NULL
    OR item_id IN (SELECT item_id FROM affected);


-- name: incomplete
-- Purpose: a guard: tables of which the changed buckets hold other rows than were taken of them, now or as the file that
--          stands has them: a row of an item that no table of items knows, or a note that is not of that file.
-- Grain:   bad table. Inputs: narrow, known (attached), $buckets. Tables: needs changed_buckets, item_sums (temporary).

WITH
told AS (
    SELECT 'now' AS time, name, sum(rows) AS rows
    FROM item_sums
    SEMI JOIN changed_buckets USING (bucket)
    GROUP BY name
    UNION ALL
    SELECT 'before', name, sum(rows)
    FROM known.main.item_sums
    SEMI JOIN changed_buckets USING (bucket)
    WHERE name NOT IN ('withdrawals', 'observations')
    GROUP BY name
),
taken AS (
    SELECT 'now' AS time, 'items' AS name, item_id FROM narrow.main.items
    UNION ALL
    SELECT 'now', 'item_sections', item_id FROM narrow.main.item_sections
    UNION ALL
    SELECT 'now', 'item_versions', item_id FROM narrow.main.item_versions
    UNION ALL
    SELECT 'now', 'item_changes', item_id FROM narrow.main.item_changes
    UNION ALL
    SELECT 'now', 'withdrawals', item_id FROM narrow.main.withdrawals
    UNION ALL
    SELECT 'now', 'observations', item_id
    FROM narrow.main.observations
    WHERE kind NOT IN ('home', 'home_link') AND item_id IS NOT NULL
    UNION ALL
    SELECT 'before', 'items', item_id FROM narrow.gone.items
    UNION ALL
    SELECT 'before', 'item_sections', item_id FROM narrow.gone.item_sections
    UNION ALL
    SELECT 'before', 'item_versions', item_id FROM narrow.gone.item_versions
    UNION ALL
    SELECT 'before', 'item_changes', item_id FROM narrow.gone.item_changes
),
held AS (
    SELECT time, name, count(*) AS rows
    FROM taken
    WHERE (hash(item_id) % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
    GROUP BY time, name
)
SELECT coalesce(told.name, held.name) || ' ' || coalesce(told.time, held.time) AS name
FROM told
FULL JOIN held ON told.name = held.name AND told.time = held.time
WHERE coalesce(told.rows, 0) <> coalesce(held.rows, 0)
ORDER BY name;


-- name: stood_small
-- Purpose: those rows as a published file of the affected items alone, to count by the same statement what they counted.
-- Grain:   row of three tables. Inputs: narrow (attached), published (in memory).

INSERT INTO published.main.items
SELECT * EXCLUDE (place) FROM narrow.gone.items;

INSERT INTO published.main.classifications
SELECT * EXCLUDE (place) FROM narrow.gone.classifications;

INSERT INTO published.main.merges
SELECT * EXCLUDE (place) FROM narrow.gone.merges;


-- name: gone_counts
-- Purpose: what the affected items counted by unit, category and month. Grain: row of counts. Inputs: published (in memory).

CREATE TABLE narrow.gone.counts AS FROM published.main.counts;


-- name: cut_apart
-- Purpose: a guard: an item that was merged with one that is not affected. Grain: bad row. Inputs: narrow (attached).
-- Tables:  needs affected (temporary).

SELECT kept_item_id, merged_item_id
FROM narrow.gone.merges
WHERE kept_item_id NOT IN (SELECT item_id FROM affected)
UNION ALL
SELECT kept_item_id, merged_item_id
FROM stood.main.merges
WHERE
    kept_item_id IN (SELECT item_id FROM affected)
    AND merged_item_id NOT IN (SELECT item_id FROM affected);


-- name: telling
-- Purpose: addresses of what is new or gives way that may hold personal data: other rows of them are masked too.
-- Grain:   address. Inputs: narrow (attached), published (in memory).

SELECT url
FROM (
    SELECT url FROM published.main.items
    UNION
    SELECT url FROM published.main.observations
    UNION
    SELECT url FROM published.main.fetches
    UNION
    SELECT url FROM narrow.gone.items
    UNION
    SELECT url FROM narrow.gone.observations
)
WHERE
    contains(url, '****')
    OR may_tell_of_people(url);


-- name: made
-- Purpose: what the small ledger gave, kept while the file takes its place. Grain: row of each table.
-- Inputs:  narrow (attached), published (in memory).

CREATE TABLE narrow.made.items AS FROM published.main.items;

CREATE TABLE narrow.made.item_sections AS FROM published.main.item_sections;

CREATE TABLE narrow.made.item_versions AS FROM published.main.item_versions;

CREATE TABLE narrow.made.item_changes AS FROM published.main.item_changes;

CREATE TABLE narrow.made.attachments AS FROM published.main.attachments;

CREATE TABLE narrow.made.classifications AS FROM published.main.classifications;

CREATE TABLE narrow.made.merges AS FROM published.main.merges;

CREATE TABLE narrow.made.figure_items AS FROM published.main.figure_items;

CREATE TABLE narrow.made.exclusions AS FROM published.main.exclusions;

CREATE TABLE narrow.made.observations AS FROM published.main.observations;

CREATE TABLE narrow.made.counts AS FROM published.main.counts;

CREATE TABLE narrow.made.section_runs AS FROM published.main.section_runs;

CREATE TABLE narrow.made.fetches AS FROM published.main.fetches;

CREATE TABLE narrow.made.rejects AS FROM published.main.rejects;


-- name: still_told
-- Purpose: what was told of items that are not affected stands: at which of them checks look further, and of which no page
--          is published. Grain: row of each table. Inputs: known (attached), affected.
-- Tables:  needs affected, unread_items, watched (temporary).

INSERT INTO watched BY NAME
FROM known.main.watched ANTI JOIN affected USING (item_id);

INSERT INTO unread_items BY NAME
FROM known.main.unread_items ANTI JOIN affected USING (item_id);


-- name: touched_sections
-- Purpose: the sections in which affected items stand or stood. Grain: section. Inputs: narrow (attached), section_state.
-- Tables:  needs placed, section_state; makes touched_sections (temporary).

CREATE OR REPLACE TEMP TABLE touched_sections AS
SELECT portal_id, section_id FROM placed
UNION
SELECT state.portal_id, state.section_id
FROM narrow.gone.item_sections AS gone
INNER JOIN section_state AS state ON gone.portal_id = state.portal_id AND gone.section_id = state.published_id;


-- name: reckoned_sections
-- Purpose: the sections whose rows are summed up anew: those; all of a portal where another year is the present one.
-- Grain:   section. Inputs: known (attached), section_state, check_days.
-- Tables:  needs check_days, section_state, touched_sections; makes reckoned_sections (temporary).

CREATE OR REPLACE TEMP TABLE reckoned_sections AS
SELECT portal_id, section_id FROM touched_sections
UNION
SELECT portal_id, section_id
FROM section_state
WHERE portal_id IN (
    SELECT noted.portal_id
    FROM known.main.check_rows AS noted
    LEFT JOIN check_days AS days ON noted.portal_id = days.portal_id AND days.is_present
    WHERE noted.split_year IS DISTINCT FROM days.year
);


-- name: known_rows
-- Purpose: of all other sections their rows as at the last publication. Grain: as check_rows. Inputs: known (attached).
-- Tables:  needs check_rows, reckoned_sections (temporary).

INSERT INTO check_rows BY NAME
FROM known.main.check_rows ANTI JOIN reckoned_sections USING (portal_id, section_id);
