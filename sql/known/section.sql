-- name: portal_of_run
-- Purpose: whose run this is. Grain: at most one row. Inputs: runs.

SELECT portal_id FROM runs WHERE run_id = $run_id;


-- name: answers
-- Purpose: the last good answer to each question of sections: validators, and where its bytes stand. The page of an
--          item that stands in several sections may have been asked for another one of them.
-- Grain:   section × question. Inputs: fetches, item_sections, section_runs; $section_ids, here and below.

WITH
-- What a list said on a night that was held back is asked for afresh, whatever its validators say.
doubted AS (
    SELECT section_id, NOT is_whole(outcome) AS doubted
    FROM section_runs
    WHERE
        portal_id = $portal_id
        AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
        AND finished_at <= $until::TIMESTAMPTZ
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC) = 1
),
good AS (
    SELECT *
    FROM fetches
    WHERE
        portal_id = $portal_id
        AND outcome = 'ok'
        AND archive_file IS NOT NULL
        AND archive_offset IS NOT NULL
        AND sha256 IS NOT NULL
),
told AS (
    SELECT good.section_id AS for_section, good.*
    FROM good
    WHERE section_id IN (SELECT unnest($section_ids::VARCHAR []))
    UNION ALL
    SELECT held.section_id, good.*
    FROM good
    INNER JOIN item_sections AS held ON good.url = held.url AND good.section_id <> held.section_id
    WHERE
        good.role = 'item'
        AND held.portal_id = $portal_id
        AND held.section_id IN (SELECT unnest($section_ids::VARCHAR []))
)
SELECT
    told.for_section AS section_id,
    told.question,
    told.url,
    CASE WHEN told.role = 'item' OR NOT coalesce(doubted.doubted, FALSE) THEN told.etag END AS etag,
    CASE WHEN told.role = 'item' OR NOT coalesce(doubted.doubted, FALSE) THEN told.last_modified END AS last_modified,
    told.sha256, told.archive_file, told.archive_offset, told.content_type, told.asked_at
FROM told
LEFT JOIN doubted ON told.for_section = doubted.section_id
QUALIFY
    row_number() OVER (
        PARTITION BY told.for_section, told.question
        ORDER BY told.asked_at DESC, told.archive_file DESC, told.archive_offset DESC
    ) = 1
ORDER BY told.for_section, told.question;


-- name: told_this_run
-- Purpose: questions of sections that this very run has had a good answer to, and when.
-- Grain:   section × question. Inputs: fetches. An answer `unchanged` means the bytes of the last good one.

SELECT
    section_id,
    question,
    max(asked_at) AS asked_at
FROM fetches
WHERE
    portal_id = $portal_id
    AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
    AND run_id = $run_id
    AND is_answered(outcome)
GROUP BY section_id, question
ORDER BY section_id, question;


-- name: readings
-- Purpose: of each section the last complete reading of its whole list; total and rows of its last reading before this
--          run, where that was held back and brought fewer rows of the whole list than this says it holds; the total
--          that the list stated at its last complete reading, whole or not; number of its next package in this run.
-- Grain:   section. Inputs: section_runs, packages; $run_id, $until: a reading dated later was made under a wrong
--          clock, and is not the last one. not_shown: rows that the list said it holds beyond those read.

WITH
readings AS (
    SELECT *
    FROM section_runs
    WHERE
        portal_id = $portal_id
        AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
        AND finished_at <= $until::TIMESTAMPTZ
),
whole AS (
    SELECT section_id, records_read, records_declared, finished_at, proof
    FROM readings
    WHERE is_whole(outcome) AND whole_list
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC) = 1
),
complete AS (
    SELECT section_id, records_declared
    FROM readings
    WHERE is_whole(outcome)
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC) = 1
),
before AS (
    SELECT section_id, outcome, whole_list, records_declared, records_read
    FROM readings
    WHERE run_id <> $run_id
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC) = 1
),
short AS (
    SELECT section_id, records_declared, records_read
    FROM before
    WHERE NOT is_whole(outcome) AND whole_list AND records_read < records_declared
),
parts AS (
    SELECT section_id, max(part) AS part
    FROM packages
    WHERE portal_id = $portal_id AND run_id = $run_id
    GROUP BY section_id
)
SELECT
    wanted.section_id,
    whole.records_read AS complete_rows,
    whole.finished_at AS complete_at,
    whole.proof AS ground,
    coalesce(whole.records_declared - whole.records_read, 0) AS not_shown,
    short.records_declared AS short_declared,
    short.records_read AS short_read,
    complete.records_declared,
    coalesce(parts.part, 0) + 1 AS next_part
