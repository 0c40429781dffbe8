-- Purpose: a portal's units. Grain: one unit. Inputs: $names (list); unit_id stays the same for a portal and name.

INSERT INTO units
SELECT DISTINCT
    $portal_id, left(sha256($portal_id || chr(10) || name), 16), name
FROM (SELECT unnest($names::VARCHAR[]) AS name);
