-- name: figures
-- The figures of one form and year, with the words of the rule that made each.
--
-- Purpose: the rows of a report; the renderer puts them into the form's order.
-- Grain:   form × year × code.
-- Inputs:  figures, rules; parameters form, year.

SELECT
    figures.code,
    figures.label,
    figures.measure,
    figures.value, -- NULL where the figure is missing
    figures.origin,
    figures.as_of,
    figures.rule,
    figures.sql_file,
    rules.text AS rule_text -- NULL where the file holds no words for the rule
FROM figures
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figures.form = $form AND figures.year = $year
ORDER BY figures.code;


-- name: years
-- The years of which the file holds figures of a form.
--
-- Purpose: to tell a person who asks for another year which ones there are.
-- Grain:   form × year.
-- Inputs:  figures; parameter form.

SELECT DISTINCT year
FROM figures
WHERE form = $form
ORDER BY year;


-- name: file_facts
-- Whose file this is and how fresh it is.
--
-- Purpose: heading and "data as of" of a report.
-- Grain:   one row.
-- Inputs:  portals, meta.

SELECT
    (SELECT string_agg(name, '、' ORDER BY portal_id) FROM portals) AS portal_name, -- all portals of the file
    (SELECT min(home) FROM portals) AS portal_home, -- first address, where there are several
    (SELECT max(built_at) FROM meta) AS built_at,
    (SELECT max(data_as_of) FROM meta) AS data_as_of,
    (SELECT max(rules_version) FROM meta) AS rules_version;


-- name: neighbours
-- The counts that stand beside a year's total, so that nobody mistakes one for the other.
--
-- Purpose: distinct documents, what was merged into them, how often they are listed; and what is not in the
--          total because its date, category or unit is not known.
-- Grain:   one row for the year.
-- Inputs:  figure_items, merges, item_sections, items, classifications, units; parameters form, year, total
--          (the code of the total's row).

WITH
placed AS ( -- items that a section's figures may count; rows of a reading that was held back are not among them
    SELECT DISTINCT item_id
    FROM item_sections
    WHERE counted
),
counted AS ( -- documents that the total counts
    SELECT item_id
    FROM figure_items
    WHERE form = $form AND year = $year AND code = $total
),
merged AS ( -- items that were merged into a counted document
    SELECT DISTINCT merges.merged_item_id AS item_id
    FROM merges
    INNER JOIN counted ON merges.kept_item_id = counted.item_id
),
carried AS ( -- every item behind the total, merged ones included
    SELECT item_id FROM counted
    UNION
    SELECT item_id FROM merged
),
unresolved AS ( -- counted documents whose printed unit is none of the portal file's
    SELECT items.unit
    FROM items
    INNER JOIN counted ON items.item_id = counted.item_id
    WHERE
        items.unit_from = 'printed'
        AND items.unit NOT IN (SELECT name FROM units)
),
undated AS ( -- of no year that can be told
    SELECT items.item_id
    FROM items
    INNER JOIN placed ON items.item_id = placed.item_id
    WHERE items.published_on IS NULL
),
unclassified AS ( -- items of the year without any category
    SELECT items.item_id
    FROM items
    INNER JOIN placed ON items.item_id = placed.item_id
    WHERE
        year(items.published_on) = $year
        AND items.item_id NOT IN (SELECT item_id FROM classifications)
        AND items.item_id NOT IN (SELECT merged_item_id FROM merges)
)
SELECT
    (SELECT count(*) FROM merged) AS merged_count,
    (
        SELECT count(*)
        FROM item_sections
        INNER JOIN carried ON item_sections.item_id = carried.item_id
        WHERE item_sections.counted
    ) AS listed_count, -- item × section
    (SELECT count(*) FROM undated) AS undated_count,
    (SELECT count(*) FROM unresolved) AS unresolved_unit_items,
    (SELECT count(DISTINCT unit) FROM unresolved) AS unresolved_unit_names,
    (SELECT count(*) FROM unclassified) AS unclassified_count;


-- name: incomplete_sections
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
    WHERE is_whole(outcome)
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
WHERE NOT is_whole(coalesce(last_readings.outcome, ''))
ORDER BY sections.name, sections.section_id;
