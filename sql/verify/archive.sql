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


-- name: readings
-- Purpose: how many readings of items' pages there are to read again, file by file. Grain: file of the archive.
-- Inputs:  item_versions; $until (only readings whose mark is not above it; null: all), $seed (of the marks).

SELECT archive_file, count(DISTINCT (item_id, archive_offset)) AS readings
FROM item_versions
WHERE
    archive_file IS NOT NULL
    AND ($until::VARCHAR IS NULL OR md5(concat_ws(' ', $seed, item_id, archive_file, archive_offset)) <= $until)
GROUP BY archive_file
ORDER BY archive_file;


-- name: drawn
-- Purpose: the mark up to which so many readings are drawn: a reading's mark is chance, and the same for a seed.
-- Grain:   one row, null where there is no reading. Inputs: item_versions; $seed, $sample (how many).

SELECT max(mark) AS until
FROM (
    SELECT DISTINCT md5(concat_ws(' ', $seed, item_id, archive_file, archive_offset)) AS mark
    FROM item_versions
    WHERE archive_file IS NOT NULL
    ORDER BY mark
    LIMIT $sample
) AS marks;


-- name: versions
-- Purpose: every reading of an item's page that points into some files of the archive, in the archive's order, with
--          what it is told to state. Of several readings of the same bytes (a reparse) the last one counts: those
--          before it were made by older rules. reader_version is not there in files made before it was kept.
-- Grain:   item × place in the archive. Inputs: item_versions, items, item_sections, fetches; $first, $last (names of files);
--          $until, $seed as of readings.

WITH
versions AS (
    SELECT NULL::VARCHAR AS reader_version
    WHERE FALSE
    UNION ALL BY NAME
    SELECT *
    FROM item_versions
    WHERE
        archive_file BETWEEN $first AND $last
        AND ($until::VARCHAR IS NULL OR md5(concat_ws(' ', $seed, item_id, archive_file, archive_offset)) <= $until)
),
places AS (
    SELECT item_id, list(DISTINCT section_id ORDER BY section_id) AS sections
    FROM item_sections
    SEMI JOIN versions USING (item_id)
    GROUP BY item_id
),
questions AS (
    SELECT archive_file, archive_offset, any_value(status) AS status
    FROM fetches
    SEMI JOIN versions USING (archive_file, archive_offset)
    GROUP BY archive_file, archive_offset
)
SELECT
    versions.item_id,
    versions.version,
    items.title AS item_title,
    items.portal_id,
    coalesce(places.sections, []) AS sections,
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
    versions.seen_at,
    questions.status,
    versions.reader_version
FROM versions
LEFT JOIN items ON versions.item_id = items.item_id
LEFT JOIN places ON versions.item_id = places.item_id
LEFT JOIN questions
    ON versions.archive_file = questions.archive_file AND versions.archive_offset = questions.archive_offset
QUALIFY
    row_number() OVER (
        PARTITION BY versions.item_id, versions.archive_file, versions.archive_offset
        ORDER BY versions.version DESC
    ) = 1
ORDER BY versions.archive_file, versions.archive_offset, versions.item_id, versions.version;


-- name: item_layouts
-- Purpose: by which layouts item pages may have been read: all versions of those of every section, each layout of a
--          section once. Grain: section × layout, the newest first. Inputs: section_layouts, sections.

SELECT layouts.section_id, sections.portal_id, layouts.layout
FROM section_layouts AS layouts
LEFT JOIN sections ON layouts.section_id = sections.section_id
WHERE layouts.kind = 'item' AND layouts.layout IS NOT NULL
GROUP BY layouts.section_id, sections.portal_id, layouts.layout
ORDER BY max(layouts.learned_at) DESC, layouts.layout, layouts.section_id;


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
