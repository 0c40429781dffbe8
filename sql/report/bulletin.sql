-- name: bulletin_read_on
-- The day up to which a portal was read: when the last run began that asked all its sections.
--
-- Purpose: a period that has not ended by then is told as far as that day (截至). A run that begins before midnight
--          ends on the next day: what it has read is known up to the day on which it began.
-- Grain:   one row; NULL where nothing was ever read to its end.
-- Inputs:  runs, section_runs, findings. A nightly run asks every section; a backfill may be of some alone.

WITH
taken_out AS ( -- of the portal file: asked no more
    SELECT subject AS section_id
    FROM findings
    WHERE check_id = 'section-retired' AND outcome = 'uncertain'
),
asked AS (
    SELECT runs.run_id, runs.kind, runs.started_at, section_runs.section_id, section_runs.outcome
    FROM runs
    INNER JOIN section_runs ON runs.run_id = section_runs.run_id
    WHERE
        runs.kind IN ('nightly', 'backfill')
        AND section_runs.section_id NOT IN (SELECT section_id FROM taken_out)
),
judged AS (
    SELECT
        run_id,
        CAST(timezone('Asia/Shanghai', any_value(started_at)) AS DATE) AS began_on,
        any_value(kind) = 'nightly'
        OR count(DISTINCT section_id) = (SELECT count(DISTINCT section_id) FROM asked) AS is_of_all,
        bool_or(is_whole(outcome)) AS is_any_whole
    FROM asked
    GROUP BY run_id
)
SELECT coalesce(max(began_on) FILTER (WHERE is_of_all), max(began_on)) AS read_on FROM judged WHERE is_any_whole;


-- name: bulletin_documents
-- The documents that were published in the period, as the figures of form `sections` count them.
--
-- Purpose: what every number of the bulletin counts: distinct documents after merges, once in every category, and
--          once in all (合计).
-- Grain:   document (kept item) × code (category, or 合计).
-- Inputs:  figure_items, items; parameters first, last. is_pending: nobody knows yet whose it is (待读, 不详).
-- Tables:  makes bulletin_documents (temporary).

CREATE OR REPLACE TEMP TABLE bulletin_documents AS
SELECT
    figure_items.item_id,
    figure_items.code,
    items.published_on,
    coalesce(items.unit, '') AS unit,
    coalesce(items.unit_from IN ('unread', 'unknown'), FALSE) AS is_pending
FROM figure_items
INNER JOIN items ON figure_items.item_id = items.item_id
WHERE
    figure_items.form = 'sections'
    AND figure_items.year = year($first::DATE)
    AND items.published_on BETWEEN $first::DATE AND $last::DATE;


-- name: bulletin_sections
-- Each section: how it was read, its last item as the period ended, its first one after that.
--
-- Purpose: what is overdue, what falls due, and which numbers are known to be all there is.
-- Grain:   section.
-- Inputs:  sections, section_runs, figure_sources, findings, item_sections, items, merges, bulletin_documents;
--          parameters until (the last day that is told), whole_from (the day from which on a complete reading tells
--          all of the period).
--          is_whole: as figures decide it (sql/figures/sections.sql): the whole list was read once, no row waits for
--          its date, and the last complete reading is of that day or later; of a section that was taken out of the
--          portal file, whenever it was.
-- Tables:  needs bulletin_documents; makes bulletin_sections (temporary).

CREATE OR REPLACE TEMP TABLE bulletin_sections AS
WITH
taken_out AS (
    SELECT DISTINCT subject AS section_id
    FROM findings
    WHERE check_id = 'section-retired' AND outcome = 'uncertain'
),
sources AS (
    SELECT section_id, covered, unread_rows, CAST(timezone('Asia/Shanghai', complete_at) AS DATE) AS complete_on
    FROM figure_sources
    WHERE form = 'sections' AND code = '合计'
),
readings AS (
    SELECT
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason,
        bool_or(pages_read > 0 OR is_whole(outcome)) AS was_read
    FROM section_runs
    GROUP BY section_id
),
listed AS (
    SELECT
        places.section_id,
        max(items.published_on) FILTER (WHERE items.published_on <= $until::DATE) AS last_on,
        min(items.published_on) FILTER (WHERE items.published_on > $until::DATE) AS next_on
    FROM item_sections AS places
    INNER JOIN items ON places.item_id = items.item_id
    WHERE places.counted
    GROUP BY places.section_id
),
published AS ( -- a document that several addresses carry is one also here
    SELECT places.section_id, count(DISTINCT documents.item_id) AS documents
    FROM item_sections AS places
    LEFT JOIN merges ON places.item_id = merges.merged_item_id
    INNER JOIN bulletin_documents AS documents
        ON coalesce(merges.kept_item_id, places.item_id) = documents.item_id AND documents.code = '合计'
    WHERE places.counted
    GROUP BY places.section_id
)
SELECT
    sections.section_id,
    sections.name,
    sections.url,
    sections.category,
    coalesce(sections.unit, '') AS unit,
    sections.cadence_days,
    taken_out.section_id IS NOT NULL AS is_taken_out,
    coalesce(readings.was_read, FALSE) AS was_read,
    coalesce(sources.covered, FALSE) AS is_covered,
    coalesce(sources.unread_rows, 0) AS unread_rows,
    sources.complete_on,
    coalesce(
        sources.covered
        AND sources.unread_rows = 0
        AND (taken_out.section_id IS NOT NULL OR sources.complete_on >= $whole_from::DATE),
        FALSE
    ) AS is_whole,
    readings.outcome, -- of the last reading; NULL where there was none
    coalesce(readings.reason, '') AS reason,
    coalesce(published.documents, 0) AS documents,
    listed.last_on,
    listed.next_on
