-- Purpose: keeps the questions of a package. Grain: one question. Inputs: stage_fetches.

INSERT INTO fetches
SELECT
    $package_id, $run_id, $portal_id, $section_id, *
FROM stage_fetches;
