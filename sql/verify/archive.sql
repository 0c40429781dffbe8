-- name: archive_files
-- Purpose: every file of the archive that an item or a request points to, or that is registered, with its sum
--          (null where none was registered). Grain: file. Inputs: archive_files, item_versions, fetches.

WITH
named AS (
    SELECT archive_file FROM archive_files
    UNION
    SELECT archive_file FROM item_versions WHERE archive_file IS NOT NULL
    UNION
    SELECT archive_file FROM fetches WHERE archive_file IS NOT NULL
)
SELECT named.archive_file, archive_files.sha256
FROM named
LEFT JOIN archive_files ON named.archive_file = archive_files.archive_file
ORDER BY named.archive_file;


-- name: versions
-- Purpose: every reading of an item's page that points into the archive, in the archive's order, with what it is
--          told to state. Of several readings of the same bytes (a reparse) the last one counts: those before
--          it were made by older rules. reader_version is not there in files made before it was kept.
-- Grain:   item × place in the archive. Inputs: item_versions, items.

WITH
versions AS (
    SELECT NULL::VARCHAR AS reader_version
    WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM item_versions
)
SELECT
    versions.item_id,
    versions.version,
    items.title AS item_title,
    versions.archive_file,
    versions.archive_offset,
    versions.content_sha256,
    versions.title,
    versions.unit,
    versions.document_number,
    versions.index_number,
    coalesce(CAST(timezone('Asia/Shanghai', versions.published_at) AS DATE), versions.published_on) AS published_on,
    versions.published_at,
    versions.issued_on,
    versions.reader_version
FROM versions
LEFT JOIN items ON versions.item_id = items.item_id
WHERE versions.archive_file IS NOT NULL
QUALIFY
    row_number() OVER (
        PARTITION BY versions.item_id, versions.archive_file, versions.archive_offset
        ORDER BY versions.version DESC
    ) = 1
ORDER BY versions.archive_file, versions.archive_offset, versions.item_id, versions.version;


-- name: item_layouts
-- Purpose: by which layouts pages of an item may have been read: all versions of those of the sections that it is or
--          was in (of an item that no list row is left of, those of its portal). Grain: layout, the newest first.
-- Inputs:  section_layouts, item_sections, sections, items; $item_id.

WITH
places AS (
    SELECT section_id FROM item_sections WHERE item_id = $item_id
),
asking AS (
    SELECT section_id FROM places
    UNION ALL
    SELECT sections.section_id
    FROM sections
    SEMI JOIN (SELECT portal_id FROM items WHERE item_id = $item_id) AS own ON sections.portal_id = own.portal_id
    WHERE NOT EXISTS (SELECT 1 FROM places)
)
SELECT layouts.layout
FROM section_layouts AS layouts
SEMI JOIN asking ON layouts.section_id = asking.section_id
WHERE layouts.kind = 'item' AND layouts.layout IS NOT NULL
GROUP BY layouts.layout
ORDER BY max(layouts.learned_at) DESC, layouts.layout;


-- name: has_archive_records
-- Purpose: whether the file holds sums of archived pages, as sealed ones do. Grain: one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'archive_records';


-- name: archive_records
-- Purpose: the sums that the archived pages had when the year was sealed. Grain: record of the archive.
-- Inputs:  archive_records (sealed files only).

SELECT archive_file, archive_offset, payload_sha256
FROM archive_records
ORDER BY archive_file, archive_offset;


-- name: unplaced_records
-- Purpose: archived pages that the year was sealed upon, and that no version of an item points to.
-- Grain:   record of the archive. Inputs: archive_records, item_versions (sealed files only).

SELECT archive_file, archive_offset
FROM archive_records
ANTI JOIN item_versions USING (archive_file, archive_offset)
ORDER BY archive_file, archive_offset;
