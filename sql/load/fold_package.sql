-- Purpose: a package's rows folded to one per item: what it says last of each.
-- Grain:   folded_rows, folded_pages: one row per item of the package. Inputs: stage_rows, stage_items.

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
SELECT * FROM stage_items
QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY seen_at DESC, outcome = 'ok' DESC) = 1;
