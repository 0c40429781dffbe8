-- Purpose: the rows a section held when it was last read, for a crawl to start from.
-- Grain:   one item. Inputs: item_sections, items, item_versions, fetches, runs.
--          failed_nights: runs (and days, whichever are fewer) before this one on which its page was asked for
--          and did not come, since it last came.

WITH
held AS (
    SELECT
        *
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id AND left_at IS NULL
),
last_versions AS (
    SELECT
        item_id,
        arg_max(published_on, version) AS published_on
    FROM item_versions
    SEMI JOIN held USING (item_id)
    GROUP BY item_id
),
failing AS (
    SELECT held.item_id, held.url
    FROM held
    INNER JOIN items ON held.item_id = items.item_id
    WHERE
        items.page_outcome IN (
            'server_error', 'timeout', 'too_large', 'challenged', 'refused_by_robots', 'redirected_away'
        )
),
visits AS (
    SELECT
        failing.item_id,
        fetches.run_id,
        fetches.asked_at,
        max(fetches.asked_at) FILTER (
            WHERE fetches.outcome NOT IN (
                'server_error', 'timeout', 'too_large', 'challenged', 'refused_by_robots', 'redirected_away'
            )
        ) OVER (PARTITION BY failing.item_id) AS came_at
    FROM fetches
    INNER JOIN failing ON fetches.url = failing.url
    WHERE fetches.portal_id = $portal_id AND fetches.role = 'item' AND fetches.run_id <> $run_id
),
failures AS (
    SELECT
        item_id,
        least(count(DISTINCT run_id), count(DISTINCT CAST(asked_at AS DATE))) AS nights
    FROM visits
    WHERE came_at IS NULL OR asked_at > came_at
    GROUP BY item_id
)
SELECT
    held.item_id,
    held.url,
    coalesce(held.list_title, '') AS list_title,
    held.listed_on,
    last_versions.published_on,
    items.checked_at,
    items.gone_since IS NOT NULL AS gone,
    held.has_page,
    held.accepted_at IS NOT NULL AS accepted,
    held.has_page
    AND CASE
        WHEN items.checked_at IS NULL THEN runs.kind = 'nightly'
        ELSE coalesce(
            items.page_outcome IN (
                'server_error', 'timeout', 'too_large', 'challenged', 'refused_by_robots', 'redirected_away'
            ),
            FALSE
        )
    END AS pending,
    held.accepted_at IS NOT NULL
    AND (
        held.accepted_title IS DISTINCT FROM held.list_title
        OR (held.listed_on IS NOT NULL AND held.accepted_listed_on IS DISTINCT FROM held.listed_on)
    ) AS changed,
    held.accepted_listed_on AS stood_on,
    last_versions.item_id IS NOT NULL AS read,
    coalesce(failures.nights, 0)::INTEGER AS failed_nights,
    coalesce(items.page_outcome = 'redirected_away', FALSE) AS sent_away
FROM held
INNER JOIN items ON held.item_id = items.item_id
LEFT JOIN last_versions ON held.item_id = last_versions.item_id
LEFT JOIN failures ON held.item_id = failures.item_id
LEFT JOIN runs ON held.first_run_id = runs.run_id
ORDER BY held.item_id;
