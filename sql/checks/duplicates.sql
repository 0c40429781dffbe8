-- name: inform_duplicate
-- Purpose: finding: items that look like one document and are counted apart: one 索引号 under two titles; one body
--          (text, pictures, files) under two titles, or under one title but on days far apart, on many days, undated
--          or with another 文号; one title and day at two addresses, where
--          printed units do not tell them apart. Asked, not accused: each has an innocent
--          reason too.
-- Grain:   portal × likeness × sections that the items stand in (first and last of each group). Inputs: twins,
--          alike_items, published.items, merges, placed, redacted_titles.
-- Tables:  needs alike_items, placed, twins (temporary).

INSERT INTO published.main.findings BY NAME
WITH
-- A unit that nobody printed tells no documents apart: it may be any of those that others printed.
same_day AS (
    SELECT
        items.item_id,
        items.portal_id,
        folded(items.title) AS title,
        items.published_on,
        CASE
            WHEN bool_and(items.unit_from NOT IN ('default', 'unread', 'unknown')) OVER (
                PARTITION BY items.portal_id, folded(items.title), items.published_on
            ) THEN items.unit
        END AS unit
    FROM alike_items AS items
    SEMI JOIN (
        SELECT portal_id, title, published_on FROM alike_items GROUP BY portal_id, title, published_on HAVING count(*) > 1
    ) AS repeated
        ON
            items.portal_id = repeated.portal_id
            AND items.title = repeated.title
            AND items.published_on = repeated.published_on
    WHERE items.title <> '' AND items.item_id NOT IN (SELECT item_id FROM redacted_titles)
),
alike AS (
    SELECT 1 AS likeness, items.item_id, concat_ws(chr(31), items.portal_id, items.index_number) AS shared
    FROM alike_items AS items
    WHERE regexp_full_match(upper(folded(items.index_number)), '[0-9A-Z]{7,18}(-[0-9X])?/\d{4}(\d{2})?-\d{4,6}')
    UNION ALL
    SELECT 2, item_id, concat_ws(chr(31), portal_id, body_digest)
    FROM twins
    UNION ALL
    SELECT 3, item_id, concat_ws(chr(31), portal_id, title, published_on, unit)
    FROM same_day
),
documents AS (
    SELECT
        placed.portal_id,
        alike.likeness,
        alike.shared,
        coalesce(merges.kept_item_id, alike.item_id) AS document,
        min(placed.published_id) AS section_id
    FROM alike
    INNER JOIN placed ON alike.item_id = placed.item_id
    LEFT JOIN published.main.merges AS merges ON alike.item_id = merges.merged_item_id
    WHERE placed.counted
    GROUP BY ALL
),
groups AS (
    SELECT
        documents.portal_id,
        documents.likeness,
        documents.shared,
        count(*) AS copies,
        count(DISTINCT folded(items.title)) AS titles,
        min(documents.section_id) AS first_section,
        max(documents.section_id) AS last_section,
        min('“' || coalesce(items.title, '') || '”' || items.url) AS one,
        max('“' || coalesce(items.title, '') || '”' || items.url) AS other
    FROM documents
    INNER JOIN published.main.items AS items ON documents.document = items.item_id
    GROUP BY documents.portal_id, documents.likeness, documents.shared
    HAVING count(*) > 1
),
judged AS (
    SELECT
        *,
        CASE
            WHEN likeness = 1 AND titles > 1 THEN '索引号相同'
            WHEN likeness = 1 THEN '索引号和标题相同'
            WHEN likeness = 2 AND titles > 1 THEN '正文相同'
            WHEN likeness = 2 THEN '标题和正文相同'
            WHEN likeness = 3 THEN '标题和日期相同'
        END AS said
    FROM groups
),
reasons (said, reason) AS (
    VALUES
    ('索引号相同', '而标题不同,可能是改了标题重发,也可能是索引号填错或沿用了模板里的'),
    ('索引号和标题相同', '而发布日期和正文不同、单位或文号不同,或没有读到,可能是重复发布,也可能是套用了模板里的索引号'),
    ('正文相同', '(插图、附件也相同)而标题不同,可能是换标题转载,也可能是套用同样的正文'),
    ('标题和正文相同', '而发布日期不同(相距较远、多次出现或没有日期)或文号不同,可能是隔期转载,也可能是定期发布的同样通知'),
    (
        '标题和日期相同',
        '(单位也相同,或有的没有印出单位)而网址不同、正文不同或太短或没有读到,可能是重复发布,也可能是同一天逐件发布的几份'
    )
),
bad AS (
    SELECT
        judged.portal_id,
        judged.said || ':' || first_section
        || CASE WHEN last_section <> first_section THEN '、' || last_section ELSE '' END AS subject,
        '有 ' || count(*) || ' 组(' || sum(copies)::BIGINT || ' 条)' || judged.said || reasons.reason
        || ';没有合并,各计一条,请核对,确是同一文件的可用人工决定 merge 合并。例如 '
        || array_to_string(list_slice(list(one || ' 与 ' || other ORDER BY shared), 1, 3), ';') AS message
    FROM judged
    INNER JOIN reasons ON judged.said = reasons.said
    GROUP BY judged.portal_id, judged.said, reasons.reason, first_section, last_section
)
SELECT portal_id, 'duplicate' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_uncompared
-- Purpose: finding: where nothing looks alike, whose pages were not read to be compared.
-- Grain:   portal without a finding of inform_duplicate. Inputs: published.findings, placed, unread_items.
-- Tables:  needs placed, unread_items (temporary).

INSERT INTO published.main.findings BY NAME
WITH
unread AS (
    SELECT placed.portal_id, count(DISTINCT placed.item_id) AS items
    FROM placed
    SEMI JOIN unread_items ON placed.item_id = unread_items.item_id
    WHERE placed.counted AND placed.has_page AND placed.details
    GROUP BY placed.portal_id
)
SELECT
    portal_id,
    'duplicate' AS check_id,
    'pass' AS outcome,
    'info' AS severity,
    '全部' AS subject,
    '没有看似同一文件而未合并的条目(' || items || ' 条的内容页没有读到,正文、文号无从比较)' AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM unread
SEMI JOIN published.main.portals USING (portal_id)
ANTI JOIN (SELECT portal_id FROM published.main.findings WHERE check_id = 'duplicate') AS found USING (portal_id);


-- name: inform_merged
-- Purpose: finding: how many reposts each rule has merged. Grain: portal with merges. Inputs: published.merges.

INSERT INTO published.main.findings BY NAME
WITH
merged AS (
    SELECT portal_id, string_agg(rule || ' ' || items || ' 条', ',' ORDER BY rule) AS told, sum(items)::BIGINT AS items
    FROM (SELECT portal_id, rule, count(*) AS items FROM published.main.merges GROUP BY portal_id, rule)
    GROUP BY portal_id
)
SELECT
    portal_id,
    'duplicate-merged' AS check_id,
    'pass' AS outcome,
    'info' AS severity,
    '全部' AS subject,
    '共 ' || items || ' 条转载、重发已并入同一文件,不另计:' || told AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM merged
SEMI JOIN published.main.portals USING (portal_id);
