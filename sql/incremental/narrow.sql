-- name: attach_narrow
-- Purpose: a small ledger in memory, with all that the ledger says of some items. Grain: one database. Inputs: the ledger.
--          Observations of the home page, and of no item that is known, are always among it. Rows are looked for by
--          their ids alone, and then read by their places: all columns of every row that may be one cost three times that.
--          From here on files are brought to their end once, at the end: what a night changes fits into memory, and of its own
--          accord DuckDB would also compress all temporary tables each time.
-- Tables:  needs candidates (temporary).

SET checkpoint_threshold = '1GB';

ATTACH ':memory:' AS narrow;

CREATE SCHEMA narrow.taken;

CREATE SCHEMA narrow.gone;

CREATE SCHEMA narrow.made;

CREATE TABLE narrow.taken.items AS
SELECT * FROM items WHERE rowid IN (SELECT rowid FROM items SEMI JOIN candidates USING (item_id));

CREATE TABLE narrow.taken.item_sections AS
SELECT * FROM item_sections WHERE rowid IN (SELECT rowid FROM item_sections SEMI JOIN candidates USING (item_id));

CREATE TABLE narrow.taken.item_versions AS
SELECT * FROM item_versions WHERE rowid IN (SELECT rowid FROM item_versions SEMI JOIN candidates USING (item_id));

CREATE TABLE narrow.taken.item_changes AS
SELECT * FROM item_changes WHERE rowid IN (SELECT rowid FROM item_changes SEMI JOIN candidates USING (item_id));

CREATE TABLE narrow.taken.withdrawals AS
SELECT * FROM withdrawals WHERE rowid IN (SELECT rowid FROM withdrawals SEMI JOIN candidates USING (item_id));

CREATE TABLE narrow.taken.observations AS
SELECT *
FROM observations
WHERE kind IN ('home', 'home_link') OR item_id IS NULL OR item_id IN (SELECT item_id FROM candidates);

INSERT INTO narrow.taken.observations
SELECT observations.*
FROM observations
ANTI JOIN items USING (item_id)
WHERE kind NOT IN ('home', 'home_link') AND item_id IS NOT NULL AND item_id NOT IN (SELECT item_id FROM candidates);


-- name: missed
-- Purpose: affected items whose rows were not taken. Grain: item. Inputs: affected, candidates.
-- Tables:  needs affected, candidates; makes missed (temporary).

CREATE OR REPLACE TEMP TABLE missed AS
FROM affected ANTI JOIN candidates USING (item_id);


-- name: missed_items
-- Purpose: how many they are. Grain: one row. Inputs: missed. Tables: needs missed (temporary).

SELECT count(*) FROM missed;


-- name: take_missed
-- Purpose: takes these too. Grain: row of each table. Inputs: the ledger, narrow (changed).
-- Tables:  needs missed (temporary).

INSERT INTO narrow.taken.items
SELECT * FROM items WHERE rowid IN (SELECT rowid FROM items SEMI JOIN missed USING (item_id));

INSERT INTO narrow.taken.item_sections
SELECT * FROM item_sections WHERE rowid IN (SELECT rowid FROM item_sections SEMI JOIN missed USING (item_id));

INSERT INTO narrow.taken.item_versions
SELECT * FROM item_versions WHERE rowid IN (SELECT rowid FROM item_versions SEMI JOIN missed USING (item_id));

INSERT INTO narrow.taken.item_changes
SELECT * FROM item_changes WHERE rowid IN (SELECT rowid FROM item_changes SEMI JOIN missed USING (item_id));

INSERT INTO narrow.taken.withdrawals
SELECT * FROM withdrawals WHERE rowid IN (SELECT rowid FROM withdrawals SEMI JOIN missed USING (item_id));

INSERT INTO narrow.taken.observations
SELECT *
FROM observations
SEMI JOIN missed USING (item_id)
WHERE kind NOT IN ('home', 'home_link');


-- name: small_ledger
-- Purpose: what the small ledger says: of the affected items, the changed runs, and what concerns every item.
-- Grain:   row of each table. Inputs: the ledger, narrow (changed). Tables: needs affected, changed_runs (temporary).

CREATE TABLE narrow.main.portals AS FROM portals;

