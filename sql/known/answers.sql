-- Purpose: the last good answer to each question of a section: validators, and where its bytes stand. The page of
--          an item that stands in several sections may have been asked for another one of them.
-- Grain:   one question. Inputs: fetches, item_sections, section_runs.

WITH
-- What a list said on a night that was held back is asked for afresh, whatever its validators say.
doubted AS (
    SELECT outcome NOT IN ('complete', 'empty') AS doubted
    FROM section_runs
    WHERE portal_id = $portal_id AND section_id = $section_id
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
