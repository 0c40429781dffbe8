-- Purpose: a portal's head as its file declares it. Grain: one portal. Inputs: portals.

MERGE INTO portals
USING (SELECT $portal_id AS portal_id) AS declared ON portals.portal_id = declared.portal_id
WHEN MATCHED THEN UPDATE SET name = $name, home = $home, default_unit = nullif($default_unit, '')
WHEN NOT MATCHED THEN INSERT VALUES ($portal_id, $name, $home, nullif($default_unit, ''));
