-- name: declared_cells
-- Purpose: what people declared, with the portal that is meant and what the website shows of the cell.
-- Grain:   cell. Inputs: lists of equal length, one element a cell: $portals (as written; '' for the only one), $forms,
--          $years, $codes, $labels, $measures, $states, $values, $texts, $remarks, $who, $instants, $files, $sums;
--          $rule (with its version), $sql_file (this file and the next statement), published.figures, portals,
--          portal_names. A portal that was renamed is meant by each of its names.
-- Tables:  makes declared_cells (temporary); portal_id is null where it is not known which portal is meant.

CREATE OR REPLACE TEMP TABLE declared_cells AS
WITH
written AS (
    SELECT
        unnest($portals::VARCHAR []) AS portal,
        unnest($forms::VARCHAR []) AS form,
        unnest($years::INTEGER []) AS year,
        unnest($codes::VARCHAR []) AS code,
        unnest($labels::VARCHAR []) AS label,
        nullif(unnest($measures::VARCHAR []), '') AS measure,
        unnest($states::VARCHAR []) AS state,
        unnest($values::DECIMAL(18, 6) []) AS value,
        nullif(unnest($texts::VARCHAR []), '') AS value_text,
        unnest($remarks::VARCHAR []) AS remark,
        unnest($who::VARCHAR []) AS who,
        unnest($instants::TIMESTAMPTZ []) AS declared_at,
        unnest($files::VARCHAR []) AS file,
        unnest($sums::VARCHAR []) AS file_sha256,
        generate_subscripts($portals::VARCHAR [], 1) AS position
),
the_one AS (
    SELECT min(portal_id) AS portal_id FROM published.main.portals HAVING count(*) = 1
),
named AS (
    SELECT former_id AS name, min(portal_id) AS portal_id
    FROM published.main.portal_names
    WHERE former_id NOT IN (SELECT portal_id FROM published.main.portals)
    GROUP BY former_id
    UNION ALL
    SELECT portal_id, portal_id FROM published.main.portals
    UNION ALL
    SELECT '', portal_id FROM the_one
),
meant AS (
    SELECT written.*, named.portal_id
    FROM written
    LEFT JOIN named ON written.portal = named.name
    -- Of two rows that mean one cell, as by a portal's former name, the later one counts.
    QUALIFY named.portal_id IS NULL
        OR row_number() OVER (
            PARTITION BY named.portal_id, written.form, written.year, written.code ORDER BY written.position DESC
        ) = 1
)
SELECT
    meant.*,
    $rule AS rule,
    $sql_file AS sql_file,
    figures.value AS site_value,
    figures.origin AS site_origin,
    meant.portal_id IS NOT NULL AND coalesce(figures.origin, 'missing') <> 'computed' AS is_shown
FROM meant
LEFT JOIN published.main.figures AS figures
    ON
        meant.portal_id = figures.portal_id
        AND meant.form = figures.form
        AND meant.year = figures.year
        AND meant.code = figures.code;


-- name: declared_figures
-- Purpose: what people declared stands in the place of what is missing and of lower bounds, never of what is computed:
--          that stays, and both are told of. Grain: figure; cell.
-- Inputs:  declared_cells, published.figures (changed).
-- Tables:  needs declared_cells (temporary).

UPDATE published.main.figures AS figures
SET
    value = cells.value,
    value_text = cells.value_text,
    state = cells.state,
    origin = 'declared',
    rule = cells.rule,
    sql_file = cells.sql_file,
    as_of = cells.declared_at
FROM declared_cells AS cells
WHERE
    cells.is_shown
    AND figures.portal_id = cells.portal_id
    AND figures.form = cells.form
    AND figures.year = cells.year
    AND figures.code = cells.code;

INSERT INTO published.main.figures BY NAME
SELECT
    portal_id,
    form,
    year,
    code,
    label,
    measure,
    value,
    value_text,
    state,
    'declared' AS origin,
    rule,
    sql_file,
    declared_at AS as_of
FROM declared_cells
WHERE is_shown AND site_origin IS NULL
ORDER BY position;

INSERT INTO published.main.declarations BY NAME
SELECT
    portal_id,
    form,
    year,
    code,
    state,
    value,
    value_text,
    remark,
    who,
    declared_at,
    file,
    file_sha256,
    is_shown AS shown,
    site_value,
    site_origin,
    portal
FROM declared_cells
ORDER BY position;


-- name: declared_together
-- Purpose: cells that every portal of the home has a number or nothing for, and some portal declared, added up for all
--          of them. Grain: form × year × code.
-- Inputs:  published.figures, portals, figures_all (changed).
--          A text cannot be added up, and what one portal lacks leaves the whole as it was.
-- Tables:  makes declared_sums (temporary).

CREATE OR REPLACE TEMP TABLE declared_sums AS
SELECT
    form,
    year,
    code,
    any_value(label) AS label,
    any_value(measure) AS measure,
    coalesce(sum(value), 0)::DECIMAL(18, 6) AS value,
    any_value(rule) FILTER (WHERE origin = 'declared') AS rule,
    min(as_of) AS as_of
FROM published.main.figures
GROUP BY form, year, code
HAVING
    bool_or(origin = 'declared')
    AND count(*) = (SELECT count(*) FROM published.main.portals)
    AND bool_and(state IN ('blank', 'not_applicable') OR (value IS NOT NULL AND origin <> 'lower_bound'))
    AND bool_or(value IS NOT NULL);

DELETE FROM published.main.figures_all AS figures
WHERE EXISTS (
    SELECT 1
    FROM declared_sums AS sums
    WHERE sums.form = figures.form AND sums.year = figures.year AND sums.code = figures.code
);

INSERT INTO published.main.figures_all BY NAME
SELECT
    form,
    year,
    code,
    label,
    measure,
    value,
    'given' AS state,
    'declared' AS origin,
    rule,
    'figures/declared.sql#declared_together' AS sql_file,
    as_of
FROM declared_sums
ORDER BY form, year, code;
