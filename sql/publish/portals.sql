-- Purpose: whose portals these are. Grain: portal. Inputs: portals.

INSERT INTO published.main.portals BY NAME
SELECT portal_id, name, home
FROM portals
ORDER BY portal_id;
