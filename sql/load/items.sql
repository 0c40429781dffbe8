-- name: to_wait
-- Purpose: the first package that is not loaded together with those before it, for it might not find the ledger as it
--          would after them: it tells more of what one of them tells already (the page of an item, a row of a section),
--          or of a page in a section that one of them has proven; or one of them brings a person's layout, beside which
--          nothing is learned; or one may find items withdrawn, moved or restored, which looks at all that there is.
-- Grain:   one row; null: all are loaded together. Inputs: stage_items, stage_layouts, stage_packages, stage_rows,
--          item_sections, items, withdrawals; $portal_id, $run_id.
-- Tables:  needs stage_items, stage_layouts, stage_packages, stage_rows (temporary).

WITH
pages AS (SELECT DISTINCT package, item_id FROM stage_items),
listed AS (
    SELECT DISTINCT package, section_id, item_id
    FROM stage_rows
    INNER JOIN stage_packages USING (package)
),
told AS (
    SELECT package, row_number() OVER (PARTITION BY item_id ORDER BY package) AS time FROM pages
    UNION ALL
    SELECT package, row_number() OVER (PARTITION BY section_id, item_id ORDER BY package) FROM listed
),
proven AS (SELECT package, section_id, whole_list FROM stage_packages WHERE is_whole(outcome)),
standing AS (
    SELECT
        proven.package,
        held.item_id,
        held.left_at IS NOT NULL
        OR (
            proven.whole_list
            AND held.last_run_id <> $run_id
            AND (held.section_id, held.item_id) NOT IN (SELECT (section_id, item_id) FROM listed)
        ) AS may_have_left
    FROM item_sections AS held
    INNER JOIN proven ON held.section_id = proven.section_id
    WHERE held.portal_id = $portal_id
    UNION ALL
    SELECT proven.package, listed.item_id, FALSE
    FROM listed
    INNER JOIN proven ON listed.section_id = proven.section_id
),
doubtful AS (
    SELECT item_id FROM items WHERE gone_since IS NOT NULL
    UNION ALL
    SELECT item_id FROM withdrawals WHERE portal_id = $portal_id
    UNION ALL
    SELECT item_id FROM stage_items WHERE is_gone(outcome)
),
waiting AS (
    SELECT package FROM told WHERE time > 1
    UNION ALL
    SELECT pages.package
    FROM pages
    INNER JOIN standing ON pages.item_id = standing.item_id AND pages.package > standing.package
    UNION ALL
    SELECT package + 1 FROM stage_layouts WHERE learned_from = 'person'
    UNION ALL
    SELECT package + 1 FROM standing WHERE may_have_left OR item_id IN (SELECT item_id FROM doubtful)
)
SELECT min(package) FROM waiting;


-- name: fold_package
-- Purpose: the rows of packages folded to one per item: what each package says last of each. is_held: its section has
--          the row already.
-- Grain:   folded_rows: package × item; folded_pages: item. Inputs: stage_rows, stage_items, stage_packages,
--          item_sections; $portal_id.
-- Tables:  needs stage_items, stage_packages, stage_rows; makes folded_pages, folded_rows (temporary).

CREATE OR REPLACE TEMP TABLE folded_pages AS
SELECT
    *,
    NULL::INTEGER AS version_before,
    NULL::TIMESTAMPTZ AS accepted_at
FROM stage_items
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
    WINDOW one_item AS (PARTITION BY package, item_id)
),
held AS (
    SELECT section_id, item_id
    FROM item_sections
    WHERE portal_id = $portal_id AND item_id IN (SELECT item_id FROM stage_rows)
)
SELECT
    package, section_id, item_id, url, title, listed_on, unit, index_number, document_number,
    is_pinned AS pinned, has_a_page AS has_page, first_seen_at, seen_at,
    (section_id, item_id) IN (SELECT (section_id, item_id) FROM held) AS is_held
FROM ranked
INNER JOIN stage_packages USING (package)
WHERE rank = 1;


-- name: fold_items
-- Purpose: what rows and pages together say of each item. Where a page is told of by a later package than the first row,
--          it finds the item there already: it says nothing of when this was seen unless it was answered.
-- Grain:   told_items: item. is_known: the ledger has it already. Inputs: folded_rows, folded_pages, items.
-- Tables:  needs folded_pages, folded_rows; makes told_items (temporary).

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
),
known AS (
    SELECT item_id
    FROM items
    WHERE item_id IN (SELECT item_id FROM folded_rows UNION ALL SELECT item_id FROM folded_pages)
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
    item_id IN (SELECT item_id FROM known) AS is_known
FROM listed
FULL JOIN folded_pages AS page USING (item_id);


-- name: folded
-- Purpose: what of packages there is to bring in, so that what is done with the rest need not be begun: items that the
--          ledger knows and does not know, rows of their sections that it knows and does not know, pages that were read,
--          such of them that were read before.
-- Grain:   one row. Inputs: folded_rows, folded_pages, told_items, item_versions.
-- Tables:  needs folded_pages, folded_rows, told_items (temporary).

SELECT
    EXISTS (SELECT 1 FROM told_items WHERE is_known) AS has_known_items,
    EXISTS (SELECT 1 FROM told_items WHERE NOT is_known) AS has_new_items,
    EXISTS (SELECT 1 FROM folded_rows WHERE is_held) AS has_held_rows,
    EXISTS (SELECT 1 FROM folded_rows WHERE NOT is_held) AS has_new_rows,
    EXISTS (SELECT 1 FROM folded_pages WHERE outcome = 'ok') AS has_read_pages,
    EXISTS (
        SELECT 1 FROM item_versions WHERE item_id IN (SELECT item_id FROM folded_pages WHERE outcome = 'ok')
    ) AS has_read_before;


-- name: update_items
-- Purpose: what packages say of items known already: seen again, page asked again, gone or back.
-- Grain:   one item. Inputs: told_items. Packages may come late: instants never go backwards.
-- Tables:  needs told_items (temporary).

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
FROM told_items AS told
WHERE items.item_id = told.item_id AND told.is_known;


-- name: add_items
-- Purpose: items seen for the first time. Grain: one item. Inputs: told_items; $portal_id.
-- Tables:  needs told_items (temporary).

INSERT INTO items
SELECT
    item_id,
    $portal_id,
    url,
    first_seen_at,
    last_seen_at,
    checked_at,
    outcome,
    CASE WHEN is_gone(outcome) THEN checked_at END
FROM told_items
WHERE NOT is_known;
