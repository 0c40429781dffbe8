-- name: add_layouts
-- Purpose: what packages learned of their sections' pages: a version wherever it differs from the one before. While a
--          person's layout is in force (last row) it stays so, whatever was learned beside it.
-- Grain:   section × kind × version, numbered from 1. Inputs: stage_layouts, stage_packages, section_layouts.
-- Tables:  needs stage_layouts, stage_packages (temporary).

INSERT INTO section_layouts
WITH
learned AS (
    SELECT package, section_id, kind, position, layout, learned_from, learned_at, stage_layouts.reason
    FROM stage_layouts
    INNER JOIN stage_packages USING (package)
),
held AS (
    SELECT section_id, kind, version, layout, learned_from
    FROM section_layouts
    WHERE portal_id = $portal_id AND section_id IN (SELECT section_id FROM learned)
    QUALIFY row_number() OVER (PARTITION BY section_id, kind ORDER BY version DESC) = 1
),
told AS (
    SELECT
        -1 AS package, section_id, kind, 0 AS position, layout, learned_from, NULL::TIMESTAMPTZ AS learned_at,
        NULL::VARCHAR AS reason
    FROM held
    UNION ALL BY NAME
    SELECT package, section_id, kind, position, layout, learned_from, learned_at, reason
    FROM learned
    WHERE (section_id, kind) NOT IN (SELECT (section_id, kind) FROM held WHERE learned_from = 'person')
),
compared AS (
    SELECT *, lag(layout) OVER (PARTITION BY section_id, kind ORDER BY package, position) AS layout_before
    FROM told
)
SELECT
    $portal_id,
    section_id,
    kind,
    coalesce(held.version, 0) + row_number() OVER (PARTITION BY section_id, kind ORDER BY package, position),
    compared.layout,
    compared.learned_from,
    compared.learned_at,
    $run_id,
    compared.reason
FROM compared
LEFT JOIN held USING (section_id, kind)
WHERE package >= 0 AND compared.layout IS DISTINCT FROM compared.layout_before;


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
