-- name: home_is_read
-- Purpose: whether a run has read the home page already. Grain: one row. Inputs: observations, $portal_id, $run_id.

SELECT count(*) > 0
FROM observations
WHERE portal_id = $portal_id AND kind = 'home' AND fact = 'outcome' AND run_id = $run_id;


-- name: link_outcomes
-- Purpose: what came of asking for addresses in this run or since an instant, as whatever they were asked for: in one
--          of the forms of the address, or as the item's that it is. Grain: address.
-- Inputs:  fetches, items; lists of equal length $urls, $forms (of each) and $ids (of the items that they would be),
--          $portal_id, $run_id, $since.

WITH
links AS (
    SELECT unnest($urls::VARCHAR []) AS url, unnest($forms::VARCHAR []) AS form, unnest($ids::VARCHAR []) AS item_id
),
asked AS (
    SELECT links.url, fetches.outcome, fetches.asked_at, fetches.run_id = $run_id AS this_run
    FROM links
    INNER JOIN fetches ON links.form = fetches.url
    WHERE fetches.portal_id = $portal_id AND fetches.role <> 'robots' AND starts_with(fetches.question, 'GET ')
    UNION ALL
    SELECT links.url, fetches.outcome, fetches.asked_at, fetches.run_id = $run_id
    FROM links
    INNER JOIN items ON links.item_id = items.item_id
    INNER JOIN fetches ON items.url = fetches.url
    WHERE fetches.portal_id = $portal_id AND fetches.role = 'item'
)
SELECT url, outcome, asked_at, this_run
FROM asked
WHERE this_run OR asked_at >= $since::TIMESTAMPTZ
QUALIFY row_number() OVER (PARTITION BY url ORDER BY asked_at DESC, this_run DESC) = 1
ORDER BY url;