FROM (SELECT unnest($section_ids::VARCHAR []) AS section_id) AS wanted
LEFT JOIN whole ON wanted.section_id = whole.section_id
LEFT JOIN complete ON wanted.section_id = complete.section_id
LEFT JOIN short ON wanted.section_id = short.section_id
LEFT JOIN parts ON wanted.section_id = parts.section_id;


-- name: layouts
-- Purpose: what was last learned of sections' list and item pages by the present rules. Grain: section × kind of page.
-- Inputs:  section_layouts; $layout_version (of the present rules). A person's stands in the portal file.

SELECT
    section_id,
    kind,
    arg_max(layout, version) AS layout
FROM section_layouts
WHERE
    portal_id = $portal_id
    AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
    AND learned_from <> 'person'
    AND json_extract_string(layout, '$.version') = $layout_version::INTEGER::VARCHAR
GROUP BY section_id, kind;


-- name: rows_held
-- Purpose: how many rows each section of a portal holds, so that no more are read ahead than memory is for.
-- Grain:   section. Inputs: item_sections, $portal_id.

SELECT section_id, count(*) AS held
FROM item_sections
WHERE portal_id = $portal_id AND left_at IS NULL
GROUP BY section_id
ORDER BY section_id;


-- name: section_items
-- Purpose: the rows that sections held when they were last read, for a crawl to start from.
-- Grain:   section × item. Inputs: item_sections, items, item_versions, fetches, runs, section_runs, observations.
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
    WHERE
        portal_id = $portal_id
        AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
        AND left_at IS NULL
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
    SELECT held.section_id, held.item_id, held.url
    FROM held
    INNER JOIN items ON held.item_id = items.item_id
    WHERE
        is_asked_again(items.page_outcome)
),
visits AS (
    SELECT
        failing.section_id,
        failing.item_id,
        fetches.run_id,
        fetches.asked_at,
        max(fetches.asked_at) FILTER (
            WHERE NOT is_asked_again(fetches.outcome)
        ) OVER (PARTITION BY failing.section_id, failing.item_id) AS came_at
    FROM fetches
    INNER JOIN failing ON fetches.url = failing.url
    WHERE fetches.portal_id = $portal_id AND fetches.role = 'item' AND fetches.run_id <> $run_id
),
failures AS (
    SELECT
        section_id,
        item_id,
        least(count(DISTINCT run_id), count(DISTINCT CAST(asked_at AS DATE))) AS nights
    FROM visits
    WHERE came_at IS NULL OR asked_at > came_at
    GROUP BY section_id, item_id
),
waiting AS (
    SELECT item_id
    FROM observations
    WHERE portal_id = $portal_id AND kind = 'letter' AND fact = 'answer' AND source = 'page' AND value = 'unanswered'
),
last_reading AS (
    SELECT section_id, run_id, started_at, whole_list
    FROM section_runs
    WHERE
        portal_id = $portal_id
        AND section_id IN (SELECT unnest($section_ids::VARCHAR []))
        AND run_id <> $run_id
        AND finished_at <= $until::TIMESTAMPTZ
        AND is_read(outcome)
        AND (NOT whole_list OR pages_read >= greatest(1, coalesce(pages_declared, 1)))
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC) = 1
),
shown_from AS (
    SELECT held.section_id, min(held.listed_on) AS day
    FROM held
    INNER JOIN last_reading ON held.section_id = last_reading.section_id AND held.last_run_id = last_reading.run_id
    WHERE NOT held.pinned
    GROUP BY held.section_id
)
SELECT
    held.section_id,
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
        held.last_seen_at < last_reading.started_at
        AND (last_reading.whole_list OR coalesce(held.listed_on >= shown_from.day, TRUE)),
        FALSE
    ) AS missed,
    held.item_id IN (SELECT item_id FROM waiting) AS unanswered
FROM held
INNER JOIN items ON held.item_id = items.item_id
LEFT JOIN last_versions ON held.item_id = last_versions.item_id
LEFT JOIN failures ON held.section_id = failures.section_id AND held.item_id = failures.item_id
LEFT JOIN runs ON held.first_run_id = runs.run_id
LEFT JOIN last_reading ON held.section_id = last_reading.section_id
LEFT JOIN shown_from ON held.section_id = shown_from.section_id
ORDER BY held.section_id, held.item_id;


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


-- name: section_proofs
-- Purpose: the final proof of each section in a run that came out complete or empty. Grain: section.
-- Inputs:  section_runs, $run_id.

SELECT
    section_id, outcome, coalesce(reason, '') AS reason, pages_declared, pages_read, records_declared, records_read,
    whole_list, proof AS ground, links_seen, rows_seen, rows_set_aside
FROM section_runs
WHERE run_id = $run_id AND is_whole(outcome)
ORDER BY section_id;
