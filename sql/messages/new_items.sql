-- Purpose: the newest of what is new since a night began, and how many there are in all.
-- Grain:   item, at most $limit. Inputs: items; $began, $limit.

SELECT
    coalesce(title, url) AS title,
    coalesce(unit, '') AS unit,
    published_on,
    count(*) OVER () AS item_count
FROM items
WHERE first_seen_at >= $began::TIMESTAMPTZ AND removed_at IS NULL
ORDER BY published_on DESC NULLS LAST, first_seen_at DESC, item_id
LIMIT $limit;
