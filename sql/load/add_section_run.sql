-- Purpose: a section's proof of completeness. Grain: run × section. Inputs: the manifest's proof, fetches.

INSERT INTO section_runs
SELECT
    $run_id, $portal_id, $section_id, $outcome, nullif($reason, ''), $pages_declared, $pages_read, $records_declared,
    $records_read, $whole_list,
    (
        SELECT min(asked_at)
        FROM fetches
        WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id
    ),
    $finished_at::TIMESTAMPTZ;
