-- name: inform_duplicate
-- Purpose: finding: items that look like one document and are counted apart: one 索引号 under two titles; one body
--          (text, pictures, files) under two titles, or under one title but on days far apart, on many days, undated
--          or with another 文号; one title and day at two addresses, where
--          printed units do not tell them apart. Asked, not accused: each has an innocent
--          reason too.
-- Grain:   likeness × sections that the items stand in (first and last of each group). Inputs: twins,
--          published.items, merges, placed, current_versions. A pass tells how many reposts each rule has merged.
-- Tables:  needs current_versions, placed, twins (temporary).

INSERT INTO published.main.findings BY NAME
WITH
-- First what occurs twice, by sums alone: few items are looked at further.
repeated_numbers AS (
    SELECT portal_id, index_number
    FROM published.main.items
    WHERE index_number IS NOT NULL
    GROUP BY portal_id, index_number
    HAVING count(*) > 1
),
repeated_titles AS (
    SELECT hash(portal_id, title, published_on) AS told
    FROM published.main.items
    WHERE published_on IS NOT NULL
    GROUP BY told
    HAVING count(*) > 1
),
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
    FROM published.main.items AS items
    SEMI JOIN repeated_titles ON hash(items.portal_id, items.title, items.published_on) = repeated_titles.told
    WHERE items.title <> ''
),
alike AS (
    SELECT 1 AS likeness, items.item_id, concat_ws(chr(31), items.portal_id, items.index_number) AS shared
    FROM published.main.items AS items
    SEMI JOIN repeated_numbers USING (portal_id, index_number)
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
    GROUP BY documents.likeness, documents.shared
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
        judged.said || ':' || first_section
        || CASE WHEN last_section <> first_section THEN '、' || last_section ELSE '' END AS subject,
        '有 ' || count(*) || ' 组(' || sum(copies)::BIGINT || ' 条)' || judged.said || reasons.reason
        || ';没有合并,各计一条,请核对,确是同一文件的可用人工决定 merge 合并。例如 '
        || array_to_string(list_slice(list(one || ' 与 ' || other ORDER BY shared), 1, 3), ';') AS message
    FROM judged
    INNER JOIN reasons ON judged.said = reasons.said
    GROUP BY judged.said, reasons.reason, first_section, last_section
),
unread AS (
    SELECT count(DISTINCT placed.item_id) AS items
    FROM placed
    ANTI JOIN current_versions ON placed.item_id = current_versions.item_id
    WHERE placed.counted AND placed.has_page AND placed.details
),
merged AS (
    SELECT string_agg(rule || ' ' || items || ' 条', ',' ORDER BY rule) AS told, sum(items)::BIGINT AS items
    FROM (SELECT rule, count(*) AS items FROM published.main.merges GROUP BY rule)
)
SELECT 'duplicate' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT
    'duplicate',
    'pass',
    'info',
    '全部',
    '没有看似同一文件而未合并的条目' || CASE
        WHEN unread.items > 0 THEN '(' || unread.items || ' 条的内容页没有读到,正文、文号无从比较)' ELSE ''
    END,
    $found_at::TIMESTAMPTZ
FROM unread
WHERE NOT EXISTS (SELECT 1 FROM bad)
UNION ALL
SELECT
    'duplicate-merged',
    'pass',
    'info',
    '全部',
    coalesce('共 ' || items || ' 条转载、重发已并入同一文件,不另计:' || told, '没有条目被认定为转载或重发'),
    $found_at::TIMESTAMPTZ
FROM merged
ORDER BY subject, message;


-- name: inform_item_unlisted
-- Purpose: finding: items whose list row is not known, because the package that held it was damaged; counted nowhere.
-- Grain:   item. Inputs: published.items, item_sections.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        item_id AS subject,
        '“' || coalesce(title, url) || '”只有页面、没有列表行(数据包损坏所致),未计入;下次完整读取其栏目后自动补上' AS message
    FROM published.main.items
    ANTI JOIN published.main.item_sections USING (item_id)
)
SELECT 'item-unlisted' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'item-unlisted', 'pass', 'info', '全部', '条目都有所在栏目', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;


-- name: inform_ledger
-- Purpose: finding: what happened while loading (damaged packages). Grain: check × subject × message. Inputs:
--          findings.

INSERT INTO published.main.findings BY NAME
SELECT check_id, outcome, severity, subject, message, found_at
FROM findings
UNION ALL
SELECT 'package-rejected', 'pass', 'info', '全部', '数据包都已载入', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM findings WHERE check_id = 'package-rejected')
ORDER BY check_id, subject, message;


