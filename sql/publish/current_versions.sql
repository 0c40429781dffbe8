-- Purpose: the version of each item's page that is published: the last accepted one where a complete night
--          has accepted the item, else the last read.
-- Grain:   item. Inputs: item_versions, other_versions.

CREATE OR REPLACE TEMP VIEW current_versions AS
SELECT * FROM item_versions ANTI JOIN other_versions USING (item_id, version);
