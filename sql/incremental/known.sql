-- name: attach_known
-- Purpose: what was noted when the file that stands was published. Inputs: $file. Grain: one file.

ATTACH $file AS known (READ_ONLY);


-- name: detach_known
-- Purpose: lets go of it. Inputs: none. Grain: one file.

DETACH DATABASE IF EXISTS known;


-- name: stated
-- Purpose: the note's token, by which program the file was made, and of the last whole publication. Grain: one row.
-- Inputs:  known (attached).

SELECT token, program, buckets, items, summed_at, whole_at, whole_bytes
FROM known.main.stated;


-- name: common_changed
-- Purpose: what concerns every item and is another one than at the last publication. Grain: table.
-- Inputs:  known (attached). Tables: needs common_sums (temporary).

SELECT coalesce(now.name, before.name) AS name
FROM common_sums AS now
FULL JOIN known.main.common_sums AS before ON now.name = before.name
WHERE now.rows IS DISTINCT FROM before.rows OR now.summed IS DISTINCT FROM before.summed
ORDER BY name;


-- name: section_names
-- Purpose: the categories that the names of sections give, which are the same while sections and program are. Grain: section.
-- Inputs:  known (attached). Tables: makes section_names (temporary).

CREATE OR REPLACE TEMP TABLE section_names AS FROM known.main.section_names;


-- name: known_sums
-- Purpose: the sums over the content of tables of the published file that stands. Grain: table. Inputs: known (attached).

SELECT name, rows, summed
FROM known.main.table_sums
ORDER BY name;


-- name: attach_noted
-- Purpose: the file for what is noted: one made anew aside, or that of the file before, in which what is written counts
--          with the checkpoint at the end, or not at all. Inputs: $file. Grain: one file.

ATTACH $file AS noted (RECOVERY_MODE 'no_wal_writes');


-- name: note
-- Purpose: notes what a published file was made of that was built whole: sums, keys and ids, no words that may have to be
--          taken out. Grain: one file. Inputs: the tables below.
-- Tables:  needs alike_keys, check_rows, common_sums, figure_counts, item_keys, item_prints, item_sums, named_there,
--          other_versions, run_sums, section_names, shared_keys, twins, unclassified, unread_items, watched (temporary).

CREATE TABLE noted.main.item_sums AS FROM item_sums;

CREATE TABLE noted.main.item_prints AS FROM item_prints;

CREATE TABLE noted.main.run_sums AS FROM run_sums;

CREATE TABLE noted.main.common_sums AS FROM common_sums;

CREATE TABLE noted.main.figure_counts AS FROM figure_counts;

CREATE TABLE noted.main.shared_keys AS FROM shared_keys;

CREATE TABLE noted.main.section_names AS FROM section_names;

CREATE TABLE noted.main.item_keys AS FROM item_keys;

CREATE TABLE noted.main.alike_keys AS FROM alike_keys;

CREATE TABLE noted.main.alike_shared AS
SELECT *
FROM alike_keys
WHERE key IN (SELECT key FROM alike_keys GROUP BY key HAVING count(*) > 1);

CREATE TABLE noted.main.check_rows AS FROM check_rows;

CREATE TABLE noted.main.watched AS FROM watched;

CREATE TABLE noted.main.unclassified AS FROM unclassified;

CREATE TABLE noted.main.unread_items AS FROM unread_items;

CREATE TABLE noted.main.other_versions AS FROM other_versions;

CREATE TABLE noted.main.named AS FROM named_there;

CREATE TABLE noted.main.twins AS SELECT item_id, portal_id, body_digest FROM twins;

CREATE TABLE noted.main.stated (
    token VARCHAR, program VARCHAR, buckets BIGINT, items BIGINT, summed_at TIMESTAMPTZ, whole_at TIMESTAMPTZ,
    whole_bytes BIGINT
);

CREATE TABLE noted.main.table_sums (name VARCHAR, rows BIGINT, summed HUGEINT);


