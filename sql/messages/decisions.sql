-- Purpose: decisions of people that did nothing. Grain: row of decisions.csv. Inputs: decisions.

SELECT line, kind, item, state, coalesce(note, '') AS note
FROM decisions
WHERE state <> 'applied'
ORDER BY line;
