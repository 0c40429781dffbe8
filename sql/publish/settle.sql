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
-- Purpose: the same, kept: people then decide of single items whether they count. Grain: item × section. Inputs: placement.
-- Tables:  needs placement; makes placed (temporary).

CREATE OR REPLACE TEMP TABLE placed AS FROM placement;


-- name: listed
-- Purpose: what the lists say of an item, from the rows that count (from all, where none does).
-- Grain:   item. Inputs: placed. Where sections differ: the earliest date, and the words of the section
--          that listed it first.
-- Tables:  needs placed; makes listed (temporary).

CREATE OR REPLACE TEMP TABLE listed AS
WITH
told AS NOT MATERIALIZED (
    SELECT * FROM placed WHERE counted
    UNION ALL BY NAME
    SELECT *
    FROM placed
    WHERE
        NOT counted
        -- Few rows do not count: only their items are looked at further.
        AND item_id NOT IN (
            SELECT item_id FROM placed WHERE counted AND item_id IN (SELECT item_id FROM placed WHERE NOT counted)
        )
),
-- By hashes, for their speed: a single row of a hash that two items share comes out of the sums below as it is.
several AS (
    SELECT hash(item_id) AS hashed FROM told GROUP BY hashed HAVING count(*) > 1
)
SELECT
    item_id,
    accepted,
    listed_on,
    list_title,
    unit,
    index_number,
    document_number,
    section_unit,
    has_page,
    details,
    left_at IS NOT NULL AS has_left
FROM told
ANTI JOIN several ON hash(told.item_id) = several.hashed
UNION ALL
SELECT
    item_id,
    bool_or(accepted),
    min(listed_on),
    arg_min(list_title, (first_seen_at, section_id)) FILTER (WHERE list_title IS NOT NULL),
    arg_min(unit, (first_seen_at, section_id)) FILTER (WHERE unit IS NOT NULL),
    arg_min(index_number, (first_seen_at, section_id)) FILTER (WHERE index_number IS NOT NULL),
    arg_min(document_number, (first_seen_at, section_id)) FILTER (WHERE document_number IS NOT NULL),
    arg_min(section_unit, (first_seen_at, section_id)) FILTER (WHERE section_unit IS NOT NULL),
    bool_or(has_page),
    bool_or(details),
    bool_and(left_at IS NOT NULL)
FROM told
SEMI JOIN several ON hash(told.item_id) = several.hashed
GROUP BY item_id;


-- name: other_versions
-- Purpose: the versions of pages that are not the published one: of an item that a complete night has accepted
--          those not accepted, and all but the last of the others.
-- Grain:   item × version. Inputs: item_versions, listed.
--          Few items have such: only those with a second version or one not accepted are looked at.
-- Tables:  needs listed; makes other_versions (temporary).

CREATE OR REPLACE TEMP TABLE other_versions AS
WITH
doubtful AS (
    SELECT DISTINCT item_id
    FROM item_versions
    WHERE version > 1 OR accepted_at IS NULL
),
judged AS (
    SELECT
        item_versions.item_id,
        item_versions.version,
        NOT coalesce(listed.accepted, FALSE) OR item_versions.accepted_at IS NOT NULL AS eligible
    FROM item_versions
    INNER JOIN doubtful USING (item_id)
    LEFT JOIN listed USING (item_id)
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


-- name: printed_units
-- Purpose: the unit that each printed name stands for; null name where no spelling of the portal file fits.
-- Grain:   portal × printed name. Inputs: current_versions, listed, items, unit_names.
-- Tables:  needs current_versions, listed; makes printed_units (temporary).

CREATE OR REPLACE TEMP TABLE printed_units AS
WITH
printed AS (
    SELECT portal_id, unit FROM current_versions WHERE unit IS NOT NULL
    UNION
    SELECT items.portal_id, listed.unit
    FROM listed
    INNER JOIN items USING (item_id)
    WHERE listed.unit IS NOT NULL
)
SELECT
    printed.portal_id,
    printed.unit AS printed,
    unit_names.name,
    unit_names.is_alias
FROM printed
LEFT JOIN unit_names
    ON printed.portal_id = unit_names.portal_id AND folded(printed.unit) = unit_names.folded
WHERE folded(printed.unit) <> '';
