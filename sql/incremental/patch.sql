-- name: attach_copy
-- Purpose: the copy of the file that stands, as publish/attach makes a new one; until it is changed it says what stood.
-- Inputs:  $file. Grain: one file.

ATTACH $file AS stood (STORAGE_VERSION 'v1.2.0', RECOVERY_MODE 'no_wal_writes');


-- name: turn_copy
-- Purpose: from here on it is what will be published: read once, what is in memory of it stays there. Grain: one file.
-- Inputs:  none.

ALTER DATABASE stood SET ALIAS TO published;


-- name: detach_copy
-- Purpose: lets go of it where it has not come so far. Grain: one file. Inputs: none.

DETACH DATABASE IF EXISTS stood;


-- name: give_way
-- Purpose: the rows of affected items, and of changed runs, leave the copy. Grain: row of each table.
-- Inputs:  narrow (attached), published (changed): a copy byte by byte, so that rows stand where they stood.
-- Tables:  needs changed_runs (temporary).

DELETE FROM published.main.items WHERE rowid IN (SELECT place FROM narrow.gone.items);

DELETE FROM published.main.item_sections WHERE rowid IN (SELECT place FROM narrow.gone.item_sections);

DELETE FROM published.main.item_versions WHERE rowid IN (SELECT place FROM narrow.gone.item_versions);

DELETE FROM published.main.item_changes WHERE rowid IN (SELECT place FROM narrow.gone.item_changes);

DELETE FROM published.main.attachments WHERE rowid IN (SELECT place FROM narrow.gone.attachments);

DELETE FROM published.main.classifications WHERE rowid IN (SELECT place FROM narrow.gone.classifications);

DELETE FROM published.main.merges WHERE rowid IN (SELECT place FROM narrow.gone.merges);

DELETE FROM published.main.figure_items WHERE rowid IN (SELECT place FROM narrow.gone.figure_items);

DELETE FROM published.main.exclusions WHERE rowid IN (SELECT place FROM narrow.gone.exclusions);

DELETE FROM published.main.observations WHERE rowid IN (SELECT place FROM narrow.gone.observations);

DELETE FROM published.main.figure_items WHERE form = 'self-check';

DELETE FROM published.main.section_runs
WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'section_runs');

DELETE FROM published.main.fetches
WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'fetches');

DELETE FROM published.main.rejects
WHERE run_id IN (SELECT run_id FROM changed_runs WHERE name = 'rejects');


-- name: come_in
-- Purpose: what the small ledger gave takes their place. Grain: row of each table. Inputs: narrow (attached), published
--          (changed).

INSERT INTO published.main.items FROM narrow.made.items;

INSERT INTO published.main.item_sections FROM narrow.made.item_sections;

INSERT INTO published.main.item_versions FROM narrow.made.item_versions;

INSERT INTO published.main.item_changes FROM narrow.made.item_changes;

INSERT INTO published.main.attachments FROM narrow.made.attachments;

INSERT INTO published.main.classifications FROM narrow.made.classifications;

INSERT INTO published.main.merges FROM narrow.made.merges;

INSERT INTO published.main.figure_items FROM narrow.made.figure_items;

INSERT INTO published.main.exclusions FROM narrow.made.exclusions;

INSERT INTO published.main.observations FROM narrow.made.observations;

INSERT INTO published.main.section_runs FROM narrow.made.section_runs;

INSERT INTO published.main.fetches FROM narrow.made.fetches;

INSERT INTO published.main.rejects FROM narrow.made.rejects;


-- name: empty_small
-- Purpose: the tables that are filled anew at every publication. Grain: row of each table. Inputs: published (changed).

DELETE FROM published.main.meta;

DELETE FROM published.main.rules;

DELETE FROM published.main.portals;

DELETE FROM published.main.portal_names;

DELETE FROM published.main.units;

DELETE FROM published.main.sections;

DELETE FROM published.main.runs;

DELETE FROM published.main.section_layouts;

DELETE FROM published.main.archive_files;

DELETE FROM published.main.archive_changes;

DELETE FROM published.main.redactions;

DELETE FROM published.main.figures;

DELETE FROM published.main.figures_all;

DELETE FROM published.main.counts_all;

DELETE FROM published.main.merges_all;

DELETE FROM published.main.check_evidence;

DELETE FROM published.main.declarations;

DELETE FROM published.main.reconciliations;

DELETE FROM published.main.findings;

DELETE FROM published.main.decisions;

DELETE FROM published.main.decision_log;


-- name: counts
-- Purpose: the counts by unit, category and month: those that stood, less what the affected items counted, and what they
--          count now. Grain: row of counts. Inputs: narrow (attached), published.counts (changed).
-- Tables:  makes new_counts (temporary).