-- name: note_changes
-- Purpose: notes the same of one that was made of the file before, in the note of that: what concerns every item is as it
--          was. Grain: one file. Inputs: noted (attached, changed), the tables below.
-- Tables:  needs affected, alike_keys, changed_buckets, changed_prints, check_rows, figure_counts, item_keys, item_sums,
--          named_there, other_versions, run_sums, shared_keys, twins, unclassified, unread_items, watched (temporary).

DELETE FROM noted.main.item_sums WHERE bucket IN (SELECT bucket FROM changed_buckets);

INSERT INTO noted.main.item_sums BY NAME FROM item_sums SEMI JOIN changed_buckets USING (bucket);

DELETE FROM noted.main.item_prints WHERE hashed IN (SELECT hashed FROM changed_prints);

INSERT INTO noted.main.item_prints BY NAME
SELECT hashed, rows, summed, published FROM changed_prints WHERE rows IS NOT NULL;

DELETE FROM noted.main.item_keys WHERE hashed IN (SELECT hash(item_id) FROM affected);

INSERT INTO noted.main.item_keys BY NAME FROM item_keys;

DELETE FROM noted.main.alike_keys WHERE hashed IN (SELECT hash(item_id) FROM affected);

INSERT INTO noted.main.alike_keys BY NAME
FROM alike_keys SEMI JOIN (SELECT hash(item_id) AS hashed FROM affected) AS anew USING (hashed);

DELETE FROM noted.main.alike_shared;

INSERT INTO noted.main.alike_shared BY NAME
SELECT *
FROM alike_keys
WHERE key IN (SELECT key FROM alike_keys GROUP BY key HAVING count(*) > 1);

DELETE FROM noted.main.shared_keys WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.shared_keys BY NAME FROM shared_keys SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.watched WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.watched BY NAME FROM watched SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.unclassified WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.unclassified BY NAME FROM unclassified SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.unread_items WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.unread_items BY NAME FROM unread_items SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.other_versions WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.other_versions BY NAME FROM other_versions SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.twins WHERE item_id IN (SELECT item_id FROM affected);

INSERT INTO noted.main.twins BY NAME
SELECT item_id, portal_id, body_digest FROM twins SEMI JOIN affected USING (item_id);

DELETE FROM noted.main.run_sums;

INSERT INTO noted.main.run_sums BY NAME FROM run_sums;

DELETE FROM noted.main.figure_counts;

INSERT INTO noted.main.figure_counts BY NAME FROM figure_counts;

DELETE FROM noted.main.check_rows;

INSERT INTO noted.main.check_rows BY NAME FROM check_rows;

DELETE FROM noted.main.named;

INSERT INTO noted.main.named FROM named_there;

DELETE FROM noted.main.stated;

DELETE FROM noted.main.table_sums;


-- name: note_stated
-- Purpose: the note's token, by which program the file was made; and of the last whole publication. Grain: one row.
-- Inputs:  noted (attached), $token, $program, $buckets, $items, $summed_at, $whole_at, $whole_bytes.

INSERT INTO noted.main.stated
SELECT
    $token, $program, $buckets::BIGINT, $items::BIGINT, $summed_at::TIMESTAMPTZ, $whole_at::TIMESTAMPTZ,
    $whole_bytes::BIGINT;


-- name: note_sums
-- Purpose: the sums over the content of its tables. Grain: table. Inputs: noted (attached), lists of equal length.

INSERT INTO noted.main.table_sums
SELECT unnest($names::VARCHAR []), unnest($rows::BIGINT []), unnest($sums::VARCHAR [])::HUGEINT;


-- name: checkpoint_noted
-- Purpose: all of it into the file. Inputs: noted (attached). Grain: one file.

CHECKPOINT noted;


-- name: detach_noted
-- Purpose: lets go of it, written to its end. Inputs: none. Grain: one file.

DETACH DATABASE IF EXISTS noted;
