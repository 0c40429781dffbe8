-- name: fold_package
-- Purpose: a package's rows folded to one per item: what it says last of each.
-- Grain:   folded_rows, folded_pages: one row per item of the package. Inputs: stage_rows, stage_items.
-- Tables:  needs stage_items, stage_rows; makes folded_pages, folded_rows (temporary).

CREATE OR REPLACE TEMP TABLE folded_rows AS
WITH
-- An item can stand on a list twice: pinned above, and at its place below.
ranked AS (
    SELECT
        *,
        bool_or(pinned) OVER one_item AS is_pinned,
        bool_or(has_page) OVER one_item AS has_a_page,
        min(seen_at) OVER one_item AS first_seen_at,
        row_number() OVER (
            PARTITION BY item_id
            ORDER BY listed_on IS NULL, seen_at DESC, page_number ASC, position ASC
        ) AS rank
    FROM stage_rows
    WINDOW one_item AS (PARTITION BY item_id)
)
SELECT
    item_id, url, title, listed_on, unit, index_number, document_number,
    is_pinned AS pinned, has_a_page AS has_page, first_seen_at, seen_at
FROM ranked
WHERE rank = 1;

CREATE OR REPLACE TEMP TABLE folded_pages AS
SELECT
    *,
    NULL::INTEGER AS version_before,
    NULL::TIMESTAMPTZ AS accepted_at
FROM stage_items
QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY seen_at DESC, outcome = 'ok' DESC) = 1;


-- name: folded
-- Purpose: what of a package there is to bring in, so that what is done with the rest need not be begun: items that the
--          ledger does not know, rows of the section that it does not know, pages that were read.
-- Grain:   one row. Inputs: folded_rows, folded_pages, items, item_sections; $portal_id, $section_id.
-- Tables:  needs folded_pages, folded_rows (temporary).

SELECT
    EXISTS (SELECT 1 FROM folded_rows ANTI JOIN items USING (item_id))
    OR EXISTS (SELECT 1 FROM folded_pages ANTI JOIN items USING (item_id)) AS has_new_items,
    EXISTS (
        SELECT 1
        FROM folded_rows
        WHERE
            item_id NOT IN (
                SELECT item_id FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id
            )
    ) AS has_new_rows,
    EXISTS (SELECT 1 FROM folded_pages WHERE outcome = 'ok') AS has_read_pages;


-- name: update_items
-- Purpose: what a package says of items known already: seen again, page asked again, gone or back.
-- Grain:   one item. Inputs: folded_rows, folded_pages. Packages may come late: instants never go backwards.
-- Tables:  needs folded_pages, folded_rows (temporary).

UPDATE items
SET
    last_seen_at = greatest(items.last_seen_at, told.seen_at),
    checked_at = greatest(items.checked_at, told.checked_at),
    page_outcome = CASE
        WHEN told.checked_at >= coalesce(items.checked_at, told.checked_at) THEN told.outcome
        ELSE items.page_outcome
    END,
    gone_since = CASE
        WHEN told.checked_at < items.checked_at THEN items.gone_since
        WHEN is_gone(told.outcome) THEN coalesce(items.gone_since, told.checked_at)
        WHEN is_answered(told.outcome) THEN NULL
        ELSE items.gone_since
    END
FROM (
    SELECT
        item_id,
        greatest(
            folded_rows.seen_at,
            CASE WHEN is_answered(folded_pages.outcome) THEN folded_pages.seen_at END
        ) AS seen_at,
        folded_pages.seen_at AS checked_at,
        folded_pages.outcome
    FROM folded_rows
    FULL JOIN folded_pages USING (item_id)
) AS told
WHERE items.item_id = told.item_id;


-- name: add_items
-- Purpose: items seen for the first time. Grain: one item. Inputs: folded_rows, folded_pages, items.
-- Tables:  needs folded_pages, folded_rows (temporary).

INSERT INTO items
WITH
told AS (
    SELECT
        item_id,
        coalesce(folded_rows.url, folded_pages.url) AS url,
        least(folded_rows.first_seen_at, folded_pages.seen_at) AS first_seen_at,
        greatest(folded_rows.seen_at, folded_pages.seen_at) AS last_seen_at,
        folded_pages.seen_at AS checked_at,
        folded_pages.outcome
    FROM folded_rows
    FULL JOIN folded_pages USING (item_id)
)
SELECT
    item_id,
    $portal_id,
    url,
    first_seen_at,
    last_seen_at,
    checked_at,
    outcome,
    CASE WHEN is_gone(outcome) THEN checked_at END
FROM told
ANTI JOIN items USING (item_id);
