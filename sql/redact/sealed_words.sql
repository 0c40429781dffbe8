-- name: words_findings
-- Purpose: titles that findings quote. Grain: row. Inputs: findings of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE findings
SET
    subject = list_reduce(list_prepend(subject, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    message = list_reduce(list_prepend(message, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(coalesce(subject, '') || coalesce(message, ''), title))) > 0;


-- name: words_exclusions
-- Purpose: titles that reasons of not counting quote. Grain: row. Inputs: exclusions of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE exclusions
SET fact = list_reduce(list_prepend(fact, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(fact, title))) > 0;


-- name: words_item_changes
-- Purpose: titles that changes quote. Grain: row. Inputs: item_changes of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE item_changes
SET detail = list_reduce(list_prepend(detail, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(detail, title))) > 0;


-- name: words_decisions
-- Purpose: titles that decisions of people quote. Grain: row. Inputs: decisions of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE decisions
SET
    item = list_reduce(list_prepend(item, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    value = list_reduce(list_prepend(value, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    why = list_reduce(list_prepend(why, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker)),
    note = list_reduce(list_prepend(note, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(coalesce(item, '') || coalesce(value, '') || coalesce(why, '') || coalesce(note, ''), title))) > 0;


-- name: words_rules
-- Purpose: titles that rules made of decisions quote. Grain: row. Inputs: rules of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE rules
SET text = list_reduce(list_prepend(text, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(text, title))) > 0;


-- name: words_section_runs
-- Purpose: titles that readings quote. Grain: row. Inputs: section_runs of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE section_runs
SET reason = list_reduce(list_prepend(reason, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(reason, title))) > 0;


-- name: words_rejects
-- Purpose: titles that rejects quote. Grain: row. Inputs: rejects of the current sealed file (changed); $titles (long enough not to be
--          words of others), $marker.

UPDATE rejects
SET reason = list_reduce(list_prepend(reason, $titles::VARCHAR []), lambda told, title: replace(told, title, $marker))
WHERE len(list_filter($titles::VARCHAR [], lambda title: contains(reason, title))) > 0;
