-- name: left_out
-- Purpose: the items that form `sections` does not count. Grain: item. Inputs: published.items, filed.
-- Tables:  needs filed; makes left_out (temporary).

CREATE OR REPLACE TEMP TABLE left_out AS
SELECT items.item_id, items.portal_id, items.published_on
FROM published.main.items AS items
ANTI JOIN filed ON items.item_id = filed.item_id;


-- name: exclusions
-- Purpose: why each item that form `sections` does not count is not counted.
-- Grain:   item (each item of the file stands in figure_items of `sections` or here). Inputs: published.items,
--          merges, classifications; decided, left_out, placed, section_state, current_versions, items, $rules
--          (warehouse/rules/counting.csv).
--          Of several reasons the first of this order is told: a person's, no list row, no complete reading met it,
--          merged, no date, no category, a category that never stands on a portal. Facts hold no instant that moves
--          with every night.
-- Tables:  needs current_versions, decided, left_out, open_rows, placed, section_names, section_state (temporary).

INSERT INTO published.main.exclusions BY NAME
WITH
rules AS (
    SELECT rule, rule || '@' || version AS named
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
),
unlisted AS (
    SELECT item_id FROM left_out ANTI JOIN placed USING (item_id)
),
by_person AS (
    SELECT
        item_id,
        any_value(rule) AS rule,
        '人工排除:' || string_agg(
            coalesce(nullif(who, ''), '未署名') || coalesce('(' || decided_on || ')', '') || coalesce(':' || nullif(why, ''), ''),
            ';' ORDER BY line
        ) AS fact
    FROM decided
    WHERE kind = 'exclude' AND state = 'applied'
    GROUP BY item_id
),
unconfirmed AS (
    SELECT
        placed.item_id,
        string_agg(
            '栏目“' || section_state.name || '”(' || placed.published_id || ')' || CASE
                WHEN placed.first_seen_at > section_state.complete_at
                    THEN '最近一次完整读取之后才出现(' || strftime(timezone('Asia/Shanghai', placed.first_seen_at), '%Y-%m-%d')
                        || ' 首次见到),还没有完整读取确认'
                ELSE '完整读取过,其中没有这一条;它只见于没有读全的读取('
                    || strftime(timezone('Asia/Shanghai', placed.first_seen_at), '%Y-%m-%d') || ' 首次见到)'
            END,
            ';' ORDER BY placed.published_id
        ) AS fact
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    -- Few rows do not count: only their items are looked at further.
    SEMI JOIN (SELECT item_id FROM placed WHERE NOT counted) AS open ON placed.item_id = open.item_id
    GROUP BY placed.item_id
    HAVING NOT bool_or(placed.counted)
),
merged AS (
    SELECT
        merges.merged_item_id AS item_id,
        merges.rule,
        '并入 ' || merges.kept_item_id || '(“' || coalesce(kept.title, '') || '”' || kept.url || ')' AS fact
    FROM published.main.merges AS merges
    INNER JOIN published.main.items AS kept ON merges.kept_item_id = kept.item_id
),
undated AS (
    SELECT
        left_out.item_id,
        CASE
            WHEN pages.item_id IS NOT NULL AND json_extract_string(pages.read_from, '$.published') LIKE 'impossible:%'
                THEN '内容页所印 ' || replace(json_extract_string(pages.read_from, '$.published'), 'impossible:', '')
                    || ' 不是日历上的日子,列表也没有能读出的日期'
            WHEN pages.item_id IS NOT NULL THEN '内容页和列表都没有能读出的发布日期'
            WHEN known.gone_since IS NOT NULL
                THEN '内容页 ' || strftime(timezone('Asia/Shanghai', known.gone_since), '%Y-%m-%d') || ' 起已不存在('
                    || CASE known.page_outcome
                        WHEN 'soft_gone' THEN '网站转到栏目页或提示不存在'
                        WHEN 'gone' THEN '答复 404 或 410'
                        ELSE '最近一次' || outcome_words(known.page_outcome)
                    END || '),列表没有能读出的日期'
            WHEN known.page_outcome IS NULL THEN '列表没有能读出的日期,内容页没有读过'
            WHEN is_answered(known.page_outcome)
                THEN '列表没有能读出的日期,内容页在没有读全的一晚读过,有待完整读取确认'
            ELSE '列表没有能读出的日期,内容页读不到(' || outcome_words(known.page_outcome) || ')'
        END AS fact
    FROM left_out
    INNER JOIN items AS known ON left_out.item_id = known.item_id
    LEFT JOIN current_versions AS pages ON left_out.item_id = pages.item_id
    WHERE left_out.published_on IS NULL
),
excepted AS (
    SELECT open_rows.item_id, string_agg(DISTINCT named.category, '、' ORDER BY named.category) AS names
    FROM open_rows
    INNER JOIN section_names AS named
        ON open_rows.portal_id = named.portal_id AND open_rows.section_id = named.section_id
    WHERE open_rows.not_by_name AND open_rows.category IS NULL
    GROUP BY open_rows.item_id
),
classified AS (
    SELECT classes.item_id, string_agg(classes.category, '、' ORDER BY classes.category) AS names
    FROM published.main.classifications AS classes
    -- What merged items are told for comes first.
    SEMI JOIN (SELECT item_id FROM left_out ANTI JOIN merged USING (item_id)) AS open ON classes.item_id = open.item_id
    GROUP BY classes.item_id
),
judged AS (
    SELECT
        left_out.*,
        CASE
            WHEN by_person.item_id IS NOT NULL THEN by_person.rule
            WHEN unlisted.item_id IS NOT NULL THEN 'X-unlisted'
            WHEN unconfirmed.item_id IS NOT NULL THEN 'X-unconfirmed'
            WHEN merged.item_id IS NOT NULL THEN merged.rule
            WHEN undated.item_id IS NOT NULL THEN 'X-undated'
            WHEN classified.item_id IS NULL THEN 'X-unclassified'
            ELSE 'X-elsewhere'
        END AS rule,
        CASE
            WHEN by_person.item_id IS NOT NULL THEN by_person.fact
            WHEN unlisted.item_id IS NOT NULL THEN '只有内容页,没有栏目的列表行(数据包损坏所致)'
            WHEN unconfirmed.item_id IS NOT NULL THEN unconfirmed.fact
            WHEN merged.item_id IS NOT NULL THEN merged.fact
            WHEN undated.item_id IS NOT NULL THEN undated.fact
            WHEN classified.item_id IS NULL AND excepted.item_id IS NOT NULL
                THEN '栏目名称属“' || excepted.names || '”,而规则(C-except)认定这个标题不是这一类,也没有别的规则或人工决定给出类别'
            WHEN classified.item_id IS NULL THEN '所在栏目没有类别(auto),也没有规则或人工决定给出类别'
            ELSE '所属类别“' || classified.names || '”不在门户上统计'
        END AS fact
    FROM left_out
    LEFT JOIN by_person ON left_out.item_id = by_person.item_id
    LEFT JOIN unlisted ON left_out.item_id = unlisted.item_id
    LEFT JOIN unconfirmed ON left_out.item_id = unconfirmed.item_id
    LEFT JOIN merged ON left_out.item_id = merged.item_id
    LEFT JOIN undated ON left_out.item_id = undated.item_id
    LEFT JOIN classified ON left_out.item_id = classified.item_id
    LEFT JOIN excepted ON left_out.item_id = excepted.item_id
)
SELECT
    judged.portal_id,
    'sections' AS form,
    year(judged.published_on)::INTEGER AS year,
    judged.item_id,
    coalesce(rules.named, judged.rule) AS rule,
    judged.fact
FROM judged
LEFT JOIN rules ON judged.rule = rules.rule
ORDER BY year NULLS LAST, judged.item_id;