FROM sections
LEFT JOIN taken_out ON sections.section_id = taken_out.section_id
LEFT JOIN sources ON sections.section_id = sources.section_id
LEFT JOIN readings ON sections.section_id = readings.section_id
LEFT JOIN listed ON sections.section_id = listed.section_id
LEFT JOIN published ON sections.section_id = published.section_id;


-- name: bulletin_section_rows
-- Purpose: the sections, in the order of their names. Grain: section. Inputs: bulletin_sections.
-- Tables:  needs bulletin_sections (temporary).

SELECT * FROM bulletin_sections
ORDER BY name, section_id;


-- name: bulletin_units
-- The units that the bulletin has a row for.
--
-- Purpose: those of the unit table, those that have a section of their own, and those that a document of the period
--          names although no table has them.
-- Grain:   unit. Inputs: units, bulletin_sections, bulletin_documents. is_pending: stands for those not known yet.
-- Tables:  needs bulletin_documents, bulletin_sections; makes bulletin_units (temporary).

CREATE OR REPLACE TEMP TABLE bulletin_units AS
WITH
named AS (
    SELECT name AS unit, TRUE AS is_listed, FALSE AS is_pending FROM units
    UNION ALL
    SELECT unit, FALSE, FALSE FROM bulletin_sections WHERE unit <> ''
    UNION ALL
    SELECT unit, FALSE, is_pending FROM bulletin_documents
)
SELECT unit, bool_or(is_listed) AS is_listed, bool_and(is_pending) AS is_pending
FROM named
GROUP BY unit;


-- name: bulletin_holding
-- The sections that may hold a unit's items.
--
-- Purpose: a unit's number is all there is only where each of them was read whole.
-- Grain:   unit × section: sections of no fixed unit, the unit's own, and those where an item of it ever stood.
-- Inputs:  bulletin_units, bulletin_sections, items, item_sections.
-- Tables:  needs bulletin_sections, bulletin_units; makes bulletin_holding (temporary).

CREATE OR REPLACE TEMP TABLE bulletin_holding AS
SELECT units.unit, sections.section_id
FROM bulletin_units AS units
INNER JOIN bulletin_sections AS sections ON sections.unit IN ('', units.unit)
UNION
SELECT units.unit, places.section_id FROM bulletin_units AS units
INNER JOIN items ON units.unit = coalesce(items.unit, '')
INNER JOIN item_sections AS places ON items.item_id = places.item_id;


-- name: bulletin_figures
-- How many documents each unit published in the period, in each category and in all.
--
-- Purpose: the numbers of the bulletin, by the rules by which figures are computed, lower bounds or missing.
-- Grain:   unit × code (category, or 合计); the portal's own rows have unit NULL.
-- Inputs:  bulletin_documents, bulletin_sections, bulletin_units, bulletin_holding, figure_sources.
--          computed: a section is assigned to the category, and all that are or may hold items of it, and may hold
--          those of the unit, were read whole, and no document of it waits for its unit. Otherwise what was found is
--          a lower_bound; where nothing was found the number is missing: no zero that is not known.
-- Tables:  needs bulletin_documents, bulletin_holding, bulletin_sections, bulletin_units (temporary).

WITH
feeding AS (
    SELECT code, section_id, role = 'assigned' AS is_assigned FROM figure_sources WHERE form = 'sections'
),
codes AS (
    SELECT code, bool_or(is_assigned) AS is_assigned
    FROM (SELECT code, is_assigned FROM feeding UNION ALL SELECT code, FALSE FROM bulletin_documents)
    GROUP BY code
),
rows_wanted AS (
    SELECT unit, is_pending FROM bulletin_units
    UNION ALL
    SELECT NULL, TRUE
),
found AS (
    SELECT unit, code, count(*) AS documents FROM bulletin_documents GROUP BY unit, code
    UNION ALL
    SELECT NULL, code, count(*) FROM bulletin_documents GROUP BY code
),
waiting AS (
    SELECT code, count(*) AS documents FROM bulletin_documents WHERE is_pending GROUP BY code
),
held AS (
    SELECT unit, section_id FROM bulletin_holding
    UNION ALL
    SELECT NULL, section_id FROM bulletin_sections
),
unread AS ( -- sections not read whole that a number would need
    SELECT held.unit, feeding.code, count(*) AS sections
    FROM held
    INNER JOIN feeding ON held.section_id = feeding.section_id
    INNER JOIN bulletin_sections AS sections ON held.section_id = sections.section_id
    WHERE NOT sections.is_whole
    GROUP BY held.unit, feeding.code
),
judged AS (
    SELECT
        rows_wanted.unit,
        codes.code,
        codes.is_assigned, -- a section is of this category
        coalesce(found.documents, 0) AS documents,
        codes.is_assigned
        AND unread.sections IS NULL
        AND (rows_wanted.is_pending OR waiting.documents IS NULL) AS is_known
    FROM rows_wanted
    CROSS JOIN codes
    LEFT JOIN found ON rows_wanted.unit IS NOT DISTINCT FROM found.unit AND codes.code = found.code
    LEFT JOIN unread ON rows_wanted.unit IS NOT DISTINCT FROM unread.unit AND codes.code = unread.code
    LEFT JOIN waiting ON codes.code = waiting.code
)
SELECT
    unit,
    code,
    is_assigned,
    CASE WHEN is_known OR documents > 0 THEN documents END AS documents,
    CASE WHEN is_known THEN 'computed' WHEN documents > 0 THEN 'lower_bound' ELSE 'missing' END AS origin
