-- Purpose: the version of each item's page that is published: the last accepted one where a complete night
--          has accepted the item, else the last read.
-- Grain:   item. Inputs: item_versions, listed.

CREATE OR REPLACE TEMP TABLE current_versions AS
WITH
eligible AS (
    SELECT
        item_versions.*
    FROM item_versions
    LEFT JOIN listed ON item_versions.item_id = listed.item_id
    WHERE NOT coalesce(listed.accepted, FALSE) OR item_versions.accepted_at IS NOT NULL
),
revised AS (
    SELECT item_id, max(version) AS version
    FROM eligible
    GROUP BY item_id
    HAVING count(*) > 1
)
SELECT * FROM eligible ANTI JOIN revised USING (item_id)
UNION ALL
SELECT * FROM eligible SEMI JOIN revised USING (item_id, version);