-- name: inform_merge_large
-- Purpose: finding: documents into which many items with different titles were merged: perhaps a wrong number in a
--          template.
-- Grain:   kept item. Inputs: published.merges, items.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        kept.item_id AS subject,
        '“' || coalesce(any_value(kept.title), any_value(kept.url)) || '”并入了 ' || count(*)
        || ' 条,标题有 ' || count(DISTINCT folded(merged.title)) || ' 种;如非同一文件,请核对文号' AS message
    FROM published.main.merges AS merges
    INNER JOIN published.main.items AS kept ON merges.kept_item_id = kept.item_id
    INNER JOIN published.main.items AS merged ON merges.merged_item_id = merged.item_id
    GROUP BY kept.item_id
    HAVING count(*) >= 4 AND count(DISTINCT folded(merged.title)) > 1
)
SELECT 'merge-large' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'merge-large', 'pass', 'info', '全部', '没有一个文号下合并过多或标题各异的情况', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;


-- name: inform_page_unread
-- Purpose: finding: counted items whose page was never read: date and unit rest on the list alone.
-- Grain:   year × reason. Inputs: published.items, items, placed, section_state, current_versions.
--          A backfill of one year asks only the pages near that year; other pages may be withdrawn or failing.
-- Tables:  needs current_versions, placed, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
wanted AS (
    SELECT DISTINCT placed.item_id
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    WHERE placed.counted AND placed.has_page AND section_state.details
),
unread AS (
    SELECT
        wanted.item_id,
        CASE
            WHEN items.page_outcome IS NULL THEN '还没有读过页面,补抓该年即可读到'
            WHEN items.gone_since IS NOT NULL THEN '页面已不存在'
            WHEN is_answered(items.page_outcome) THEN '页面在没有读全的一晚读过,有待完整读取确认'
            WHEN is_asked_again(items.page_outcome) THEN '页面读不到(' || outcome_words(items.page_outcome) || '),以后再试'
            ELSE '页面读不了(' || outcome_words(items.page_outcome) || ')'
        END AS reason
    FROM wanted
    INNER JOIN items USING (item_id)
    ANTI JOIN current_versions USING (item_id)
),
bad AS (
    SELECT
        coalesce(year(published.published_on)::VARCHAR, '无日期') AS subject,
        coalesce(year(published.published_on) || ' 年', '无日期的') || '有 ' || count(*)
        || ' 条只按列表计(日期、单位、文号以列表所印为准):' || unread.reason AS message
    FROM unread
    INNER JOIN published.main.items AS published USING (item_id)
    GROUP BY year(published.published_on), unread.reason
)
SELECT 'page-unread' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'page-unread', 'pass', 'info', '全部', '计入的条目都读过页面', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;


-- name: inform_personal_data
-- Purpose: finding: published pages that show personal data in the clear; here only masked text is kept.
-- Grain:   item × kind. Inputs: current_versions, published.items.
-- Tables:  needs current_versions (temporary).

INSERT INTO published.main.findings BY NAME
WITH
found AS (
    SELECT item_id, unnest(masked) AS found
    FROM current_versions
    WHERE len(masked) > 0
),
bad AS (
    SELECT
        found.item_id AS subject,
        '“' || coalesce(any_value(items.title), any_value(items.url)) || '”含' || found.found.kind || ' '
        || count(*) || ' 处(如 ' || min(found.found.masked) || '),请通知发布单位处理' AS message
    FROM found
    INNER JOIN published.main.items AS items ON found.item_id = items.item_id
    GROUP BY found.item_id, found.found.kind
)
SELECT 'personal-data' AS check_id, 'fail' AS outcome, 'error' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'personal-data', 'pass', 'info', '全部', '没有发现未遮蔽的个人信息', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;


-- name: inform_unclassified
-- Purpose: finding: counted items that no rule gives a category; they are in no figure, not even the total.
-- Grain:   section. Inputs: open_rows, section_state.
-- Tables:  needs open_rows, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        section_state.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”有 ' || count(*)
        || ' 条未能归类,未计入任何数字(含合计);请为栏目指定 category,或补充分类规则' AS message
    FROM open_rows
    INNER JOIN section_state USING (portal_id, section_id)
    ANTI JOIN published.main.classifications AS classifications ON open_rows.item_id = classifications.item_id
    ANTI JOIN published.main.merges AS merges ON open_rows.item_id = merges.merged_item_id
    GROUP BY section_state.published_id
)
SELECT 'unclassified' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'unclassified', 'pass', 'info', '全部', '条目都已归类', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;


-- name: inform_unit_unresolved
-- Purpose: finding: printed unit names that no unit or alias of the portal file fits; counted under the name as
--          printed.
-- Grain:   printed name. Inputs: published.items, printed_units.
-- Tables:  needs printed_units (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        items.unit_printed AS subject,
        '有 ' || count(*) || ' 条印的单位是“' || items.unit_printed || '”,门户文件中没有这个单位或别名;'
        || '按所印名称统计,请在 [[unit]] 中补上,如果它不是本地单位(如转载媒体)可不处理' AS message
    FROM published.main.items AS items
    INNER JOIN printed_units
        ON items.portal_id = printed_units.portal_id AND items.unit_printed = printed_units.printed
    WHERE printed_units.name IS NULL
    GROUP BY items.unit_printed
)
SELECT 'unit-unresolved' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'unit-unresolved', 'pass', 'info', '全部', '页面所印的单位都在门户文件中', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
