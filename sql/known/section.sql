-- name: portal_of_run
-- Purpose: whose run this is. Grain: at most one row. Inputs: runs.

SELECT portal_id FROM runs WHERE run_id = $run_id;


-- name: answers
-- Purpose: the last good answer to each question of a section: validators, and where its bytes stand. The page of
--          an item that stands in several sections may have been asked for another one of them.
-- Grain:   one question. Inputs: fetches, item_sections, section_runs.

WITH
-- What a list said on a night that was held back is asked for afresh, whatever its validators say.
doubted AS (
    SELECT NOT is_whole(outcome) AS doubted
    FROM section_runs
    WHERE portal_id = $portal_id AND section_id = $section_id AND finished_at <= $until::TIMESTAMPTZ
    ORDER BY finished_at DESC
    LIMIT 1
)
SELECT
    question,
    url,
    CASE WHEN role = 'item' OR NOT coalesce((SELECT doubted FROM doubted), FALSE) THEN etag END AS etag,
    CASE
        WHEN role = 'item' OR NOT coalesce((SELECT doubted FROM doubted), FALSE) THEN last_modified
    END AS last_modified,
    sha256, archive_file, archive_offset, content_type, asked_at
FROM fetches
WHERE
    portal_id = $portal_id
    AND (
        section_id = $section_id
        OR (
            role = 'item'
            AND url IN (SELECT url FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id)
        )
    )
    AND outcome = 'ok'
    AND archive_file IS NOT NULL
    AND archive_offset IS NOT NULL
    AND sha256 IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY question ORDER BY asked_at DESC, archive_file DESC, archive_offset DESC) = 1
ORDER BY question;


-- name: told_this_run
-- Purpose: questions of a section that this very run has had a good answer to, and when.
-- Grain:   one question. Inputs: fetches. An answer `unchanged` means the bytes of the last good one.

SELECT
    question,
    max(asked_at) AS asked_at
FROM fetches
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND run_id = $run_id
    AND is_answered(outcome)
GROUP BY question
ORDER BY question;


-- name: last_whole
-- Purpose: the last complete reading of a section's whole list. Grain: at most one row. Inputs: section_runs; $until,
--          here and below: a reading dated later was made under a wrong clock, and is not the last one.
--          not_shown: rows that the list said it holds beyond those read.

SELECT
    records_read,
    finished_at,
    proof AS ground,
    coalesce(records_declared - records_read, 0) AS not_shown
FROM section_runs
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND is_whole(outcome)
    AND whole_list
    AND finished_at <= $until::TIMESTAMPTZ
ORDER BY finished_at DESC
LIMIT 1;


-- name: layouts
-- Purpose: what was last learned of a section's list and item pages by the present rules. Grain: kind of page.
-- Inputs:  section_layouts; $layout_version (of the present rules). A person's stands in the portal file.

SELECT
    kind,
    arg_max(layout, version) AS layout
FROM section_layouts
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND learned_from <> 'person'
    AND json_extract_string(layout, '$.version') = $layout_version::INTEGER::VARCHAR
GROUP BY kind;


-- name: fell_short
-- Purpose: total and rows of a section's last reading before this run, where that was held back and brought fewer
--          rows of the whole list than this says it holds. Grain: at most one row. Inputs: section_runs.

WITH
last_reading AS (
    SELECT outcome, whole_list, records_declared, records_read
    FROM section_runs
    WHERE
        portal_id = $portal_id
        AND section_id = $section_id
        AND run_id <> $run_id
        AND finished_at <= $until::TIMESTAMPTZ
    ORDER BY finished_at DESC
    LIMIT 1
)
SELECT records_declared, records_read
FROM last_reading
WHERE NOT is_whole(outcome) AND whole_list AND records_read < records_declared;


-- name: last_declared
-- Purpose: the total that a section's list stated at its last complete reading, whole or not.
-- Grain:   at most one row. Inputs: section_runs.

SELECT
    records_declared
FROM section_runs
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND is_whole(outcome)
    AND finished_at <= $until::TIMESTAMPTZ
ORDER BY finished_at DESC
LIMIT 1;


-- name: next_part
-- Purpose: number of the next package of a run and section, from 1. Grain: one row. Inputs: packages.

SELECT coalesce(max(part), 0) + 1
FROM packages
WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id;


-- name: section_items
-- Purpose: the rows a section held when it was last read, for a crawl to start from.
-- Grain:   one item. Inputs: item_sections, items, item_versions, fetches, runs, section_runs, observations.
--          missed: the last reading before this run went where the row stood and did not meet it, be it that it
--          read all the pages of the list, or the newest rows down to older ones than this. In a section that is
--          never complete, or read to known rows only, nothing else tells that a row vanished.
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
        is_asked_again(items.page_outcome)
),
visits AS (
    SELECT
        failing.item_id,
        fetches.run_id,
        fetches.asked_at,
        max(fetches.asked_at) FILTER (
            WHERE NOT is_asked_again(fetches.outcome)
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
),
waiting AS (
    SELECT item_id
    FROM observations
    WHERE portal_id = $portal_id AND kind = 'letter' AND fact = 'answer' AND source = 'page' AND value = 'unanswered'
),
last_reading AS (
    SELECT run_id, started_at, whole_list
    FROM section_runs
    WHERE
        portal_id = $portal_id
        AND section_id = $section_id
        AND run_id <> $run_id
        AND finished_at <= $until::TIMESTAMPTZ
        AND is_read(outcome)
        AND (NOT whole_list OR pages_read >= greatest(1, coalesce(pages_declared, 1)))
    ORDER BY finished_at DESC
    LIMIT 1
),
shown_from AS (
    SELECT min(listed_on) AS day
    FROM held
    WHERE NOT pinned AND last_run_id = (SELECT run_id FROM last_reading)
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
            is_asked_again(items.page_outcome),
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
    coalesce(items.page_outcome = 'redirected_away', FALSE) AS sent_away,
    coalesce(
        held.last_seen_at < (SELECT started_at FROM last_reading)
        AND (
            (SELECT whole_list FROM last_reading)
            OR coalesce(held.listed_on >= (SELECT day FROM shown_from), TRUE)
        ),
        FALSE
    ) AS missed,
    held.item_id IN (SELECT item_id FROM waiting) AS unanswered
FROM held
INNER JOIN items ON held.item_id = items.item_id
LEFT JOIN last_versions ON held.item_id = last_versions.item_id
LEFT JOIN failures ON held.item_id = failures.item_id
LEFT JOIN runs ON held.first_run_id = runs.run_id
ORDER BY held.item_id;


-- name: checked_items
-- Purpose: when each item's page was last asked to good purpose, in whatever section.
-- Grain:   one item. Inputs: items. Pages that failed for now are left out: they are still owed.

SELECT
    item_id, checked_at
FROM items
WHERE
    portal_id = $portal_id
    AND checked_at IS NOT NULL
    AND NOT is_asked_again(page_outcome)
ORDER BY item_id;


-- name: section_proof
-- Purpose: the final proof of a section in a run, when it came out complete or empty.
-- Grain:   at most one row. Inputs: section_runs.

SELECT
    outcome, coalesce(reason, '') AS reason, pages_declared, pages_read, records_declared, records_read, whole_list,
    proof AS ground, links_seen, rows_seen, rows_set_aside
FROM section_runs
WHERE run_id = $run_id AND section_id = $section_id AND is_whole(outcome);
