-- Purpose: the files that an item's published version links to. Grain: item × address. Inputs: current_versions.

INSERT INTO published.main.attachments BY NAME
WITH
linked AS (
    SELECT item_id, unnest(attachments) AS file, generate_subscripts(attachments, 1) AS position
    FROM current_versions
    WHERE len(attachments) > 0
)
SELECT
    item_id,
    file.url AS url,
    arg_min(file.name, position) AS name
FROM linked
GROUP BY item_id, file.url
ORDER BY item_id, url;
