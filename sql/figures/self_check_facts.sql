-- name: check_cells
-- Purpose: the indicators that the self-check judges, with thresholds and scores. Grain: indicator, in the order of the form.
-- Inputs:  lists of equal length, one element an indicator, as warehouse/self_check/judging.csv has them.
-- Tables:  makes check_cells (temporary).

CREATE OR REPLACE TEMP TABLE check_cells AS
SELECT
    unnest($codes::VARCHAR []) AS code,
    unnest($labels::VARCHAR []) AS label,
    nullif(unnest($measures::VARCHAR []), '') AS measure,
    unnest($kinds::VARCHAR []) AS kind,
    unnest($statements::VARCHAR []) AS statement,
    unnest($sql_files::VARCHAR []) AS sql_file,
    unnest($rules::VARCHAR []) AS rule,
    unnest($thresholds::INTEGER []) AS threshold,
    unnest($leasts::INTEGER []) AS least,
    unnest($scores::INTEGER []) AS score,
    unnest($max_scores::INTEGER []) AS max_score,
    unnest($first_years::INTEGER []) AS first_year,
    unnest($last_years::INTEGER []) AS last_year,
    unnest($are_current_only::BOOLEAN []) AS is_current_only,
    unnest($reasons::VARCHAR []) AS why_unseen,
    generate_subscripts($codes::VARCHAR [], 1)::INTEGER AS position;


-- name: check_cycles
-- Purpose: how often what has to be updated. Grain: indicator × category ('' where it goes by none).
-- Inputs:  lists of equal length, as warehouse/self_check/cycles.csv has them. Tables: makes check_cycles (temporary).

CREATE OR REPLACE TEMP TABLE check_cycles AS
SELECT
    unnest($codes::VARCHAR []) AS code,
    unnest($categories::VARCHAR []) AS category,
    unnest($counts::INTEGER []) AS count,
    unnest($units::VARCHAR []) AS unit,
    unnest($soon_days::INTEGER []) AS soon_days,
    unnest($back_months::INTEGER []) AS back_months;


-- name: check_outcomes
-- Purpose: what the outcome of a link says of it. Grain: outcome. Inputs: lists of equal length, as
--          warehouse/self_check/outcomes.csv has them. Tables: makes check_outcomes (temporary).

CREATE OR REPLACE TEMP TABLE check_outcomes AS
SELECT
    unnest($outcomes::VARCHAR []) AS outcome,
    unnest($states::VARCHAR []) AS state,
    unnest($words::VARCHAR []) AS words;


-- name: check_days
-- Purpose: the day as of which each year is judged: the day of the last reading of all sections (as bulletins have it), of a
--          year that is over its last day; years of form `sections` and the present one, none that has not begun. Where no
--          section was ever read whole, the last reading: what the home page, letters and guides show stands all the same.
-- Grain:   portal × year. is_present: no later day is known; as_of: the instant of the last reading.
-- Inputs:  runs, section_runs, section_state, published.figures.
-- Tables:  needs present_instant, section_state; makes check_days (temporary).

CREATE OR REPLACE TEMP TABLE check_days AS
WITH
asked AS (
    SELECT
        runs.portal_id,
        runs.run_id,
        runs.kind,
        runs.started_at,
        read.section_id,
        read.outcome,
        read.finished_at
    FROM runs
    INNER JOIN section_runs AS read ON runs.run_id = read.run_id
    INNER JOIN section_state AS state ON read.portal_id = state.portal_id AND read.section_id = state.section_id
    WHERE
        runs.kind IN ('nightly', 'backfill')
        AND state.declared
        AND read.finished_at <= (SELECT believed_until FROM present_instant)
),
sections_asked AS (
    SELECT portal_id, count(DISTINCT section_id) AS sections FROM asked GROUP BY portal_id
),
judged AS (
    SELECT
        asked.portal_id,
        asked.run_id,
        CAST(timezone('Asia/Shanghai', any_value(asked.started_at)) AS DATE) AS began_on,
        any_value(asked.kind) = 'nightly'
        OR count(DISTINCT asked.section_id) = any_value(sections_asked.sections) AS is_of_all,
        bool_or(is_whole(asked.outcome)) AS is_any_whole,
        max(asked.finished_at) AS finished_at
    FROM asked
    INNER JOIN sections_asked USING (portal_id)
    GROUP BY asked.portal_id, asked.run_id
),
readings AS (
    SELECT
        portal_id,
        coalesce(max(began_on) FILTER (WHERE is_of_all AND is_any_whole), max(began_on) FILTER (WHERE is_any_whole), max(began_on))
            AS read_on,
        coalesce(max(finished_at) FILTER (WHERE is_any_whole), max(finished_at)) AS as_of
    FROM judged
    GROUP BY portal_id
),
years AS (
    SELECT DISTINCT portal_id, year FROM published.main.figures WHERE form = 'sections'
    UNION
    SELECT portal_id, year(read_on)::INTEGER FROM readings
)
SELECT
    years.portal_id,
    years.year,
    least(readings.read_on, make_date(years.year, 12, 31)) AS on_day,
    readings.read_on <= make_date(years.year, 12, 31) AS is_present,
    readings.as_of
