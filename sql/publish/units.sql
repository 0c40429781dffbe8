-- Purpose: the units of the portal files. Grain: unit. Inputs: units.

INSERT INTO published.main.units BY NAME
SELECT unit_id, name
FROM units
ORDER BY unit_id;
