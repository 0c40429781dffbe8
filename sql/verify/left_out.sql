-- Purpose: items of the published file that were known when the year was sealed, belong to it, and are not in the
--          sealed file. Grain: item. Inputs: other (the published file), seal, items, $year.
--          Only those that cannot have come into the year since: their one page, read before, prints their day,
--          and nothing merges them or was decided of them; by the same rules.

WITH
bound AS (
    SELECT least(data_as_of, coalesce(as_of, data_as_of)) AS until
    FROM seal
    WHERE (SELECT rules_version FROM meta) = (SELECT rules_version FROM other.main.meta)
),
of_year AS (
    SELECT item_id, title
    FROM other.main.items
    WHERE
        date_from = 'page'
        AND year(published_on) = $year::INTEGER
        AND first_seen_at <= (SELECT until FROM bound)
),
read_once AS (
    SELECT item_id
    FROM other.main.item_versions
    GROUP BY item_id
    HAVING count(*) = 1 AND max(seen_at) <= (SELECT until FROM bound)
),
touched AS (
    SELECT kept_item_id AS item_id FROM other.main.merges
    UNION
    SELECT merged_item_id FROM other.main.merges
    UNION
    SELECT item_id FROM other.main.decisions WHERE item_id IS NOT NULL
    UNION
    SELECT value_item_id FROM other.main.decisions WHERE value_item_id IS NOT NULL
)
SELECT of_year.item_id, of_year.title
FROM of_year
SEMI JOIN read_once ON of_year.item_id = read_once.item_id
ANTI JOIN items ON of_year.item_id = items.item_id
WHERE of_year.item_id NOT IN (SELECT item_id FROM touched)
ORDER BY of_year.item_id;
