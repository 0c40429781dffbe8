-- Sections whose last reading was not complete, or that were never read.
--
-- Purpose: the notes of a report say which figures rest on an older or a partial reading, and why.
-- Grain:   section.
-- Inputs:  sections, section_runs, runs.
WITH
readings AS ( -- every reading of a section, with its instant
    SELECT
        section_runs.*,
        coalesce(section_runs.finished_at, section_runs.started_at, runs.started_at) AS read_at
    FROM section_runs
    LEFT JOIN runs ON section_runs.run_id = runs.run_id
),
last_readings AS (
    SELECT *
    FROM readings
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY read_at DESC, run_id DESC) = 1
),
complete_readings AS ( -- the last one that may stand behind a figure
    SELECT
        section_id,
        max(read_at) AS complete_at
    FROM readings
    WHERE outcome IN ('complete', 'empty')
    GROUP BY section_id
)
SELECT
    sections.section_id,
    sections.name,
    sections.category,
    last_readings.outcome, -- NULL where the section was never read
    coalesce(last_readings.reason, '') AS reason,
    last_readings.pages_declared,
    last_readings.pages_read,
    last_readings.records_declared,
    last_readings.records_read,
    last_readings.read_at,
    complete_readings.complete_at -- NULL where it was never complete
FROM sections
LEFT JOIN last_readings ON sections.section_id = last_readings.section_id
LEFT JOIN complete_readings ON sections.section_id = complete_readings.section_id
WHERE coalesce(last_readings.outcome, '') NOT IN ('complete', 'empty')
ORDER BY sections.name, sections.section_id;