CREATE TABLE narrow.main.portal_names AS FROM portal_names;

CREATE TABLE narrow.main.units AS FROM units;

CREATE TABLE narrow.main.unit_names AS FROM unit_names;

CREATE TABLE narrow.main.sections AS FROM sections;

CREATE TABLE narrow.main.redacted_titles AS FROM redacted_titles;

CREATE TABLE narrow.main.redacted_categories AS FROM redacted_categories;

CREATE TABLE narrow.main.items AS
SELECT * FROM narrow.taken.items SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_sections AS
SELECT * FROM narrow.taken.item_sections SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_versions AS
SELECT * FROM narrow.taken.item_versions SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.item_changes AS
SELECT * FROM narrow.taken.item_changes SEMI JOIN affected USING (item_id);

CREATE TABLE narrow.main.withdrawals AS
SELECT * FROM narrow.taken.withdrawals SEMI JOIN affected USING (item_id);

-- Also of what is no known item: its rows are published as of none, and give way with those.
CREATE TABLE narrow.main.observations AS
SELECT *
FROM narrow.taken.observations
WHERE
    kind IN ('home', 'home_link')
    OR item_id IS NULL
    OR item_id IN (SELECT item_id FROM affected)
    OR item_id NOT IN (SELECT item_id FROM narrow.taken.items);

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


-- name: detach_small
-- Purpose: lets go of it. Inputs: none. Grain: one database.

DETACH DATABASE IF EXISTS published;


-- name: gone
-- Purpose: the rows of the affected items as the file that stands has them, which give way, and the place of each there,
--          by which they are read. Grain: row of each table. Inputs: stood, narrow (attached).
-- Tables:  needs affected (temporary).

CREATE TABLE narrow.gone.items AS
SELECT *, rowid AS place
FROM stood.main.items
WHERE rowid IN (SELECT rowid FROM stood.main.items SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.item_sections AS
SELECT *, rowid AS place
FROM stood.main.item_sections
WHERE rowid IN (SELECT rowid FROM stood.main.item_sections SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.item_versions AS
SELECT *, rowid AS place
FROM stood.main.item_versions
WHERE rowid IN (SELECT rowid FROM stood.main.item_versions SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.item_changes AS
SELECT *, rowid AS place
FROM stood.main.item_changes
WHERE rowid IN (SELECT rowid FROM stood.main.item_changes SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.attachments AS
SELECT *, rowid AS place
FROM stood.main.attachments
WHERE rowid IN (SELECT rowid FROM stood.main.attachments SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.classifications AS
SELECT *, rowid AS place
FROM stood.main.classifications
WHERE rowid IN (SELECT rowid FROM stood.main.classifications SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.merges AS
SELECT *, rowid AS place FROM stood.main.merges SEMI JOIN affected ON merges.merged_item_id = affected.item_id;

CREATE TABLE narrow.gone.figure_items AS
SELECT *, rowid AS place
FROM stood.main.figure_items
WHERE
    form <> 'self-check'
    AND rowid IN (SELECT rowid FROM stood.main.figure_items SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.exclusions AS
SELECT *, rowid AS place
FROM stood.main.exclusions
WHERE rowid IN (SELECT rowid FROM stood.main.exclusions SEMI JOIN affected USING (item_id));

CREATE TABLE narrow.gone.observations AS
SELECT *, rowid AS place
FROM stood.main.observations
WHERE
    kind IN ('home', 'home_link')
    OR item_id IS NULL
    OR item_id IN (SELECT item_id FROM affected);


-- name: gone_otherwise
-- Purpose: a guard: of the affected items the file that stands has other rows than was noted. Grain: what is wrong.
-- Inputs:  narrow, known (attached). Tables: needs affected (temporary).

SELECT 'rows' AS what
WHERE
    (
        SELECT coalesce(sum(published), 0)
        FROM known.main.item_prints
        WHERE hashed IN (SELECT hash(item_id) FROM affected)
    )
    <> (SELECT count(*) FROM narrow.gone.items)
    + (SELECT count(*) FROM narrow.gone.item_sections)
    + (SELECT count(*) FROM narrow.gone.item_versions)
    + (SELECT count(*) FROM narrow.gone.item_changes);


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
