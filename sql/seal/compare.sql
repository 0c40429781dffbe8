-- name: is_same
-- Purpose: whether this closing says what the one before said: same figures, documents, items, versions, rules.
--          When things were last seen, runs and findings go on every night and make no new closing; nor do columns
--          and forms that older files have not.
-- Grain:   one row. Inputs: sealed, previous.

WITH
both_tell AS (
    SELECT DISTINCT form FROM sealed.main.figures SEMI JOIN previous.main.figures AS was USING (form)
),
this AS (
    SELECT 'figures' AS part, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed
    FROM (
        SELECT
            form,
            year,
            code,
            label,
            measure,
            value::DECIMAL(18, 6) AS value,
            value_text,
            CASE WHEN state IN ('blank', 'not_applicable') THEN state END AS left_out,
            origin,
            rule,
            sql_file
        FROM (
            SELECT NULL::VARCHAR AS value_text, NULL::VARCHAR AS state WHERE FALSE
            UNION ALL BY NAME
            SELECT * FROM sealed.main.figures
        ) AS figures
        SEMI JOIN both_tell USING (form)
    ) AS told
    UNION ALL
    SELECT 'figure_items', count(*), sum(hash(form, year, code, item_id)::HUGEINT)
    FROM sealed.main.figure_items
    SEMI JOIN both_tell USING (form)
    UNION ALL
    SELECT 'items', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT * EXCLUDE (last_seen_at) FROM sealed.main.items) AS told
    UNION ALL
    SELECT 'item_versions', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT COLUMNS(lambda name: name NOT IN ('portal_id', 'text_length', 'body_digest', 'reader_version')) FROM sealed.main.item_versions) AS told
    UNION ALL
    SELECT 'classifications', count(*), sum(hash(item_id, category, rule, decided_by)::HUGEINT)
    FROM sealed.main.classifications
    UNION ALL
    SELECT 'merges', count(*), sum(hash(kept_item_id, merged_item_id, rule)::HUGEINT) FROM sealed.main.merges
),
before AS (
    SELECT 'figures' AS part, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed
    FROM (
        SELECT
            form,
            year,
            code,
            label,
            measure,
            value::DECIMAL(18, 6) AS value,
            value_text,
            CASE WHEN state IN ('blank', 'not_applicable') THEN state END AS left_out,
            origin,
            rule,
            sql_file
        FROM (
            SELECT NULL::VARCHAR AS value_text, NULL::VARCHAR AS state WHERE FALSE
            UNION ALL BY NAME
            SELECT * FROM previous.main.figures
        ) AS figures
        SEMI JOIN both_tell USING (form)
    ) AS told
    UNION ALL
    SELECT 'figure_items', count(*), sum(hash(form, year, code, item_id)::HUGEINT)
    FROM previous.main.figure_items
    SEMI JOIN both_tell USING (form)
    UNION ALL
    SELECT 'items', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT * EXCLUDE (last_seen_at) FROM previous.main.items) AS told
    UNION ALL
    SELECT 'item_versions', count(*), sum(hash(told)::HUGEINT)
    FROM (SELECT COLUMNS(lambda name: name NOT IN ('portal_id', 'text_length', 'body_digest', 'reader_version')) FROM previous.main.item_versions) AS told
    UNION ALL
    SELECT 'classifications', count(*), sum(hash(item_id, category, rule, decided_by)::HUGEINT)
    FROM previous.main.classifications
    UNION ALL
    SELECT 'merges', count(*), sum(hash(kept_item_id, merged_item_id, rule)::HUGEINT) FROM previous.main.merges
)
SELECT
    bool_and(this.rows = before.rows AND this.summed IS NOT DISTINCT FROM before.summed)
    AND (SELECT as_of FROM sealed.main.seal) IS NOT DISTINCT FROM (SELECT as_of FROM previous.main.seal)
FROM this
INNER JOIN before USING (part);


-- name: differences
-- Purpose: what differs from the closing before: each figure, and each document that it counts more or less. Forms that
--          only one of them has (an older file, or one as of a day, tells `sections` alone) are not compared.
-- Grain:   figure, or figure × document. Inputs: sealed, previous, published.items.
-- Tables:  needs known (temporary).

