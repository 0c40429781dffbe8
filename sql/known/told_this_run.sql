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
    AND outcome IN ('ok', 'unchanged')
GROUP BY question
ORDER BY question;