FROM judged
ORDER BY unit NULLS FIRST, code;


-- name: bulletin_unit_rows
-- Purpose: the units by their names, those that nobody knows last. Grain: unit. Inputs: bulletin_units.
-- Tables:  needs bulletin_units (temporary).

SELECT unit, is_listed, is_pending FROM bulletin_units
ORDER BY is_pending, NOT is_listed, unit;


-- name: bulletin_items
-- The documents of the period, with where they stand and as what they count.
--
-- Purpose: the items behind the numbers.
-- Grain:   document. Inputs: bulletin_documents, classifications by code, items, item_sections, sections, merges.
-- Tables:  needs bulletin_documents (temporary).

WITH
counted AS (
    SELECT item_id, string_agg(code, '、' ORDER BY code) FILTER (WHERE code <> '合计') AS categories
    FROM bulletin_documents
    GROUP BY item_id
),
carried AS (
    SELECT item_id AS kept_item_id, item_id FROM counted
    UNION ALL
    SELECT merges.kept_item_id, merges.merged_item_id
    FROM merges
    INNER JOIN counted ON merges.kept_item_id = counted.item_id
),
places AS (
    SELECT
        carried.kept_item_id,
        string_agg(DISTINCT sections.name, '、' ORDER BY sections.name) AS sections,
        count(DISTINCT carried.item_id) - 1 AS merged
    FROM carried
    LEFT JOIN item_sections ON carried.item_id = item_sections.item_id AND item_sections.counted
    LEFT JOIN sections ON item_sections.section_id = sections.section_id
    GROUP BY carried.kept_item_id
)
SELECT
    items.published_on,
    coalesce(items.unit, '') AS unit,
    coalesce(items.title, '') AS title,
    coalesce(counted.categories, '') AS categories,
    coalesce(places.sections, '') AS sections,
    coalesce(items.document_number, '') AS document_number,
    coalesce(items.index_number, '') AS index_number,
    items.url,
    CAST(timezone('Asia/Shanghai', items.removed_at) AS DATE) AS removed_on, -- NULL where it still stands
    places.merged,
    items.item_id
FROM counted
INNER JOIN items ON counted.item_id = items.item_id
LEFT JOIN places ON counted.item_id = places.kept_item_id
ORDER BY items.published_on, unit, title, items.item_id;


-- name: bulletin_beside
-- The items of the period that no number counts, and those that are dated after the last day that was read.
--
-- Purpose: nothing is left out in silence. Grain: one row.
-- Inputs:  exclusions, items, merges, bulletin_documents; parameters first, last, until.
-- Tables:  needs bulletin_documents (temporary).

WITH
left_out AS (
    SELECT exclusions.item_id, split_part(exclusions.rule, '@', 1) AS rule, items.published_on
    FROM exclusions
    INNER JOIN items ON exclusions.item_id = items.item_id
    WHERE
        exclusions.form = 'sections'
        AND (items.published_on IS NULL OR items.published_on BETWEEN $first::DATE AND $last::DATE)
),
told AS (
    SELECT *, item_id IN (SELECT merged_item_id FROM merges) AS is_merged FROM left_out
)
SELECT
    count(*) FILTER (WHERE is_merged AND published_on IS NOT NULL) AS merged_count,
    count(*) FILTER (WHERE rule = 'X-unclassified' AND published_on IS NOT NULL) AS unclassified_count,
    count(*) FILTER (WHERE rule = 'X-elsewhere' AND published_on IS NOT NULL) AS elsewhere_count,
    count(*) FILTER (WHERE starts_with(rule, 'D-exclude') AND published_on IS NOT NULL) AS excluded_count,
    count(*) FILTER (WHERE rule IN ('X-unconfirmed', 'X-unlisted') AND published_on IS NOT NULL) AS unconfirmed_count,
    count(*) FILTER (WHERE published_on IS NULL AND NOT is_merged) AS undated_count,
    (
        SELECT count(*) FROM bulletin_documents WHERE code = '合计' AND published_on > $until::DATE
    ) AS later_count,
    (SELECT count(*) FROM bulletin_documents WHERE code = '合计' AND is_pending) AS pending_count
FROM told;
