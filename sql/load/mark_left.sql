-- Purpose: rows that a complete reading of the whole list did not meet any more have left the list.
-- Grain:   item × section. Inputs: item_sections, the finished run.

UPDATE item_sections
SET left_at = $finished_at::TIMESTAMPTZ
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND last_run_id <> $run_id
    AND last_seen_at < $finished_at::TIMESTAMPTZ
    AND left_at IS NULL;
