-- Purpose: the unit that each printed name stands for; null name where no spelling of the portal file fits.
-- Grain:   portal × printed name. Inputs: current_versions, listed, items, unit_names.

CREATE OR REPLACE TEMP TABLE printed_units AS
WITH
printed AS (
    SELECT portal_id, unit FROM current_versions WHERE unit IS NOT NULL
    UNION
    SELECT items.portal_id, listed.unit
    FROM listed
    INNER JOIN items USING (item_id)
    WHERE listed.unit IS NOT NULL
)
SELECT
    printed.portal_id,
    printed.unit AS printed,
    unit_names.name,
    unit_names.is_alias
FROM printed
LEFT JOIN unit_names
    ON printed.portal_id = unit_names.portal_id AND folded(printed.unit) = unit_names.folded
WHERE folded(printed.unit) <> '';
