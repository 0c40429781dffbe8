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
    figures.value_text,
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
-- Purpose: what is not in the total and why (from exclusions), how often what is in it is listed, and units that
--          the portal file does not know.
-- Grain:   one row for the year.
-- Inputs:  figure_items, exclusions, merges, item_sections, item_versions, items, units; parameters form, year,
--          total (the code of the total's row).

WITH
left_out AS (
    SELECT item_id, split_part(rule, '@', 1) AS rule, year
    FROM exclusions
    WHERE form = $form AND (year = $year OR year IS NULL)
),
counted AS ( -- documents that the total counts
    SELECT item_id
    FROM figure_items
    WHERE form = $form AND year = $year AND code = $total
),
merged AS ( -- items that were merged into a counted document
    SELECT left_out.item_id
    FROM left_out
    INNER JOIN merges ON left_out.item_id = merges.merged_item_id
    INNER JOIN counted ON merges.kept_item_id = counted.item_id
),
carried AS ( -- every item behind the total, merged ones included
    SELECT item_id FROM counted
    UNION
    SELECT item_id FROM merged
),
unresolved AS ( -- counted documents whose unit, printed or named by title or section, is none of the portal file's
    SELECT items.unit
    FROM items
    INNER JOIN counted ON items.item_id = counted.item_id
    WHERE
        items.unit_from IN ('printed', 'title', 'section')
        AND items.unit_printed IS NOT NULL
        AND items.unit NOT IN (SELECT name FROM units)
)
SELECT
    (SELECT count(*) FROM merged) AS merged_count,
    (
        SELECT count(*)
        FROM item_sections
        INNER JOIN carried ON item_sections.item_id = carried.item_id
        WHERE item_sections.counted
    ) AS listed_count, -- item × section
    (SELECT count(*) FROM unresolved) AS unresolved_unit_items,
    (SELECT count(DISTINCT unit) FROM unresolved) AS unresolved_unit_names,
    count(*) FILTER (WHERE year IS NULL AND item_id NOT IN (SELECT merged_item_id FROM merges)) AS undated_count,
    count(*) FILTER (
        WHERE rule = 'X-undated' AND item_id NOT IN (SELECT item_id FROM item_versions)
    ) AS undated_unread_count,
    count(*) FILTER (WHERE rule = 'X-unclassified' AND year IS NOT NULL) AS unclassified_count,
    count(*) FILTER (WHERE rule = 'X-elsewhere' AND year IS NOT NULL) AS elsewhere_count,
    count(*) FILTER (WHERE rule IN ('X-unconfirmed', 'X-unlisted') AND year IS NOT NULL) AS unconfirmed_count,
    count(*) FILTER (WHERE starts_with(rule, 'D-exclude') AND year IS NOT NULL) AS excluded_count
FROM left_out;


-- name: proven_sections
-- Sections whose whole list was read once, and on what that reading rests.
--
-- Purpose: what proves the figures: read beside incomplete_sections.
-- Grain:   section.
-- Inputs:  figure_sources, sections; parameters form, total.

SELECT
    sections.section_id,
    sections.name,
    string_agg(sources.code, '、' ORDER BY sources.code) FILTER (
        WHERE sources.code <> $total AND sources.role = 'assigned'
    ) AS categories, -- NULL where its items are classified one by one
    any_value(sources.proof) AS proof,
    any_value(sources.complete_at) AS complete_at,
    max(sources.unread_rows) AS unread_rows
FROM figure_sources AS sources
INNER JOIN sections ON sources.section_id = sections.section_id
WHERE sources.form = $form AND sources.covered
GROUP BY sections.section_id, sections.name
ORDER BY sections.name, sections.section_id;


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


-- name: year_read
-- Whether a year was asked for by a backfill, and how many of its items are known from lists alone.
--
-- Purpose: a year in which nothing was ever looked for says what proves its figures.
-- Grain:   one row.
-- Inputs:  runs, items, item_versions, figure_items; parameter year.

WITH
asked AS (
    SELECT DISTINCT unnest(generate_series(year, coalesce(to_year, year)))::INTEGER AS year
    FROM runs
    WHERE kind = 'backfill' AND year IS NOT NULL AND finished_at IS NOT NULL
)
SELECT
    $year::INTEGER AS year,
    $year::INTEGER IN (SELECT year FROM asked) AS asked,
    (SELECT coalesce(list(year ORDER BY year), []) FROM asked) AS asked_years,
    (
        SELECT count(*)
        FROM items
        WHERE
            year(published_on) = $year::INTEGER
            AND has_page
            AND item_id NOT IN (SELECT item_id FROM item_versions)
            AND item_id IN (
                SELECT item_id FROM figure_items WHERE form = 'sections' AND year = $year::INTEGER
            )
    ) AS listed_only;
