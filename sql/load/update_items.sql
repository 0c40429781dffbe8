-- Purpose: what a package says of items known already: seen again, page asked again, gone or back.
-- Grain:   one item. Inputs: folded_rows, folded_pages. Packages may come late: instants never go backwards.

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
        WHEN told.outcome IN ('gone', 'soft_gone') THEN coalesce(items.gone_since, told.checked_at)
        WHEN told.outcome IN ('ok', 'unchanged') THEN NULL
        ELSE items.gone_since
    END
FROM (
    SELECT
        item_id,
        greatest(
            folded_rows.seen_at,
            CASE WHEN folded_pages.outcome IN ('ok', 'unchanged') THEN folded_pages.seen_at END
        ) AS seen_at,
        folded_pages.seen_at AS checked_at,
        folded_pages.outcome
    FROM folded_rows
    FULL JOIN folded_pages USING (item_id)
) AS told
WHERE items.item_id = told.item_id;
