-- name: attach_sealed
-- Purpose: a sealed file as it stands. Grain: one file. Inputs: $file.

ATTACH $file AS standing (READ_ONLY);


-- name: attach_work
-- Purpose: where the rows are changed. Grain: one file. Inputs: $file. Not what is kept: erased rows stay in free blocks.

ATTACH $file AS changed (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072, RECOVERY_MODE 'no_wal_writes');


-- name: copy_to_work
-- Purpose: all of the sealed file. Grain: the database. Inputs: standing, changed.

COPY FROM DATABASE standing TO changed;


-- name: use_work
-- Purpose: makes the copy current. Grain: the database. Inputs: none.

USE changed.main;


-- name: attach_new
-- Purpose: the sealed file that is to stand: made as seal/attach makes one. Grain: one file. Inputs: $file.

ATTACH $file AS sealed (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072, RECOVERY_MODE 'no_wal_writes');


-- name: copy_to_new
-- Purpose: what the changed copy says, in new blocks. Grain: the database. Inputs: changed, sealed.

COPY FROM DATABASE changed TO sealed;


-- name: detach_all
-- Purpose: lets go of all of them. Grain: one file. Inputs: none.

CHECKPOINT sealed;
USE memory.main;
DETACH sealed;
DETACH changed;
DETACH standing;


-- name: sealed_items
-- Purpose: which of the items a sealed file has. Grain: item. Inputs: standing.items; $items.

SELECT item_id
FROM standing.main.items
WHERE list_contains($items::VARCHAR [], item_id)
ORDER BY item_id;


-- name: lay_redactions
-- Purpose: the table of what was taken out, in a file sealed by a version that had none. Grain: as there.
-- Inputs:  none.

CREATE TABLE IF NOT EXISTS redactions (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    redacted_at TIMESTAMPTZ NOT NULL,
    who VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    archive_file VARCHAR,
    archive_offset BIGINT,
    sha256 VARCHAR
);
COMMENT ON TABLE redactions IS '依规删除。封存之后从本文件或其所据存档中删除的内容,每处一行:留下原内容的校验和、日期和原因。';


-- name: lay_untouched
-- Purpose: the table that shows what a redaction left as it was. Grain: table of the sealed file. Inputs: none.

CREATE TABLE IF NOT EXISTS redaction_sums (
    table_name VARCHAR NOT NULL PRIMARY KEY,
    columns_left VARCHAR [] NOT NULL,
    rows BIGINT NOT NULL,
    summed HUGEINT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE redaction_sums IS '删除前的校验和。本封存文件的每个表一行:第一次依规删除之前,除可能写有标题、附件的列以外各列的行数与校验和;删除之后仍应相同。';
COMMENT ON COLUMN redaction_sums.table_name IS '表名';
COMMENT ON COLUMN redaction_sums.columns_left IS '不计入校验和的列:删除会改动它们';
COMMENT ON COLUMN redaction_sums.rows IS '删除之前的行数';
COMMENT ON COLUMN redaction_sums.summed IS '删除之前其余各列的校验和';
COMMENT ON COLUMN redaction_sums.taken_at IS '第一次删除的时刻';


-- name: tables_of_file
-- Purpose: the tables of the current file, each with the name to read it by. Grain: table. Inputs: the catalog.

SELECT table_name, '"' || replace(database_name, '"', '""') || '".main.' || table_name AS place
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main'
ORDER BY table_name;


-- name: add_untouched
-- Purpose: keeps such a sum, once. Grain: table. Inputs: redaction_sums (added to); values.

INSERT INTO redaction_sums
SELECT $table_name, $columns_left::VARCHAR [], $rows, $summed::HUGEINT, $taken_at::TIMESTAMPTZ
WHERE $table_name NOT IN (SELECT table_name FROM redaction_sums);


-- name: untouched
-- Purpose: those sums. Grain: table. Inputs: redaction_sums.

SELECT table_name, columns_left, rows, summed
FROM redaction_sums
ORDER BY table_name;


-- name: erase_sealed
-- Purpose: takes the items' files out of the current sealed file. Grain: item. Inputs: its tables (changed); $items.

DELETE FROM attachments
WHERE list_contains($items::VARCHAR [], item_id);


-- name: erase_sealed_observed
-- Purpose: takes what was observed of the items out of a sealed file that has such. Grain: observation. Inputs:
--          observations of the current sealed file (changed); $items.

DELETE FROM observations
WHERE list_contains($items::VARCHAR [], item_id);


-- name: mask_sealed_item
-- Purpose: an address that holds personal data itself stands masked. Grain: item. Inputs: items of the current sealed
--          file (changed); $item_id, $masked.

UPDATE items SET url = $masked WHERE item_id = $item_id;


-- name: mask_sealed_evidence
-- Purpose: the same where a self-check names the item. Grain: row of evidence. Inputs: check_evidence of the current
--          sealed file (changed); $item_id, $masked.

UPDATE check_evidence SET url = $masked WHERE item_id = $item_id;


-- name: clear_redactions
-- Purpose: what was said of the items before is said again with what is new. Grain: thing taken out.
-- Inputs:  redactions of the current sealed file (changed); $items.

DELETE FROM redactions
WHERE list_contains($items::VARCHAR [], item_id);


-- name: add_redactions
-- Purpose: what was taken out, in the current sealed file. Grain: thing taken out. Inputs: lists of equal length.

INSERT INTO redactions BY NAME
SELECT
    unnest($portals::VARCHAR []) AS portal_id,
    unnest($items::VARCHAR []) AS item_id,
    unnest($whats::VARCHAR []) AS what,
    unnest($instants::TIMESTAMPTZ []) AS redacted_at,
    unnest($whos::VARCHAR []) AS who,
    unnest($whys::VARCHAR []) AS why,
    unnest($files::VARCHAR []) AS archive_file,
    unnest($offsets::BIGINT []) AS archive_offset,
    unnest($sums::VARCHAR []) AS sha256;


-- name: set_previous
-- Purpose: the sum of the closing before, which was rewritten too. Grain: one row. Inputs: seal (changed); $sha256.

UPDATE seal SET previous_sha256 = $sha256;


-- name: set_sealed_content
-- Purpose: the sum of all that the file says now. Grain: one row. Inputs: seal (changed); $content_sha256.

UPDATE seal SET content_sha256 = $content_sha256;


-- name: sealed_states
-- Purpose: what the current sealed file says of its closing. Grain: one row. Inputs: seal.

SELECT previous_file, to_json(seal) ->> '$.content_sha256' AS content_sha256
FROM seal;


-- name: previous_of
-- Purpose: the closing that a sealed file followed; null for a first one. Grain: one row. Inputs: standing.seal.

SELECT previous_file
FROM standing.main.seal;
