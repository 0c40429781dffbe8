-- Purpose: takes out a portal's units before its file's are written. Grain: all units of the portal.

DELETE FROM units WHERE portal_id = $portal_id;
