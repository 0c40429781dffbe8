-- Purpose: whether this closing says what the one before said: same figures, documents, items, versions, rules.
--          When things were last seen, runs and findings go on every night and make no new closing; nor do columns
--          that older files have not.
-- Grain:   one row. Inputs: sealed, previous.

WITH
this AS (
    SELECT 'figures' AS part, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed
    FROM (SELECT * EXCLUDE (as_of) FROM sealed.main.figures) AS told
    UNION ALL
    SELECT 'figure_items', count(*), sum(hash(told)::HUGEINT) FROM sealed.main.figure_items AS told
    UNION ALL
    SELECT 'items', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT * EXCLUDE (last_seen_at) FROM sealed.main.items) AS told
    UNION ALL
    SELECT 'item_versions', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT COLUMNS(lambda name: name NOT IN ('text_length', 'body_digest')) FROM sealed.main.item_versions) AS told
    UNION ALL
    SELECT 'classifications', count(*), sum(hash(told)::HUGEINT) FROM sealed.main.classifications AS told
    UNION ALL
    SELECT 'merges', count(*), sum(hash(told)::HUGEINT) FROM sealed.main.merges AS told
),
before AS (
    SELECT 'figures' AS part, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed
    FROM (SELECT * EXCLUDE (as_of) FROM previous.main.figures) AS told
    UNION ALL
    SELECT 'figure_items', count(*), sum(hash(told)::HUGEINT) FROM previous.main.figure_items AS told
    UNION ALL
    SELECT 'items', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT * EXCLUDE (last_seen_at) FROM previous.main.items) AS told
    UNION ALL
    SELECT 'item_versions', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT COLUMNS(lambda name: name NOT IN ('text_length', 'body_digest')) FROM previous.main.item_versions) AS told
    UNION ALL
    SELECT 'classifications', count(*), sum(hash(told)::HUGEINT) FROM previous.main.classifications AS told
    UNION ALL
    SELECT 'merges', count(*), sum(hash(told)::HUGEINT) FROM previous.main.merges AS told
)
SELECT
    bool_and(this.rows = before.rows AND this.summed IS NOT DISTINCT FROM before.summed)
    AND (SELECT as_of FROM sealed.main.seal) IS NOT DISTINCT FROM (SELECT as_of FROM previous.main.seal)
FROM this
INNER JOIN before USING (part);
