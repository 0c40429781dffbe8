-- name: portals
-- Purpose: whose portals these are, and how fresh what is known of each. Grain: portal. Inputs: portals,
--          section_state. data_as_of is the oldest of what stands behind the portal's figures, so that a bad night never
--          looks fresh: of each section its last complete reading, of one never complete its last reading that read
--          anything.
-- Tables:  needs section_state (temporary).

INSERT INTO published.main.portals BY NAME
SELECT portals.portal_id, portals.name, portals.home, fresh.data_as_of, portals.retired_at
FROM portals
LEFT JOIN (
    SELECT portal_id, min(CASE WHEN covered THEN complete_at WHEN was_read THEN read_at END) AS data_as_of
    FROM section_state
    WHERE declared
    GROUP BY portal_id
) AS fresh USING (portal_id)
ORDER BY portals.portal_id;


-- name: portal_names
-- Purpose: what portals were called before. Grain: portal × former id. Inputs: portal_names.

INSERT INTO published.main.portal_names BY NAME
SELECT portal_id, former_id, renamed_at
FROM portal_names
ORDER BY renamed_at, former_id;


-- name: units
-- Purpose: the units of the portal files. Grain: unit. Inputs: units.

INSERT INTO published.main.units BY NAME
SELECT portal_id, unit_id, name
FROM units
ORDER BY portal_id, unit_id;


-- name: sections
-- Purpose: the sections of the portal files, those taken out of them included. Grain: section. Inputs: sections.

INSERT INTO published.main.sections BY NAME
SELECT published_id AS section_id, portal_id, name, url, category, unit, cadence_days
FROM sections
ORDER BY portal_id, position, section_id;


-- name: archive_files
-- Purpose: the files of the archive with the sums they had when they came. Grain: file. Inputs: archive_files.

INSERT INTO published.main.archive_files BY NAME
SELECT archive_file, min(sha256) AS sha256
FROM archive_files
GROUP BY archive_file
ORDER BY archive_file;


-- name: item_sections
-- Purpose: in which sections each item stands. Grain: item × section. Inputs: placement, decided.
-- Tables:  needs decided, placement (temporary).

INSERT INTO published.main.item_sections BY NAME
SELECT
    portal_id, item_id, published_id AS section_id, list_title, listed_on, pinned, first_seen_at, last_seen_at, accepted_at,
    left_at,
    CASE
        WHEN item_id IN (SELECT item_id FROM decided WHERE kind = 'include' AND state = 'applied') THEN TRUE
        WHEN item_id IN (SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied') THEN FALSE
        ELSE counted
    END AS counted
FROM placement;


-- name: item_versions
-- Purpose: every version of every page, with the place of its bytes. Grain: item × version. Inputs: item_versions.

INSERT INTO published.main.item_versions BY NAME
SELECT
    portal_id, item_id, version, seen_at, title, content_sha256, archive_file, archive_offset, published_on, published_at,
    issued_on, unit, document_number, index_number, read_from::VARCHAR AS read_from, run_id, text_length, body_digest,
    reader_version
FROM item_versions;


-- name: item_changes
-- Purpose: withdrawals, returns, moves and edits of list rows. Grain: change. Inputs: item_changes.

INSERT INTO published.main.item_changes BY NAME
SELECT portal_id, item_id, change, changed_at, run_id, other_item_id, detail
FROM item_changes
ORDER BY changed_at, item_id, change, detail;


-- name: attachments
-- Purpose: the files that an item's published version links to. Grain: item × address. Inputs: current_versions.
-- Tables:  needs current_versions (temporary).

INSERT INTO published.main.attachments BY NAME
WITH
linked AS (
    SELECT portal_id, item_id, unnest(attachments) AS file, generate_subscripts(attachments, 1) AS position
    FROM current_versions
    WHERE len(attachments) > 0
)
SELECT
    portal_id,
    item_id,
    file.url AS url,
    arg_min(file.name, position) AS name
FROM linked
GROUP BY portal_id, item_id, file.url
ORDER BY item_id, url;


-- name: runs
-- Purpose: every run. Grain: run. Inputs: runs.

INSERT INTO published.main.runs BY NAME
SELECT portal_id, run_id, kind, started_at, finished_at, outcome, year, to_year
FROM runs
ORDER BY started_at, run_id;


-- name: section_runs
-- Purpose: what came of each section in each run. Grain: run × section. Inputs: section_runs, sections.

INSERT INTO published.main.section_runs BY NAME
SELECT
    section_runs.portal_id, section_runs.run_id, sections.published_id AS section_id, section_runs.outcome, section_runs.reason,
    section_runs.pages_declared, section_runs.pages_read, section_runs.records_declared,
    section_runs.records_read, section_runs.started_at, section_runs.finished_at, section_runs.whole_list,
    section_runs.proof, section_runs.links_seen, section_runs.rows_seen, section_runs.rows_set_aside,
    section_runs.reader_version, section_runs.list_layout_version, section_runs.item_layout_version
FROM section_runs
INNER JOIN sections USING (portal_id, section_id)
ORDER BY section_runs.finished_at, section_runs.run_id, sections.published_id;


-- name: section_layouts
-- Purpose: by which layouts each section's pages were read, since when and why. Grain: section × kind × version.
-- Inputs:  section_layouts, sections.

INSERT INTO published.main.section_layouts BY NAME
SELECT
    layouts.portal_id, sections.published_id AS section_id, layouts.kind, layouts.version, layouts.layout, layouts.learned_from,
    layouts.learned_at, layouts.run_id, layouts.reason
FROM section_layouts AS layouts
INNER JOIN sections USING (portal_id, section_id)
ORDER BY sections.published_id, layouts.kind, layouts.version;


-- name: fetches
-- Purpose: every question asked, and where the answer's bytes stand. Grain: question. Inputs: fetches.

INSERT INTO published.main.fetches BY NAME
SELECT portal_id, run_id, url, asked_at, status, outcome, bytes, archive_file, archive_offset
FROM fetches;


-- name: rejects
-- Purpose: what could not be read, and why. Grain: reject. Inputs: rejects, sections.

INSERT INTO published.main.rejects BY NAME
SELECT rejects.portal_id, rejects.run_id, sections.published_id AS section_id, rejects.url, rejects.position, rejects.reason
FROM rejects
INNER JOIN sections USING (portal_id, section_id)
ORDER BY rejects.run_id, sections.published_id, rejects.url, rejects.position;
