-- Purpose: what was answered to each question about a list in one run; for an answer `unchanged` the bytes are those
--          of the last good answer before.
-- Grain:   question asked. Inputs: fetches; the section and run.

WITH
asked AS (
    SELECT question, url, asked_at, outcome, archive_file, archive_offset
    FROM fetches
    WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id AND role = 'list'
),
good AS (
    SELECT question, asked_at, archive_file, archive_offset
    FROM fetches
    WHERE
        portal_id = $portal_id
        AND section_id = $section_id
        AND role = 'list'
        AND outcome = 'ok'
        AND archive_file IS NOT NULL
)
SELECT
    asked.question,
    asked.url,
    asked.asked_at,
    asked.outcome,
    CASE WHEN asked.outcome = 'unchanged' THEN good.archive_file
        WHEN asked.outcome IN ('ok', 'soft_gone', 'not_html') THEN asked.archive_file
    END AS archive_file,
    CASE WHEN asked.outcome = 'unchanged' THEN good.archive_offset
        WHEN asked.outcome IN ('ok', 'soft_gone', 'not_html') THEN asked.archive_offset
    END AS archive_offset
FROM asked
ASOF LEFT JOIN good ON asked.question = good.question AND asked.asked_at >= good.asked_at
ORDER BY asked.asked_at, asked.question;