INSERT INTO sealed.main.differences BY NAME
WITH
both_tell AS (
    SELECT DISTINCT form FROM sealed.main.figures SEMI JOIN previous.main.figures AS was USING (form)
),
changed AS (
    SELECT
        form,
        code,
        item_id,
        was.item_id IS NULL AS is_new
    FROM (SELECT form, code, item_id FROM sealed.main.figure_items SEMI JOIN both_tell USING (form)) AS is_now
    FULL JOIN (SELECT form, code, item_id FROM previous.main.figure_items SEMI JOIN both_tell USING (form)) AS was
        USING (form, code, item_id)
    WHERE is_now.item_id IS NULL OR was.item_id IS NULL
),
judged AS (
    SELECT
        changed.form,
        changed.code,
        CASE WHEN changed.is_new THEN '增加' ELSE '减少' END AS change,
        changed.item_id,
        coalesce(now_told.title, was_told.title) AS title,
        coalesce(now_told.published_on, was_told.published_on) AS published_on,
        CASE
            WHEN changed.is_new AND was_merged.merged_item_id IS NOT NULL
                THEN '上次并入 ' || was_merged.kept_item_id || ',现在单独计'
            WHEN NOT changed.is_new AND is_merged.kept_item_id IS NOT NULL
                THEN '现在并入 ' || is_merged.kept_item_id
            WHEN NOT changed.is_new AND excluded.item_id IS NOT NULL THEN '被人工排除'
            WHEN
                was_told.published_on IS NOT NULL
                AND now_told.published_on IS DISTINCT FROM was_told.published_on
                THEN '发布日期由 ' || was_told.published_on || ' 变为 ' || coalesce(now_told.published_on::VARCHAR, '无')
            WHEN changed.is_new AND was_told.item_id IS NULL AND now_told.first_seen_at > last_closing.until
                THEN '上次封存之后才发现(' || strftime(timezone('Asia/Shanghai', now_told.first_seen_at), '%Y-%m-%d') || ')'
            WHEN changed.is_new AND was_told.item_id IS NULL THEN '上次没有计入本年度(没有日期、在其他年度或未确认)'
            WHEN by_person.item_id IS NOT NULL THEN '人工决定了类别'
            ELSE '类别变了(规则、栏目类别,或同一文件的其他条目变了)'
        END AS why
    FROM changed
    CROSS JOIN (SELECT coalesce(as_of, data_as_of) AS until FROM previous.main.seal) AS last_closing
    LEFT JOIN known AS now_told ON changed.item_id = now_told.item_id
    LEFT JOIN previous.main.items AS was_told ON changed.item_id = was_told.item_id
    LEFT JOIN previous.main.merges AS was_merged ON changed.item_id = was_merged.merged_item_id
    LEFT JOIN sealed.main.merges AS is_merged ON changed.item_id = is_merged.merged_item_id
    LEFT JOIN (
        SELECT DISTINCT item_id FROM sealed.main.decisions WHERE kind = 'exclude' AND state = 'applied'
    ) AS excluded ON changed.item_id = excluded.item_id
    LEFT JOIN (
        SELECT DISTINCT item_id FROM sealed.main.decisions WHERE kind = 'category' AND state = 'applied'
    ) AS by_person ON changed.item_id = by_person.item_id
),
values_changed AS (
    SELECT
        form,
        code,
        was.value AS before,
        is_now.value AS after,
        coalesce(was.origin, '没有') AS was_origin,
        coalesce(is_now.origin, '没有') AS now_origin
    FROM (SELECT form, code, value, origin FROM sealed.main.figures SEMI JOIN both_tell USING (form)) AS is_now
    FULL JOIN (SELECT form, code, value, origin FROM previous.main.figures SEMI JOIN both_tell USING (form)) AS was
        USING (form, code)
    WHERE is_now.value IS DISTINCT FROM was.value OR is_now.origin IS DISTINCT FROM was.origin
)
SELECT
    form, code, '数值' AS change, NULL AS item_id, NULL AS title, NULL::DATE AS published_on, before, after,
    CASE
        WHEN was_origin <> now_origin THEN '来源由 ' || was_origin || ' 变为 ' || now_origin
        ELSE '所计条目变了,见同一行号的各条'
    END AS why
FROM values_changed
UNION ALL BY NAME
SELECT form, code, change, item_id, title, published_on, why
FROM judged
ORDER BY form, code, change DESC, published_on, item_id;


-- name: told_differences
-- Purpose: the differences as people are told them: a document that form `sections` counts or does not is told of once
--          a category, not of each cell of the other forms too. Grain: row of differences. Inputs: sealed.differences.

SELECT form, code, change, item_id, title, published_on, before, after, why
FROM sealed.main.differences
WHERE
    item_id IS NULL
    OR form = 'sections'
    OR item_id NOT IN (
        SELECT item_id FROM sealed.main.differences WHERE form = 'sections' AND item_id IS NOT NULL
    )
ORDER BY form, code, change = '数值' DESC, change, published_on, item_id;
