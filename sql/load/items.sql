-- name: fold_package
-- Purpose: the rows of packages folded to one per item: what each package says last of each. is_held: its section has
--          the row already.
-- Grain:   folded_rows: package × item; folded_pages: item. Inputs: stage_rows, stage_items, stage_packages, held_rows.
-- Tables:  needs held_rows, stage_items, stage_packages, stage_rows; makes folded_pages, folded_rows (temporary).

CREATE OR REPLACE TEMP TABLE folded_pages AS
SELECT
    *,
    NULL::INTEGER AS version_before,
    NULL::TIMESTAMPTZ AS accepted_at
FROM stage_items
SEMI JOIN stage_packages USING (package)
QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY seen_at DESC, outcome = 'ok' DESC) = 1;

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
            PARTITION BY package, item_id
            ORDER BY listed_on IS NULL, seen_at DESC, page_number ASC, position ASC
        ) AS rank
    FROM stage_rows
    SEMI JOIN stage_packages USING (package)
    WINDOW one_item AS (PARTITION BY package, item_id)
)
SELECT
    package, section_id, item_id, url, title, listed_on, unit, index_number, document_number,
    is_pinned AS pinned, has_a_page AS has_page, first_seen_at, seen_at,
    (section_id, item_id) IN (SELECT (section_id, item_id) FROM held_rows) AS is_held
FROM ranked
INNER JOIN stage_packages USING (package)
WHERE rank = 1;


-- name: fold_items
-- Purpose: what rows and pages together say of each item. Where a page is told of by a later package than the first row,
--          it finds the item there already: it says nothing of when this was seen unless it was answered.
-- Grain:   told_items: item. is_known: the ledger has it already. Inputs: folded_rows, folded_pages, held_items.
-- Tables:  needs folded_pages, folded_rows, held_items; makes told_items (temporary).

CREATE OR REPLACE TEMP TABLE told_items AS
WITH
listed AS (
    SELECT
        item_id,
        min(package) AS package,
        arg_min(url, package) AS url,
        arg_min(first_seen_at, package) AS first_seen_at,
        max(seen_at) AS seen_at
    FROM folded_rows
    GROUP BY item_id
)
SELECT
    item_id,
    CASE WHEN page.package < listed.package THEN page.url ELSE coalesce(listed.url, page.url) END AS url,
    CASE
        WHEN page.package < listed.package THEN page.seen_at
        WHEN page.package > listed.package THEN listed.first_seen_at
        ELSE least(listed.first_seen_at, page.seen_at)
    END AS first_seen_at,
    greatest(listed.seen_at, CASE WHEN is_answered(page.outcome) THEN page.seen_at END) AS seen_at,
    greatest(
        listed.seen_at,
        CASE WHEN page.package <= listed.package OR is_answered(page.outcome) OR listed.item_id IS NULL THEN page.seen_at END
    ) AS last_seen_at,
    page.seen_at AS checked_at,
    page.outcome,
    item_id IN (SELECT item_id FROM held_items) AS is_known
FROM listed
FULL JOIN folded_pages AS page USING (item_id);


-- name: update_items
-- Purpose: what packages say of items known already: seen again, page asked again, gone or back.
-- Grain:   one item. Inputs: told_items. Packages may come late: instants never go backwards.
-- Tables:  needs held_items, told_items (temporary).

UPDATE held_items AS held
SET
    is_changed = TRUE,
    last_seen_at = greatest(held.last_seen_at, told.seen_at),
    checked_at = greatest(held.checked_at, told.checked_at),
    page_outcome = CASE
        WHEN told.checked_at >= coalesce(held.checked_at, told.checked_at) THEN told.outcome
        ELSE held.page_outcome
    END,
    gone_since = CASE
        WHEN told.checked_at < held.checked_at THEN held.gone_since
        WHEN is_gone(told.outcome) THEN coalesce(held.gone_since, told.checked_at)
        WHEN is_answered(told.outcome) THEN NULL
        ELSE held.gone_since
    END
FROM told_items AS told
WHERE held.item_id = told.item_id AND told.is_known;


-- name: add_items
-- Purpose: items seen for the first time. Grain: one item. Inputs: told_items; $portal_id.
-- Tables:  needs held_items, told_items (temporary).

INSERT INTO held_items
SELECT
    item_id,
    $portal_id,
    url,
    first_seen_at,
    last_seen_at,
    checked_at,
    outcome,
    CASE WHEN is_gone(outcome) THEN checked_at END,
    NULL,
    TRUE
FROM told_items
WHERE NOT is_known;
