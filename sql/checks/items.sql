-- name: inform_item_unlisted
-- Purpose: finding: items whose list row is not known, because the package that held it was damaged; counted nowhere.
-- Grain:   item. Inputs: published.items, exclusions (rule X-unlisted).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        portal_id,
        item_id AS subject,
        '“' || coalesce(title, url) || '”只有页面、没有列表行(数据包损坏所致),未计入;下次完整读取其栏目后自动补上' AS message
    FROM published.main.items
    SEMI JOIN (
        SELECT item_id FROM published.main.exclusions WHERE form = 'sections' AND starts_with(rule, 'X-unlisted@')
    ) AS unlisted USING (item_id)
)
SELECT portal_id, 'item-unlisted' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_ledger
-- Purpose: finding: what happened while loading (damaged packages). Grain: portal × check × subject × message.
--          Inputs: findings. What belongs to no known portal, being damaged, may belong to each of them.

INSERT INTO published.main.findings BY NAME
WITH
told AS (
    SELECT portals.portal_id, findings.* EXCLUDE (portal_id)
    FROM findings
    INNER JOIN published.main.portals AS portals
        ON findings.portal_id = portals.portal_id
        OR findings.portal_id IS NULL
        OR findings.portal_id NOT IN (SELECT portal_id FROM published.main.portals)
)
SELECT portal_id, check_id, outcome, severity, subject, message, found_at
FROM told
ORDER BY check_id, subject, message;


-- name: inform_merge_large
-- Purpose: finding: documents into which many items with different titles were merged: perhaps a wrong number in a
--          template.
-- Grain:   kept item. Inputs: published.merges, items.

INSERT INTO published.main.findings BY NAME
WITH
large AS MATERIALIZED (
    SELECT kept_item_id, merged_item_id
    FROM published.main.merges
    QUALIFY count(*) OVER (PARTITION BY kept_item_id) >= 4
),
items AS MATERIALIZED (
    SELECT portal_id, item_id, title, url
    FROM published.main.items
    WHERE item_id IN (SELECT unnest([kept_item_id, merged_item_id]) FROM large)
),
bad AS (
    SELECT
        kept.portal_id,
        kept.item_id AS subject,
        '“' || coalesce(any_value(kept.title), any_value(kept.url)) || '”并入了 ' || count(*)
        || ' 条,标题有 ' || count(DISTINCT folded(merged.title)) || ' 种;如非同一文件,请核对文号' AS message
    FROM large
    INNER JOIN items AS kept ON large.kept_item_id = kept.item_id
    INNER JOIN items AS merged ON large.merged_item_id = merged.item_id
    GROUP BY kept.portal_id, kept.item_id
    HAVING count(DISTINCT folded(merged.title)) > 1
)
SELECT portal_id, 'merge-large' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_page_unread
-- Purpose: finding: counted items whose page was never read: date and unit rest on the list alone.
-- Grain:   portal × year × reason. Inputs: published.items, unread_items, placed, section_state.
--          A backfill of one year asks only the pages near that year; other pages may be withdrawn or failing.
-- Tables:  needs placed, section_state, unread_items (temporary).

INSERT INTO published.main.findings BY NAME
WITH
wanted AS (
    SELECT DISTINCT placed.item_id
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    SEMI JOIN unread_items AS items ON placed.item_id = items.item_id
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
    INNER JOIN unread_items AS items USING (item_id)
),
bad AS (
    SELECT
        published.portal_id,
        coalesce(year(published.published_on)::VARCHAR, '无日期') AS subject,
        coalesce(year(published.published_on) || ' 年', '无日期的') || '有 ' || count(*)
        || ' 条只按列表计(日期、单位、文号以列表所印为准):' || unread.reason AS message
    FROM unread
    INNER JOIN published.main.items AS published USING (item_id)
    GROUP BY published.portal_id, year(published.published_on), unread.reason
)
SELECT portal_id, 'page-unread' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_personal_data
-- Purpose: finding: published pages that show personal data in the clear; here only masked text is kept.
-- Grain:   item × kind. Inputs: current_versions, published.items.
-- Tables:  needs current_versions (temporary).

INSERT INTO published.main.findings BY NAME
WITH
found AS (
    SELECT portal_id, item_id, unnest(masked) AS found
    FROM current_versions
    WHERE len(masked) > 0
),
bad AS (
    SELECT
        found.portal_id,
        found.item_id AS subject,
        '“' || coalesce(any_value(items.title), any_value(items.url)) || '”含' || found.found.kind || ' '
        || count(*) || ' 处(如 ' || min(found.found.masked) || '),请通知发布单位处理' AS message
    FROM found
    INNER JOIN published.main.items AS items ON found.item_id = items.item_id
    GROUP BY found.portal_id, found.item_id, found.found.kind
)
SELECT portal_id, 'personal-data' AS check_id, 'fail' AS outcome, 'error' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_unclassified
-- Purpose: finding: counted items that no rule gives a category; they are in no figure, not even the total.
-- Grain:   section. Inputs: check_rows, section_state.
-- Tables:  needs check_rows, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        section_state.portal_id,
        section_state.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”有 ' || sum(check_rows.unclassified)
        || ' 条未能归类,未计入任何数字(含合计);请为栏目指定 category,或补充分类规则' AS message
    FROM check_rows
    INNER JOIN section_state USING (portal_id, section_id)
    WHERE section_state.category = 'auto' AND check_rows.unclassified > 0
    GROUP BY section_state.portal_id, section_state.published_id
)
SELECT portal_id, 'unclassified' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_unit_unresolved
-- Purpose: finding: printed unit names that no unit or alias of the portal file fits; counted under the name as
--          printed.
-- Grain:   portal × printed name. Inputs: published.items, unit_names, portals.
--          A unit that a title names by other words than the portal file is counted under that unit's own name.

INSERT INTO published.main.findings BY NAME
WITH
printed AS (
    SELECT portal_id, unit_printed, count(*) AS items
    FROM published.main.items
    WHERE unit_printed IS NOT NULL AND unit = unit_printed AND unit_from IN ('printed', 'title', 'section')
    GROUP BY portal_id, unit_printed
),
bad AS (
    SELECT
        printed.portal_id,
        printed.unit_printed AS subject,
        '有 ' || printed.items || ' 条印的单位是“' || printed.unit_printed || '”,门户文件中没有这个单位或别名;'
        || '按所印名称统计,请在 [[unit]] 中补上,如果它不是本地单位(如转载媒体)可不处理' AS message
    FROM printed
    INNER JOIN portals ON printed.portal_id = portals.portal_id
    ANTI JOIN unit_names
        ON printed.portal_id = unit_names.portal_id AND folded(printed.unit_printed) = unit_names.folded
    WHERE printed.unit_printed IS DISTINCT FROM portals.default_unit
)
SELECT portal_id, 'unit-unresolved' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;
