-- Purpose: the portals of the file, each of which gives an address an id of its own. Grain: portal.
-- Inputs:  portals.

SELECT portal_id FROM portals ORDER BY portal_id;
