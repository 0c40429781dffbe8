-- name: figure
-- Purpose: one figure with the words of its rule. Grain: figure (none or one). Inputs: $form, $year, $code.

SELECT figures.*, rules.text AS rule_text
FROM figures
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figures.form = $form AND figures.year = $year AND figures.code = $code;


-- name: declaration
-- Purpose: who declared a figure, when and in which file, and what the website shows. Grain: figure (none or one).
-- Inputs:  $form, $year, $code, declarations.

SELECT *
FROM declarations
WHERE form = $form AND year = $year AND code = $code AND portal_id IS NOT NULL;


-- name: figure_items
-- Purpose: the documents behind a figure, and how many items were merged into each. Grain: document.
-- Inputs:  $form, $year, $code, figure_items, items, merges.

WITH
behind AS (
    SELECT item_id
    FROM figure_items
    WHERE form = $form AND year = $year AND code = $code
),
absorbed AS (
    SELECT merges.kept_item_id AS item_id, count(*) AS merged
    FROM merges
    INNER JOIN behind ON merges.kept_item_id = behind.item_id
    GROUP BY merges.kept_item_id
)
SELECT
    items.item_id,
    items.title,
    items.published_on,
    items.unit,
    items.url,
    items.removed_at,
    coalesce(absorbed.merged, 0) AS merged
FROM behind
INNER JOIN items ON behind.item_id = items.item_id
LEFT JOIN absorbed ON behind.item_id = absorbed.item_id
ORDER BY items.published_on, items.title, items.item_id;


-- name: figure_sources
-- Purpose: the sections that a figure rests on, those that leave it a lower bound first. Grain: section.
-- Inputs:  $form, $code, figure_sources, sections, section_runs.

SELECT
    sections.section_id,
    sections.name,
    sources.role,
    sources.covered,
    sources.unread_rows,
    sources.proof,
    sources.complete_at,
    last_readings.outcome,
    last_readings.reason
FROM figure_sources AS sources
INNER JOIN sections ON sources.section_id = sections.section_id
LEFT JOIN (
    SELECT
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason
    FROM section_runs
    GROUP BY section_id
) AS last_readings ON sources.section_id = last_readings.section_id
WHERE sources.form = $form AND sources.code = $code
ORDER BY sources.role, sources.covered AND sources.unread_rows = 0, sections.section_id;


-- name: left_out
-- Purpose: how many items of a year are not counted, by rule: in no form (told of `sections`), and in this one.
-- Grain:   rule. Inputs: $form, $year, exclusions, rules.

SELECT exclusions.rule, any_value(rules.text) AS text, count(*) AS items
FROM exclusions
LEFT JOIN rules ON exclusions.rule = rules.rule
WHERE exclusions.form IN ('sections', $form) AND exclusions.year = $year
GROUP BY exclusions.rule
ORDER BY items DESC, exclusions.rule;


-- name: undated
-- Purpose: how many items are of no year. Grain: one row. Inputs: exclusions.

SELECT count(*) AS items
FROM exclusions
WHERE form = 'sections' AND year IS NULL;


-- name: near_figures
-- Purpose: figures that somebody may have meant. Grain: figure, nearest first, eight.
-- Inputs:  $form, $year, $code, figures.

SELECT form, year, code
FROM figures
ORDER BY
    form <> $form,
    jaro_winkler_similarity(code, $code) + CASE WHEN contains(code, $code) OR contains($code, code) THEN 1 ELSE 0 END DESC,
    abs(year - $year),
    code
LIMIT 8;


-- name: evidence
-- Purpose: what an indicator of the self-check looked at, faults first. Grain: row of check_evidence.
-- Inputs:  $year, $code, check_evidence, sections, items.

SELECT
    evidence.code,
    evidence.state,
    sections.name AS section_name,
    items.title,
    evidence.url,
    evidence.since,
    evidence.due_on,
    evidence.words
FROM check_evidence AS evidence
LEFT JOIN sections ON evidence.section_id = sections.section_id
LEFT JOIN items ON evidence.item_id = items.item_id
WHERE evidence.year = $year AND evidence.code = $code
ORDER BY
    list_position(['breach', 'suspect', 'due', 'in_order', 'not_assessable', 'not_seen'], evidence.state),
    evidence.due_on,
    sections.name,
    evidence.url,
    evidence.words;
