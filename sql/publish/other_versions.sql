-- Purpose: the versions of pages that are not the published one: of an item that a complete night has accepted
--          those not accepted, and all but the last of the others.
-- Grain:   item × version. Inputs: item_versions, listed.
--          Few items have such: only those with a second version or one not accepted are looked at.

CREATE OR REPLACE TEMP TABLE other_versions AS
WITH
doubtful AS (
    SELECT DISTINCT item_id
    FROM item_versions
    WHERE version > 1 OR accepted_at IS NULL
),
judged AS (
    SELECT
        item_versions.item_id,
        item_versions.version,
        NOT coalesce(listed.accepted, FALSE) OR item_versions.accepted_at IS NOT NULL AS eligible
    FROM item_versions
    INNER JOIN doubtful USING (item_id)
    LEFT JOIN listed USING (item_id)
),
published AS (
    SELECT item_id, max(version) AS version
    FROM judged
    WHERE eligible
    GROUP BY item_id
)
SELECT judged.item_id, judged.version
FROM judged
ANTI JOIN published USING (item_id, version);