FROM years
INNER JOIN readings USING (portal_id)
WHERE years.year <= year(readings.read_on);


-- name: check_asked
-- Purpose: which indicators each year is judged by. Grain: portal × year × indicator. Inputs: check_days, check_cells.
-- Tables:  needs check_cells, check_days; makes check_asked (temporary).

CREATE OR REPLACE TEMP TABLE check_asked AS
SELECT days.*, cells.*
FROM check_days AS days
INNER JOIN check_cells AS cells
    ON
        days.year >= coalesce(cells.first_year, days.year)
        AND days.year <= coalesce(cells.last_year, days.year);


-- name: reckoned_sections
-- Purpose: the sections whose rows are summed up: all of them. Grain: section. Inputs: section_state.
-- Tables:  needs section_state; makes reckoned_sections (temporary).

CREATE OR REPLACE TEMP TABLE reckoned_sections AS
SELECT portal_id, section_id FROM section_state;


-- name: all_unclassified
-- Purpose: the items without a category. Grain: item. Inputs: unclassified.
-- Tables:  needs unclassified; makes all_unclassified (temporary).

CREATE OR REPLACE TEMP VIEW all_unclassified AS FROM unclassified;


-- name: check_rows
-- Purpose: of each section its rows by the years of their items: how many, the first and the last day, until when those
--          stood there; and how many counted ones are of items without a category. Of the year of the last reading
--          (split_year), which that day splits, by days.
-- Grain:   section × counted × year (day) × day of leaving. Inputs: placed, published.items, check_days.
-- Tables:  needs all_unclassified, check_days, placed, reckoned_sections; makes check_rows (temporary).

CREATE OR REPLACE TEMP TABLE check_rows AS
SELECT
    placed.portal_id,
    placed.section_id,
    placed.counted,
    days.year AS split_year,
    CASE
        WHEN items.removed_at IS NULL AND placed.left_at IS NULL THEN DATE 'infinity'
        ELSE CAST(
            timezone('Asia/Shanghai', least(coalesce(items.removed_at, 'infinity'), coalesce(placed.left_at, 'infinity'))) AS DATE
        )
    END AS gone_on,
    min(items.published_on) AS first_on,
    max(items.published_on) AS last_on,
    min(placed.first_seen_at) AS first_seen_at,
    count(*) AS items,
    count(*) FILTER (WHERE placed.counted AND unclassified.item_id IS NOT NULL) AS unclassified
FROM placed
SEMI JOIN reckoned_sections USING (portal_id, section_id)
INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
LEFT JOIN all_unclassified AS unclassified ON placed.item_id = unclassified.item_id
LEFT JOIN check_days AS days ON placed.portal_id = days.portal_id AND days.is_present
GROUP BY
    placed.portal_id,
    placed.section_id,
    placed.counted,
    days.year,
    gone_on,
    year(items.published_on),
    CASE WHEN year(items.published_on) = days.year THEN items.published_on END;


-- name: check_sections
-- Purpose: each declared section as each year's day of judgement finds it: its newest item until then, whether all that
--          it held is known, whether it says itself that it is empty.
-- Grain:   portal × year × section. is_whole: as figures decide it, and read on that day or later.
-- Inputs:  check_days, check_rows, section_state, section_runs, feeding.
-- Tables:  needs check_days, check_rows, feeding, present_instant, section_state; makes check_sections (temporary).

CREATE OR REPLACE TEMP TABLE check_sections AS
WITH
standing AS (
    SELECT
        state.portal_id,
        state.section_id,
        state.published_id,
        state.name,
        state.url,
        state.covered,
        state.was_read,
        state.proof,
        state.complete_at,
        CAST(timezone('Asia/Shanghai', state.complete_at) AS DATE) AS complete_on,
        coalesce(feeding.unread_rows, 0) AS unread_rows
    FROM section_state AS state
    LEFT JOIN feeding
        ON
            state.portal_id = feeding.portal_id
            AND state.section_id = feeding.section_id
            AND feeding.category = '合计'
    WHERE state.declared
),
ever AS (
    SELECT portal_id, section_id, CAST(timezone('Asia/Shanghai', min(first_seen_at)) AS DATE) AS first_row_on
    FROM check_rows
    GROUP BY portal_id, section_id
),
said AS (
    SELECT
        portal_id,
        section_id,
        CAST(timezone('Asia/Shanghai', min(finished_at) FILTER (WHERE outcome = 'empty')) AS DATE) AS empty_on,
        arg_max(outcome, (finished_at, run_id)) FILTER (WHERE is_whole(outcome)) = 'empty' AS is_empty
    FROM section_runs
    WHERE finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id, section_id
),
told AS (
    SELECT
        days.portal_id,
        days.year,
        rows.section_id,
        max(rows.last_on) FILTER (WHERE rows.last_on <= days.on_day AND rows.gone_on > days.on_day) AS last_on,
        min(rows.first_on) FILTER (WHERE rows.first_on > days.on_day) AS next_on,
        sum(rows.items) FILTER (WHERE rows.last_on <= days.on_day AND rows.gone_on > days.on_day) AS dated_count,
        sum(rows.items) FILTER (WHERE rows.last_on IS NULL AND rows.gone_on > days.on_day) AS undated_count
    FROM check_days AS days
    INNER JOIN check_rows AS rows ON days.portal_id = rows.portal_id AND rows.counted
    GROUP BY days.portal_id, days.year, rows.section_id
)
SELECT
    days.year,
    days.on_day,
    days.is_present,
    standing.*,
    standing.covered AND standing.unread_rows = 0 AND standing.complete_on >= days.on_day AS is_whole,
    CASE
        WHEN NOT standing.was_read THEN '从未读过'
        WHEN NOT standing.covered THEN '从未完整读取过'
        WHEN standing.unread_rows > 0 THEN standing.unread_rows || ' 条的日期待读'
        WHEN standing.complete_on < days.on_day THEN '最近一次完整读取在 ' || standing.complete_on || ',此后没有读全'
    END AS unread,
    told.last_on,
    told.next_on,
    coalesce(told.dated_count, 0) AS dated_count,
    coalesce(told.undated_count, 0) AS undated_count,
    ever.first_row_on,
    said.empty_on,
    coalesce(said.is_empty, FALSE) AS is_empty
