-- name: is_kept
-- Purpose: whether the file keeps layouts: one published by an older program does not. Grain: one row. Inputs: catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE table_name = 'section_layouts' AND database_name = current_database();


-- name: sections
-- Purpose: the sections of the published file, by which a layout can be asked for. Grain: section. Inputs: sections.

SELECT section_id, portal_id, name, url
FROM sections
ORDER BY portal_id, rowid;


-- name: versions
-- Purpose: every layout that a section's pages were read by, oldest first. Grain: kind of page × version.
-- Inputs:  $section_id, section_layouts.

SELECT kind, version, layout, learned_from, learned_at, reason
FROM section_layouts
WHERE section_id = $section_id
ORDER BY kind DESC, version;
