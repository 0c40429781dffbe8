-- Purpose: takes out the spellings of a portal's units before its file's are written. Grain: all of the portal.

DELETE FROM unit_names WHERE portal_id = $portal_id;
