-- Purpose: items that are one document: each merged item with the one that is kept, and the rule.
-- Grain:   merged item. Inputs: merge_keys, decided, published.items, $rules (warehouse/rules/merging.csv).
--          Kept is the earliest published, then the first seen, then the smallest id. Items linked through
--          different keys end at one root.

INSERT INTO published.main.merges BY NAME
WITH RECURSIVE
shared AS (
    SELECT *, count(*) OVER (PARTITION BY rule, merge_key) AS members
    FROM merge_keys
),
ranked AS (
    SELECT DISTINCT
        shared.item_id,
        dense_rank() OVER (
            ORDER BY items.published_on ASC NULLS LAST, items.first_seen_at ASC, items.item_id ASC
        ) AS rank
    FROM shared
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE shared.members > 1
),
grouped AS (
    SELECT
        ranked.rank,
        shared.rule,
        min(ranked.rank) OVER (PARTITION BY shared.rule, shared.merge_key) AS first_rank
    FROM shared
    INNER JOIN ranked USING (item_id)
    WHERE shared.members > 1
),
links AS (
    SELECT DISTINCT rank AS a, first_rank AS b FROM grouped WHERE rank <> first_rank
    UNION
    SELECT DISTINCT first_rank, rank FROM grouped WHERE rank <> first_rank
),
roots(rank, root) USING KEY (rank) AS (
    SELECT rank, rank FROM ranked
    UNION
    (
        SELECT links.b, min(told.root)
        FROM roots AS told
        INNER JOIN links ON told.rank = links.a
        INNER JOIN recurring.roots AS known ON known.rank = links.b
        WHERE told.root < known.root
        GROUP BY links.b
    )
),
versions AS (
    -- Of the rules that join an item the one that stands first in the file is told.
    SELECT rule, rule || '@' || version AS named, row_number() OVER () AS position
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    UNION ALL
    SELECT rule, rule, 1000
    FROM decided
    WHERE kind = 'merge' AND state = 'applied'
),
reasons AS (
    SELECT grouped.rank, arg_min(versions.named, (versions.position, versions.named)) AS rule
    FROM grouped
    INNER JOIN versions USING (rule)
    GROUP BY grouped.rank
)
SELECT
    kept.item_id AS kept_item_id,
    merged.item_id AS merged_item_id,
    reasons.rule
FROM roots
INNER JOIN ranked AS merged ON roots.rank = merged.rank
INNER JOIN ranked AS kept ON roots.root = kept.rank
INNER JOIN reasons ON roots.rank = reasons.rank
WHERE roots.rank <> roots.root
ORDER BY kept.item_id, merged.item_id;
