-- name: erase_in_findings
-- Purpose: titles that findings quote. Grain: row. Inputs: findings (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE findings
SET
    message = list_reduce(list_prepend(message, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    subject = list_reduce(list_prepend(subject, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(coalesce(message, '') || coalesce(subject, ''), title))) > 0;


-- name: erase_in_history
-- Purpose: titles that findings of before quote. Grain: row. Inputs: finding_history (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE finding_history
SET subject = list_reduce(list_prepend(subject, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(subject, title))) > 0;


-- name: erase_in_changes
-- Purpose: titles that changes quote. Grain: row. Inputs: item_changes (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE item_changes
SET detail = list_reduce(list_prepend(detail, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(detail, title))) > 0;


-- name: erase_in_rejects
-- Purpose: titles that rows that could not be read quote. Grain: row. Inputs: rejects (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE rejects
SET
    raw = NULL,
    reason = list_reduce(list_prepend(reason, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(coalesce(reason, '') || coalesce(raw, ''), title))) > 0;


-- name: erase_in_fetches
-- Purpose: titles that what came of questions quote. Grain: row. Inputs: fetches (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE fetches
SET reason = list_reduce(list_prepend(reason, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(reason, title))) > 0;


-- name: erase_in_readings
-- Purpose: titles that readings quote. Grain: row. Inputs: section_runs (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE section_runs
SET reason = list_reduce(list_prepend(reason, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(reason, title))) > 0;


-- name: erase_in_reports
-- Purpose: titles that annual reports quote. Grain: line. Inputs: reconciled_lines (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE reconciled_lines
SET
    label = list_reduce(list_prepend(label, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    cause = list_reduce(list_prepend(cause, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    place = list_reduce(list_prepend(place, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(label || cause || place, title))) > 0;
