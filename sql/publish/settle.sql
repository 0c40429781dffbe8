-- name: section_state
-- Purpose: how each section stands: is there a complete reading behind it, and of when.
-- Grain:   section. Inputs: sections, section_runs.
--          covered: its whole list was read and found complete (or empty) once; from then on only accepted
--          rows count, and complete readings, also those that stop at known rows, carry it on.
--          A reading dated after the present instant was made under a wrong clock: it is not the last one.
-- Tables:  needs present_instant; makes section_state (temporary).

CREATE OR REPLACE TEMP TABLE section_state AS
WITH
readings AS (
    SELECT
        portal_id,
        section_id,
        coalesce(bool_or(whole_list AND is_whole(outcome)), FALSE) AS covered,
        max(finished_at) FILTER (WHERE is_whole(outcome)) AS complete_at,
        arg_max(proof, (finished_at, run_id)) FILTER (WHERE is_whole(outcome)) AS proof,
        max(finished_at) FILTER (WHERE pages_read > 0 OR is_whole(outcome)) AS read_at,
        bool_or(pages_read > 0) AS was_read
    FROM section_runs
    WHERE finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id, section_id
)
SELECT
    sections.*,
    coalesce(readings.covered, FALSE) AS covered,
    CASE WHEN readings.covered THEN readings.complete_at END AS complete_at,
    CASE WHEN readings.covered THEN readings.proof END AS proof,
    readings.read_at,
    coalesce(readings.was_read OR readings.covered, FALSE) AS was_read
FROM sections
LEFT JOIN readings USING (portal_id, section_id);


-- name: placement
-- Purpose: each item's place in each section, with the values that are published: those accepted by the last
--          complete night where there is one, else those read last.
-- Grain:   item × section. Inputs: item_sections, section_state, items, item_versions.
--          counted: figures rest on this row. In a section that was complete once only accepted rows count; in one
--          that never was, every row that was read. Whether a page is there does not matter: a row that a list dates
--          counts by that date, in whatever order list and page were asked (rule S-category).
-- Tables:  needs section_state; makes placement (temporary).

CREATE OR REPLACE TEMP VIEW placement AS
SELECT
    rows.item_id,
    rows.portal_id,
    rows.section_id,
    section_state.published_id,
    section_state.unit AS section_unit,
    section_state.details,
    rows.accepted_at IS NOT NULL AS accepted,
    rows.accepted_at IS NOT NULL OR NOT section_state.covered AS counted,
    CASE WHEN rows.accepted_at IS NULL THEN rows.list_title ELSE rows.accepted_title END AS list_title,
    CASE WHEN rows.accepted_at IS NULL THEN rows.listed_on ELSE rows.accepted_listed_on END AS listed_on,
    CASE WHEN rows.accepted_at IS NULL THEN rows.unit ELSE rows.accepted_unit END AS unit,
    CASE WHEN rows.accepted_at IS NULL THEN rows.index_number ELSE rows.accepted_index_number END AS index_number,
    CASE
        WHEN rows.accepted_at IS NULL THEN rows.document_number ELSE rows.accepted_document_number
    END AS document_number,
    rows.pinned,
    rows.has_page,
    rows.first_seen_at,
    rows.last_seen_at,
    rows.accepted_at,
    rows.left_at
FROM item_sections AS rows
INNER JOIN section_state USING (portal_id, section_id);


-- name: placed
-- Purpose: of that what is asked for again and again, kept: people then decide of single items whether they count. What is
--          told of a row once is read of the ledger: with its words a row is five times as large, and of ten million items
--          they would not fit into memory.
-- Grain:   item × section. Inputs: placement.
-- Tables:  needs placement; makes placed (temporary).

CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    item_id, portal_id, section_id, published_id, details, accepted, counted, listed_on, has_page, first_seen_at, left_at
FROM placement;


-- name: other_versions
-- Purpose: the versions of pages that are not the published one: of an item that a complete night has accepted
--          those not accepted, and all but the last of the others.
-- Grain:   item × version. Inputs: item_versions, placed.
--          Few items have such: only those with a second version or one not accepted are looked at.
-- Tables:  needs placed; makes other_versions (temporary).

CREATE OR REPLACE TEMP TABLE other_versions AS
WITH
doubtful AS (
    SELECT DISTINCT item_id
    FROM item_versions
    WHERE version > 1 OR accepted_at IS NULL
),
accepted AS (
    SELECT DISTINCT item_id FROM placed SEMI JOIN doubtful USING (item_id) WHERE accepted
),
judged AS (
    SELECT
        item_versions.item_id,
        item_versions.version,
        accepted.item_id IS NULL OR item_versions.accepted_at IS NOT NULL AS eligible
    FROM item_versions
    INNER JOIN doubtful USING (item_id)
    LEFT JOIN accepted USING (item_id)
),
published AS (
    SELECT item_id, max(version) AS version
    FROM judged
    WHERE eligible
    GROUP BY item_id
)
SELECT judged.item_id, judged.version
FROM judged
ANTI JOIN published USING (item_id, version);


-- name: current_versions
-- Purpose: the version of each item's page that is published: the last accepted one where a complete night
--          has accepted the item, else the last read.
-- Grain:   item. Inputs: item_versions, other_versions.
-- Tables:  needs other_versions; makes current_versions (temporary).

CREATE OR REPLACE TEMP VIEW current_versions AS
SELECT * FROM item_versions ANTI JOIN other_versions USING (item_id, version);


-- name: unread_items
-- Purpose: the items of whose page no version is published. Grain: item. Inputs: items, current_versions.
-- Tables:  needs current_versions; makes unread_items (temporary).

CREATE OR REPLACE TEMP TABLE unread_items AS
SELECT items.item_id, items.page_outcome, items.gone_since
FROM items
ANTI JOIN current_versions AS pages ON items.item_id = pages.item_id;
