-- Purpose: every spelling that stands for a unit; where two fold to one, a unit's own name wins over an alias.
-- Grain:   folded spelling. Inputs: $spellings and $names (parallel lists).

INSERT INTO unit_names
SELECT
    $portal_id, folded(spelling), name, folded(spelling) <> folded(name)
FROM (SELECT unnest($spellings::VARCHAR[]) AS spelling, unnest($names::VARCHAR[]) AS name)
QUALIFY row_number() OVER (PARTITION BY folded(spelling) ORDER BY folded(spelling) <> folded(name), name) = 1;
