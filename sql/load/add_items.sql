-- Purpose: items seen for the first time. Grain: one item. Inputs: folded_rows, folded_pages, items.

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
    CASE WHEN outcome IN ('gone', 'soft_gone') THEN checked_at END
FROM told
ANTI JOIN items USING (item_id);
