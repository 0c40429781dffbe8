-- name: suspects
-- Purpose: of the items of sections that packages have read whole those that may not be there any more, or were not. Most
--          nights there are none.
-- Grain:   item (one that is so in two of these sections is not settled in one step). Inputs: held_items, held_rows,
--          stage_packages, withdrawals; $portal_id.
-- Tables:  needs held_items, held_rows, stage_packages; makes suspects (temporary).

CREATE OR REPLACE TEMP TABLE suspects AS
WITH
here AS (
    SELECT item_id, section_id, bool_or(left_at IS NOT NULL) AS has_left
    FROM held_rows
    WHERE portal_id = $portal_id AND section_id IN (SELECT section_id FROM stage_packages WHERE is_whole(outcome))
    GROUP BY item_id, section_id
)
SELECT held_items.* EXCLUDE (row_id, is_changed), here.section_id
FROM held_items
INNER JOIN here USING (item_id)
WHERE
    here.has_left
    OR held_items.gone_since IS NOT NULL
    OR held_items.item_id IN (SELECT item_id FROM withdrawals WHERE portal_id = $portal_id);


-- name: suspects_of_section
-- Purpose: as suspects, of one section, outside of loading. Grain: item.
-- Inputs:  items, item_sections, withdrawals; the section.
-- Tables:  makes suspects (temporary).

CREATE OR REPLACE TEMP TABLE suspects AS
WITH
here AS (
    SELECT item_id, bool_or(left_at IS NOT NULL) AS has_left
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id
    GROUP BY item_id
)
SELECT items.*, $section_id AS section_id
FROM items
INNER JOIN here USING (item_id)
WHERE
    here.has_left
    OR items.gone_since IS NOT NULL
    OR items.item_id IN (SELECT item_id FROM withdrawals WHERE portal_id = $portal_id);


-- name: hold_suspects
-- Purpose: the suspects' list rows, in whatever section, as loading holds those of the items that packages tell of.
-- Grain:   item; item × section. Inputs: suspects, item_sections.
-- Tables:  needs suspects; makes held_ids, held_rows (temporary).

CREATE OR REPLACE TEMP TABLE held_ids AS
SELECT DISTINCT item_id
FROM suspects;

CREATE OR REPLACE TEMP TABLE held_rows AS
SELECT *
FROM item_sections
SEMI JOIN held_ids USING (item_id);


-- name: suspect_sections
-- Purpose: which sections hold items that suspects_of_section would find. Mostly none. Grain: section. Inputs: items,
--          item_sections, withdrawals; $portal_id, $section_ids.

SELECT DISTINCT here.section_id
FROM item_sections AS here
INNER JOIN items ON here.item_id = items.item_id
WHERE
    here.portal_id = $portal_id
    AND here.section_id IN (SELECT unnest($section_ids::VARCHAR []))
    AND (
        here.left_at IS NOT NULL
        OR items.gone_since IS NOT NULL
        OR items.item_id IN (SELECT item_id FROM withdrawals WHERE portal_id = $portal_id)
    )
ORDER BY here.section_id;


-- name: departed
-- Purpose: what page and lists say of each suspect.
-- Grain:   item. Inputs: suspects, held_ids, held_rows, item_sections (of other items), section_runs, withdrawals.
--          all_left: no list holds it. confirmed: each of its lists was read whole and complete twice without it,
--          and it did not merely roll off the end of a list that shows its newest rows only (older than all that
--          such a list shows, while the list grew no shorter).
-- Tables:  needs held_ids, held_rows, suspects; makes departed (temporary).

CREATE OR REPLACE TEMP TABLE departed AS
WITH
places AS (
    SELECT *
    FROM held_rows
    SEMI JOIN suspects USING (item_id)
),
readings AS (
    SELECT
        portal_id,
        section_id,
        finished_at,
        records_read,
        lag(records_read) OVER one_section AS read_before,
        lead(finished_at) OVER one_section IS NOT NULL AS read_again
    FROM section_runs
    SEMI JOIN places USING (portal_id, section_id)
    WHERE whole_list AND is_whole(outcome)
    WINDOW one_section AS (PARTITION BY portal_id, section_id ORDER BY finished_at, run_id)
),
oldest_shown AS (
    SELECT portal_id, section_id, min(listed_on) AS day
    FROM (
        SELECT portal_id, section_id, listed_on, left_at, pinned FROM held_rows
        UNION ALL
        SELECT portal_id, section_id, listed_on, left_at, pinned
        FROM item_sections
        WHERE item_id NOT IN (SELECT item_id FROM held_ids)
    ) AS shown
    WHERE
        left_at IS NULL
        AND NOT pinned
        AND (portal_id, section_id) IN (SELECT (portal_id, section_id) FROM places WHERE left_at IS NOT NULL)
    GROUP BY portal_id, section_id
),
judged AS (
    SELECT
        places.item_id,
        places.left_at,
        places.last_seen_at,
        places.has_page,
        coalesce(readings.read_again, FALSE) AS read_again,
        coalesce(
            places.listed_on < oldest_shown.day AND readings.records_read >= readings.read_before, FALSE
        ) AS rolled_off
    FROM places
    LEFT JOIN readings
        ON
            places.portal_id = readings.portal_id
            AND places.section_id = readings.section_id
            AND places.left_at = readings.finished_at
    LEFT JOIN oldest_shown
        ON places.portal_id = oldest_shown.portal_id AND places.section_id = oldest_shown.section_id
),
listed AS (
    SELECT
        item_id,
        bool_and(left_at IS NOT NULL) AS all_left,
        max(left_at) AS left_at,
        bool_and(read_again AND NOT rolled_off) AS confirmed,
        bool_or(rolled_off) AS rolled_off,
        bool_or(has_page) AS has_page,
        max(last_seen_at) AS last_listed_at
    FROM judged
    GROUP BY item_id
)
SELECT
    suspects.item_id,
    suspects.section_id,
    suspects.url,
    suspects.first_seen_at,
    suspects.last_seen_at,
    suspects.checked_at,
    suspects.gone_since,
    listed.all_left,
    listed.left_at,
    listed.all_left AND listed.confirmed AS confirmed,
    listed.rolled_off,
    listed.has_page,
    listed.last_listed_at,
    withdrawals.basis,
    withdrawals.removed_at
FROM suspects
INNER JOIN listed ON suspects.item_id = listed.item_id
LEFT JOIN withdrawals ON suspects.item_id = withdrawals.item_id;


-- name: to_settle
-- Purpose: what the next night should settle: is there an item that the last complete reading of the whole list
--          did not meet, and that no second one has confirmed; and the pages to ask of items that left.
-- Grain:   item that left a list. Inputs: departed. One that other lists still hold as last read may be withdrawn
--          all the same: these need not have been read so far down.
-- Tables:  needs departed (temporary).

SELECT
    item_id,
    url,
    all_left AND NOT confirmed AS unconfirmed,
    has_page AND (checked_at IS NULL OR checked_at < left_at) AS page_due
FROM departed
WHERE left_at IS NOT NULL AND NOT rolled_off AND gone_since IS NULL AND removed_at IS NULL
ORDER BY item_id;
