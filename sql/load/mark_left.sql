-- Purpose: rows that a complete reading of the whole list did not meet any more have left the list.
-- Grain:   item × section. Inputs: item_sections, fetches, the finished run.
--          A run that was broken off and taken up again reads the pages that it had been told before as they were
--          then: a row that another run has met since (a night to which a backfill gave way) has not left. What
--          this run has met itself (met_rows) was seen after its first question, and need not be asked for here.

UPDATE item_sections
SET left_at = $finished_at::TIMESTAMPTZ
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND last_run_id <> $run_id
    AND last_seen_at < least(
        $finished_at::TIMESTAMPTZ,
        (
            SELECT min(asked_at)
            FROM fetches
            WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id AND role = 'list'
        )
    )
    AND left_at IS NULL;
