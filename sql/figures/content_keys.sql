-- Purpose: items of one title and one body are one document, by the limits of rule M-content.
-- Grain:   item × key. Inputs: twins, merge_keys (added to).
--          Dates too far apart, or more of them than reposting explains, stand in the key: then only what was
--          published on one day is one document. So do document numbers that differ.

INSERT INTO merge_keys BY NAME
WITH
same AS (
    SELECT
        portal_id,
        body_digest,
        title,
        max(published_on) FILTER (WHERE is_counted) - min(published_on) FILTER (WHERE is_counted) <= any_value(max_days)
        AND count(DISTINCT published_on) FILTER (WHERE is_counted) <= any_value(max_dates) AS is_one_time,
        count(DISTINCT number) FILTER (WHERE is_counted) > 1 AS numbers_differ
    FROM twins
    WHERE title <> '' AND published_on IS NOT NULL
    GROUP BY portal_id, body_digest, title
    HAVING count(*) > 1
)
SELECT
    twins.item_id,
    'M-content' AS rule,
    concat_ws(
        chr(31),
        portal_id,
        body_digest,
        title,
        CASE WHEN NOT same.is_one_time THEN twins.published_on::VARCHAR END,
        CASE WHEN same.numbers_differ THEN coalesce(twins.number, '') END
    ) AS merge_key
FROM twins
INNER JOIN same USING (portal_id, body_digest, title)
WHERE twins.published_on IS NOT NULL;