FROM check_days AS days
INNER JOIN standing ON days.portal_id = standing.portal_id
LEFT JOIN told
    ON days.portal_id = told.portal_id AND days.year = told.year AND standing.section_id = told.section_id
LEFT JOIN ever ON standing.portal_id = ever.portal_id AND standing.section_id = ever.section_id
LEFT JOIN said ON standing.portal_id = said.portal_id AND standing.section_id = said.section_id;


-- name: check_fed
-- Purpose: which sections an indicator of update cycles judges, by which cycle: those of its categories, of several the
--          shortest; by their names where it names no category; and those of no category, which may be of any.
-- Grain:   indicator × section. Inputs: check_cells, check_cycles, feeding, section_state, rule K-statistics ($pattern,
--          $unless, over names).
-- Tables:  needs check_cells, check_cycles, feeding, section_state; makes check_fed (temporary).

CREATE OR REPLACE TEMP TABLE check_fed AS
WITH
by_category AS (
    SELECT cycles.code, feeding.portal_id, feeding.section_id, cycles.count, cycles.unit, cycles.soon_days, TRUE AS is_known
    FROM check_cycles AS cycles
    INNER JOIN feeding ON cycles.category = feeding.category
    WHERE feeding.role = 'assigned' AND feeding.declared
    QUALIFY
        row_number() OVER (
            PARTITION BY cycles.code, feeding.portal_id, feeding.section_id
            ORDER BY CASE cycles.unit WHEN 'month' THEN 30 ELSE 1 END * cycles.count
        ) = 1
),
by_name AS (
    SELECT cycles.code, state.portal_id, state.section_id, cycles.count, cycles.unit, cycles.soon_days, TRUE AS is_known
    FROM check_cycles AS cycles
    INNER JOIN check_cells AS cells ON cycles.code = cells.code
    CROSS JOIN section_state AS state
    WHERE
        cells.statement = 'check_updates'
        AND cycles.category = ''
        AND state.declared
        AND regexp_matches(folded(state.name), $pattern)
        AND NOT regexp_matches(folded(state.name), $unless)
),
of_no_category AS (
    SELECT cells.code, state.portal_id, state.section_id, NULL::INTEGER, NULL::VARCHAR, NULL::INTEGER, FALSE
    FROM check_cells AS cells
    CROSS JOIN section_state AS state
    ANTI JOIN (SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category <> '合计') AS filed
        ON state.portal_id = filed.portal_id AND state.section_id = filed.section_id
    WHERE
        state.declared
        AND cells.statement = 'check_updates'
        AND cells.code IN (SELECT code FROM check_cycles WHERE category <> '')
)
SELECT * FROM by_category
UNION ALL
SELECT * FROM by_name
UNION ALL
SELECT * FROM of_no_category;


-- name: check_at_hand
-- Purpose: what there is for statements of the self-check to look at: one whose like is not there finds nothing, and is not
--          begun.
-- Grain:   word, as warehouse/self_check/counting.py names what each looks at: kinds of observations, categories that
--          sections are assigned to, and others. Inputs: check_cells, check_fed, feeding, watched, published.observations,
--          item_versions. Tables: needs check_cells, check_fed, feeding, watched (temporary).

SELECT DISTINCT kind FROM published.main.observations
UNION ALL
SELECT DISTINCT category FROM feeding WHERE role = 'assigned'
UNION ALL
(SELECT 'fields' FROM check_fed INNER JOIN check_cells AS cells USING (code) WHERE cells.statement = 'check_fields' LIMIT 1)
UNION ALL
(SELECT 'early' FROM watched WHERE what = 'early' LIMIT 1)
UNION ALL
(SELECT 'versions' FROM published.main.item_versions WHERE version > 1 LIMIT 1);
