-- name: self_check_evidence
-- What each indicator of a year's self-check looked at, with the names of it.
--
-- Purpose: the lists of the self-check: faults, days on which something falls due, what was not seen.
-- Grain:   row of check_evidence; faults first, those in order by the day they fall due.
-- Inputs:  check_evidence, sections, items; parameter year.

SELECT
    evidence.code,
    evidence.state,
    evidence.section_id,
    sections.name AS section_name,
    evidence.item_id,
    items.title,
    evidence.url,
    evidence.since,
    evidence.due_on,
    evidence.words
FROM check_evidence AS evidence
LEFT JOIN sections ON evidence.section_id = sections.section_id
LEFT JOIN items ON evidence.item_id = items.item_id
WHERE evidence.year = $year
ORDER BY
    evidence.code,
    list_position(['breach', 'suspect', 'due', 'in_order', 'not_assessable', 'not_seen'], evidence.state),
    evidence.due_on,
    sections.name,
    evidence.section_id,
    evidence.url,
    evidence.item_id,
    evidence.words;
