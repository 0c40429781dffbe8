-- Purpose: the book-keeping of a night in the sections in which nothing changed: each was asked, and joined what was
--          known; with $again, that many rows of each were seen on its first page.
-- Grain:   beside each table. Inputs: sections, item_sections, items; $run_id, $at, $again.

CREATE OR REPLACE TEMP TABLE still AS
SELECT portal_id, section_id, url
FROM sections
WHERE section_id NOT IN (SELECT section_id FROM section_runs WHERE run_id = $run_id);

INSERT INTO section_runs BY NAME
SELECT
    $run_id AS run_id, portal_id, section_id, 'complete' AS outcome, 25 AS pages_declared, 1 AS pages_read,
    20 AS records_read, FALSE AS whole_list, $at AS finished_at, 'increment' AS proof
FROM still;

INSERT INTO fetches BY NAME
SELECT
    'made.' || $run_id AS package_id, $run_id AS run_id, portal_id, section_id, url, 'GET ' || url AS question,
    'list' AS role, $at AS asked_at, 200 AS status, 'ok' AS outcome, 12000 AS bytes,
    'text/html; charset=utf-8' AS content_type, url AS final_url
FROM still;

CREATE OR REPLACE TEMP TABLE seen AS
SELECT item_id, section_id
FROM item_sections
SEMI JOIN still USING (section_id)
QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY first_seen_at DESC, item_id) <= $again;

UPDATE item_sections
SET last_seen_at = $at, last_run_id = $run_id, accepted_at = $at
FROM seen
WHERE item_sections.item_id = seen.item_id AND item_sections.section_id = seen.section_id;

UPDATE items
SET last_seen_at = $at
WHERE item_id IN (SELECT item_id FROM seen);

DROP TABLE seen;

DROP TABLE still;
