-- Purpose: marks a package as loaded. Grain: one package. Inputs: values of its manifest.

INSERT INTO packages
VALUES ($package_id, $portal_id, $run_id, $section_id, $part, $finished_at::TIMESTAMPTZ, $loaded_at::TIMESTAMPTZ);
