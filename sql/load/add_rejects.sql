-- Purpose: keeps the rejects of a package. Grain: one reject. Inputs: stage_rejects.

INSERT INTO rejects
SELECT
    $package_id, $run_id, $portal_id, $section_id, *
FROM stage_rejects;
