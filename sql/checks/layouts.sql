-- name: inform_section_layout_changed
-- Purpose: finding: sections whose pages are read by another layout since the last run that asked them, with what
--          changed in it: learned anew because the old one did not fit, or written or taken out by a person.
--          The first layout of a section is no change.
-- Grain:   section × kind of page × version. Inputs: section_layouts, packages, sections.

INSERT INTO published.main.findings BY NAME
WITH
last_runs AS (
    SELECT portal_id, section_id, arg_max(run_id, (finished_at, part)) AS run_id
    FROM packages
    GROUP BY portal_id, section_id
),
versions AS (
    SELECT
        layouts.*,
        lag(version) OVER in_order AS version_before,
        lag(layout) OVER in_order AS layout_before,
        lag(learned_from) OVER in_order AS from_before
    FROM section_layouts AS layouts
    WINDOW in_order AS (PARTITION BY portal_id, section_id, kind ORDER BY version)
),
changed AS (
    SELECT
        sections.published_id || ' ' || versions.kind || ' ' || versions.version AS subject,
        sections.name,
        versions.*
    FROM versions
    INNER JOIN sections USING (portal_id, section_id)
    SEMI JOIN last_runs USING (portal_id, section_id, run_id)
    WHERE versions.version_before IS NOT NULL
),
words AS (
    SELECT unnest([
        {'key': 'rows', 'word': '条目行'}, {'key': 'title', 'word': '标题'}, {'key': 'date', 'word': '日期'},
        {'key': 'published', 'word': '发布日期'}, {'key': 'issued', 'word': '成文日期'}, {'key': 'unit', 'word': '单位'},
        {'key': 'document_number', 'word': '文号'}, {'key': 'index_number', 'word': '索引号'},
        {'key': 'body', 'word': '正文'}, {'key': 'attachments', 'word': '附件'}, {'key': 'labels', 'word': '标签'},
        {'key': 'next', 'word': '下一页'}, {'key': 'total', 'word': '总条数'}, {'key': 'page_url', 'word': '分页网址'},
        {'key': 'first_page', 'word': '分页网址的首个页码'}, {'key': 'rows_per_page', 'word': '每页行数'},
        {'key': 'frame', 'word': '框架'}, {'key': 'version', 'word': '版式规则的版本'}
    ], recursive := TRUE)
),
parts AS (
    SELECT
        changed.subject,
        words.key,
        words.word,
        json_extract_string(changed.layout_before, '$.' || words.key) AS before,
        json_extract_string(changed.layout, '$.' || words.key) AS after
    FROM changed
    CROSS JOIN words
    WHERE before IS DISTINCT FROM after
),
told AS (
    SELECT
        subject,
        string_agg(
            word || ' ' || coalesce(CASE WHEN length(before) > 80 THEN left(before, 79) || '…' ELSE before END, '(无)')
            || ' → ' || coalesce(CASE WHEN length(after) > 80 THEN left(after, 79) || '…' ELSE after END, '(无)'),
            ';' ORDER BY key
        ) AS parts
    FROM parts
    GROUP BY subject
),
origins AS (
    SELECT unnest([
        {'learned_from': 'pages', 'word': '比较本栏目各页'}, {'learned_from': 'sections', 'word': '与其他栏目的页面比较'},
        {'learned_from': 'items', 'word': '与内容页比较'}, {'learned_from': 'rules', 'word': '只凭通用规则'},
        {'learned_from': 'person', 'word': '人工写定'}
    ], recursive := TRUE)
),
bad AS (
    SELECT
        changed.portal_id,
        changed.subject,
        '栏目“' || changed.name || '”的' || CASE changed.kind WHEN 'list' THEN '列表页' ELSE '内容页' END
        || '版式由第 ' || changed.version_before || ' 版变为第 ' || changed.version || ' 版('
        || coalesce(changed.reason || ';', '') || '来历:'
        || CASE WHEN origins_before.word <> origins.word THEN origins_before.word || ' → ' ELSE '' END || origins.word
        || '):' || coalesce(told.parts, '只有来历不同') || '。gongkai layout ' || split_part(changed.subject, ' ', 1)
        || ' 可查看现行版式' AS message
    FROM changed
    INNER JOIN origins ON changed.learned_from = origins.learned_from
    INNER JOIN origins AS origins_before ON changed.from_before = origins_before.learned_from
    LEFT JOIN told ON changed.subject = told.subject
)
SELECT
    portal_id,
    'section-layout-changed' AS check_id,
    'uncertain' AS outcome,
    'info' AS severity,
    subject,
    message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;
