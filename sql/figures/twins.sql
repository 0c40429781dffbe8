-- Purpose: items whose bodies are the same, text, pictures and files, and long enough to say so.
-- Grain:   item. Inputs: current_versions, published.items, placed, mergeable, $rules (warehouse/rules/merging.csv).
--          First what occurs twice, by sums alone: of a million pages few are looked at further.

CREATE OR REPLACE TEMP TABLE twins AS
WITH
limits AS (
    SELECT min_text::INTEGER AS min_text, max_days::INTEGER AS max_days, max_dates::INTEGER AS max_dates
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE rule = 'M-content'
),
repeated AS (
    SELECT portal_id, body_digest
    FROM current_versions
    WHERE text_length >= (SELECT min_text FROM limits) AND body_digest IS NOT NULL
    GROUP BY portal_id, body_digest
    HAVING count(*) > 1
),
alike AS (
    SELECT item_id, portal_id, body_digest
    FROM current_versions
    SEMI JOIN repeated USING (portal_id, body_digest)
)
SELECT
    alike.item_id,
    alike.portal_id,
    alike.body_digest,
    folded(items.title) AS title,
    items.published_on,
    folded_number(items.document_number) AS number,
    limits.max_days,
    limits.max_dates,
    alike.item_id IN (SELECT item_id FROM placed WHERE counted) AS is_counted
FROM alike
INNER JOIN published.main.items AS items ON alike.item_id = items.item_id
CROSS JOIN limits
WHERE alike.item_id IN (SELECT item_id FROM mergeable);
