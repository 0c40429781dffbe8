-- name: add_layouts
-- Purpose: what a package learned of its section's pages: a version wherever it differs from the one before. While a
--          person's layout is in force (last row) it stays so, whatever was learned beside it.
-- Grain:   section × kind × version, numbered from 1. Inputs: stage_layouts, section_layouts.
-- Tables:  needs stage_layouts (temporary).

INSERT INTO section_layouts
WITH
held AS (
    SELECT kind, version, layout, learned_from
    FROM section_layouts
    WHERE portal_id = $portal_id AND section_id = $section_id
    QUALIFY row_number() OVER (PARTITION BY kind ORDER BY version DESC) = 1
),
told AS (
    SELECT kind, 0 AS position, layout, learned_from, NULL::TIMESTAMPTZ AS learned_at, NULL::VARCHAR AS reason
    FROM held
    UNION ALL BY NAME
    SELECT kind, position, layout, learned_from, learned_at, reason
    FROM stage_layouts
    WHERE kind NOT IN (SELECT kind FROM held WHERE learned_from = 'person')
),
compared AS (
    SELECT *, lag(layout) OVER (PARTITION BY kind ORDER BY position) AS layout_before
    FROM told
)
SELECT
    $portal_id,
    $section_id,
    compared.kind,
    coalesce(held.version, 0) + row_number() OVER (PARTITION BY compared.kind ORDER BY compared.position),
    compared.layout,
    compared.learned_from,
    compared.learned_at,
    $run_id,
    compared.reason
FROM compared
LEFT JOIN held USING (kind)
WHERE compared.position > 0 AND compared.layout IS DISTINCT FROM compared.layout_before;


-- name: layouts_in_force
-- Purpose: of every section of a portal the last layout of each kind, and the last one that was learned (no person's).
-- Grain:   section × kind. Inputs: section_layouts.

SELECT
    section_id,
    kind,
    arg_max(coalesce(layout, ''), version) AS layout,
    arg_max(learned_from, version) AS learned_from,
    arg_max(layout, version) FILTER (WHERE learned_from <> 'person' AND layout IS NOT NULL) AS learned_layout,
    arg_max(learned_from, version) FILTER (WHERE learned_from <> 'person' AND layout IS NOT NULL) AS learned_before
FROM section_layouts
WHERE portal_id = $portal_id
GROUP BY section_id, kind
ORDER BY section_id, kind;


-- name: add_layout
-- Purpose: a layout that came into force without being learned: a person's, or, where a person has taken his out
--          again, the one before (null: none was ever learned).
-- Grain:   one layout. Inputs: section_layouts.

INSERT INTO section_layouts
SELECT
    $portal_id,
    $section_id,
    $kind,
    1 + coalesce(
        (
            SELECT max(version)
            FROM section_layouts
            WHERE portal_id = $portal_id AND section_id = $section_id AND kind = $kind
        ),
        0
    ),
    $layout::VARCHAR,
    $learned_from,
    $learned_at::TIMESTAMPTZ,
    $run_id,
    $reason;
