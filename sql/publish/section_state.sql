-- Purpose: how each section stands: is there a complete reading behind it, and of when.
-- Grain:   section. Inputs: sections, section_runs.
--          covered: its whole list was read and found complete (or empty) once; from then on only accepted
--          rows count, and complete readings, also those that stop at known rows, carry it on.

CREATE OR REPLACE TEMP TABLE section_state AS
WITH
readings AS (
    SELECT
        portal_id,
        section_id,
        coalesce(bool_or(whole_list AND outcome IN ('complete', 'empty')), FALSE) AS covered,
        max(finished_at) FILTER (WHERE outcome IN ('complete', 'empty')) AS complete_at,
        max(finished_at) AS read_at,
        bool_or(pages_read > 0) AS was_read
    FROM section_runs
    GROUP BY portal_id, section_id
)
SELECT
    sections.*,
    coalesce(readings.covered, FALSE) AS covered,
    CASE WHEN readings.covered THEN readings.complete_at END AS complete_at,
    readings.read_at,
    coalesce(readings.was_read OR readings.covered, FALSE) AS was_read
FROM sections
LEFT JOIN readings USING (portal_id, section_id);