CREATE OR REPLACE TEMP TABLE new_counts AS
SELECT portal_id, year, month, unit, category, sum(items)::BIGINT AS items
FROM (
    FROM published.main.counts
    UNION ALL
    FROM narrow.made.counts
    UNION ALL
    SELECT * REPLACE (-items AS items) FROM narrow.gone.counts
)
GROUP BY portal_id, year, month, unit, category
HAVING sum(items) <> 0;

DELETE FROM published.main.counts;

INSERT INTO published.main.counts
FROM new_counts
ORDER BY portal_id, year, month, unit, category;


-- name: figure_counts
-- Purpose: how many documents each figure counts: as at the last publication, less the rows that gave way, and those that
--          came in. Grain: portal × form × year × code. Inputs: known, narrow (attached).
-- Tables:  makes figure_counts (temporary).

CREATE OR REPLACE TEMP TABLE figure_counts AS
SELECT portal_id, form, year, code, sum(documents)::BIGINT AS documents
FROM (
    FROM known.main.figure_counts
    UNION ALL
    SELECT portal_id, form, year, code, count(*)
    FROM narrow.made.figure_items
    GROUP BY portal_id, form, year, code
    UNION ALL
    SELECT portal_id, form, year, code, -count(*)
    FROM narrow.gone.figure_items
    GROUP BY portal_id, form, year, code
)
GROUP BY portal_id, form, year, code
HAVING sum(documents) <> 0;


-- name: counts_by_form
-- Purpose: the same as figures are told from. Grain: portal × year × category (合计); portal × year × cell.
-- Inputs:  figure_counts, form_cells.
-- Tables:  needs figure_counts, form_cells; makes form_counts, section_counts (temporary).

CREATE OR REPLACE TEMP TABLE section_counts AS
SELECT portal_id, year, code, documents
FROM figure_counts
WHERE form = 'sections';

CREATE OR REPLACE TEMP TABLE form_counts AS
SELECT counts.portal_id, counts.year, cells.cell, counts.documents
FROM figure_counts AS counts
INNER JOIN form_cells AS cells ON counts.form = cells.form AND counts.code = cells.code;


-- name: all_sources
-- Purpose: the sections that figures rest on, put in order where they stand: how they were read is another one every night,
--          which of them it is hardly ever, and to put their keys in anew costs more than all else.
-- Grain:   figure of any year × section. Inputs: resting_on, published.figure_sources (changed).
-- Tables:  needs resting_on (temporary).

DELETE FROM published.main.figure_sources AS stood
WHERE NOT EXISTS (
    SELECT 1
    FROM resting_on AS now
    WHERE
        stood.portal_id = now.portal_id
        AND stood.form = now.form
        AND stood.code = now.code
        AND stood.section_id = now.section_id
);

UPDATE published.main.figure_sources AS stood
SET
    role = now.role, covered = now.covered, unread_rows = now.unread_rows, proof = now.proof, complete_at = now.complete_at
FROM resting_on AS now
WHERE
    stood.portal_id = now.portal_id
    AND stood.form = now.form
    AND stood.code = now.code
    AND stood.section_id = now.section_id
    AND (stood.role, stood.covered, stood.unread_rows, stood.proof, stood.complete_at)
    IS DISTINCT FROM (now.role, now.covered, now.unread_rows, now.proof, now.complete_at);

INSERT INTO published.main.figure_sources BY NAME
FROM resting_on
ANTI JOIN published.main.figure_sources AS stood USING (portal_id, form, code, section_id);


-- name: drop_narrow
-- Purpose: what was settled of the affected items alone gives way to a view over all of them. Grain: one table.
-- Inputs:  placed (temporary).

DROP TABLE placed;


-- name: placed_as_read
-- Purpose: `placed` of settle.sql, of all items, where no person decided what counts: a view. Grain: item × section.
-- Inputs:  placement. Tables: needs placement; makes placed (temporary).

CREATE OR REPLACE TEMP VIEW placed AS FROM placement;


-- name: placed_as_decided
-- Purpose: the same where people decided of items whether they count. Grain: item × section. Inputs: placement, decided.
-- Tables:  needs decided, placement; makes placed (temporary).

CREATE OR REPLACE TEMP VIEW placed AS
SELECT
    * REPLACE (CASE
        WHEN item_id IN (SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied') THEN FALSE
        WHEN item_id IN (SELECT item_id FROM decided WHERE kind = 'include' AND state = 'applied') THEN TRUE
        ELSE counted
    END AS counted)
FROM placement;


-- name: drop_views
-- Purpose: lets go of that view: a whole publication makes a table of this name. Grain: one view. Inputs: placed (temporary).

DROP VIEW IF EXISTS placed;
