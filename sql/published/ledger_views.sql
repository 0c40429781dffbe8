-- name: ledger_views
-- 台账: the published tables again, for people who read Chinese; nothing here that is not in the tables.
--
-- Purpose: views with Chinese names, codes written out in words, items joined with their sections and categories.
-- Grain:   stated in each view's comment (view_comments.sql).
-- Inputs:  the tables of schema.sql. Syntax that DuckDB 1.2 knows; no catalog is named. A client of 1.2 that
--          attaches the file beside others makes it current (USE) before it asks these views; later ones need not.

CREATE SCHEMA 台账;

CREATE VIEW 台账.条目 AS
WITH
placed AS (
    SELECT
        item_sections.item_id,
        string_agg(DISTINCT sections.name, '、' ORDER BY sections.name) AS section_names
    FROM main.item_sections
    INNER JOIN main.sections ON item_sections.section_id = sections.section_id
    GROUP BY item_sections.item_id
),
classified AS (
    SELECT
        item_id,
        string_agg(DISTINCT category, '、' ORDER BY category) AS categories
    FROM main.classifications
    GROUP BY item_id
),
merged AS (
    SELECT
        merged_item_id,
        min(kept_item_id) AS kept_item_id
    FROM main.merges
    GROUP BY merged_item_id
)
SELECT
    items.item_id AS 条目编号,
    items.title AS 标题,
    items.unit AS 发布单位,
    CASE items.unit_from
        WHEN 'printed' THEN '页面所印'
        WHEN 'alias' THEN '页面所印别名'
        WHEN 'title' THEN '标题所写'
        WHEN 'section' THEN CASE WHEN items.unit_printed IS NULL THEN '栏目固定单位' ELSE '栏目名称所写' END
        WHEN 'default' THEN '门户默认单位'
        WHEN 'unread' THEN '内容页待读'
        WHEN 'unknown' THEN '内容页已不存在或不是网页'
        WHEN 'person' THEN '人工决定'
    END AS 单位依据,
    items.published_on AS 发布日期,
    CASE items.date_from
        WHEN 'page' THEN '内容页'
        WHEN 'list' THEN '列表页'
        WHEN 'none' THEN '未注明'
    END AS 日期依据,
    items.issued_on AS 成文日期,
    items.document_number AS 文号,
    items.index_number AS 索引号,
    placed.section_names AS 所在栏目,
    classified.categories AS 类别,
    merged.kept_item_id AS 并入条目编号,
    items.url AS 网址,
    items.first_seen_at AS 首次发现时间,
    items.last_seen_at AS 最近发现时间,
    items.removed_at AS 撤下时间,
    items.portal_id AS 门户编号
FROM main.items
LEFT JOIN placed ON items.item_id = placed.item_id
LEFT JOIN classified ON items.item_id = classified.item_id
LEFT JOIN merged ON items.item_id = merged.merged_item_id;

CREATE VIEW 台账.栏目 AS
WITH
read_again AS (
    SELECT
        section_runs.section_id,
        coalesce(section_runs.finished_at, section_runs.started_at, runs.started_at) AS read_at,
        section_runs.outcome,
        section_runs.reason
    FROM main.section_runs
    LEFT JOIN main.runs ON section_runs.run_id = runs.run_id
),
last_read AS (
    SELECT
        section_id,
        max(read_at) AS read_at,
        max_by(outcome, read_at) AS outcome,
        max_by(coalesce(reason, ''), read_at) AS reason,
        max(read_at) FILTER (WHERE outcome IN ('complete', 'empty')) AS complete_at
    FROM read_again
    GROUP BY section_id
),
listed AS (
    SELECT
        section_id,
        count(DISTINCT item_id) AS items
    FROM main.item_sections
    GROUP BY section_id
)
SELECT
    sections.section_id AS 栏目编号,
    sections.name AS 栏目名称,
    portals.name AS 门户,
    sections.category AS 类别,
    sections.unit AS 固定单位,
    sections.cadence_days AS 更新周期天数,
    coalesce(listed.items, 0) AS 条目数,
    CASE last_read.outcome
        WHEN 'complete' THEN '完整'
        WHEN 'partial' THEN '不完整'
        WHEN 'failed' THEN '失败'
        WHEN 'challenged' THEN '被防护拦截'
        WHEN 'empty' THEN '栏目为空'
        ELSE '尚未读取'
    END AS 最近结果,
    nullif(last_read.reason, '') AS 原因,
    last_read.read_at AS 最近读取时间,
    last_read.complete_at AS 最近完整时间,
    sections.url AS 网址,
    sections.portal_id AS 门户编号
FROM main.sections
LEFT JOIN main.portals ON sections.portal_id = portals.portal_id
LEFT JOIN last_read ON sections.section_id = last_read.section_id
LEFT JOIN listed ON sections.section_id = listed.section_id;

CREATE VIEW 台账.单位分类统计 AS
SELECT
    year AS 年度,
    month AS 月份,
    unit AS 发布单位,
    category AS 类别,
    items AS 条数,
    portal_id AS 门户编号
FROM main.counts;

CREATE VIEW 台账.报表数字 AS
SELECT
    form AS 报表,
    year AS 年度,
    code AS 行号,
    label AS 项目,
    value AS 数值,
    measure AS 计量单位,
    CASE origin
        WHEN 'computed' THEN '可由网站得出'
        WHEN 'lower_bound' THEN '仅下限'
        WHEN 'declared' THEN '单位填报'
        WHEN 'missing' THEN '缺'
    END AS 来源,
    CASE
        WHEN state = 'missing' THEN '缺'
        WHEN state = 'not_applicable' THEN '不适用'
        WHEN state = 'blank' THEN ''
        WHEN value IS NULL THEN value_text
        WHEN origin = 'lower_bound' THEN '至少 ' || CASE WHEN value = floor(value) THEN value::BIGINT::VARCHAR ELSE rtrim(value::VARCHAR, '0') END
        WHEN value = floor(value) THEN value::BIGINT::VARCHAR
        ELSE rtrim(value::VARCHAR, '0')
    END AS 写法,
    rule AS 统计口径,
    sql_file AS 计算文件,
    as_of AS 数据截至,
    value_text AS 文字,
    CASE state
        WHEN 'given' THEN '有数'
        WHEN 'blank' THEN '空白'
        WHEN 'not_applicable' THEN '不适用'
        WHEN 'missing' THEN '缺'
    END AS 状态,
    portal_id AS 门户编号
FROM main.figures;

CREATE VIEW 台账.数字明细 AS
SELECT
    figure_items.form AS 报表,
    figure_items.year AS 年度,
    figure_items.code AS 行号,
    figure_items.item_id AS 条目编号,
    items.title AS 标题,
    items.unit AS 发布单位,
    items.published_on AS 发布日期,
    items.document_number AS 文号,
    items.url AS 网址,
    figure_items.portal_id AS 门户编号
FROM main.figure_items
LEFT JOIN main.items ON figure_items.item_id = items.item_id;

CREATE VIEW 台账.数字依据 AS
SELECT
    sources.form AS 报表,
    sources.code AS 行号,
    sources.section_id AS 栏目编号,
    sections.name AS 栏目名称,
    CASE sources.role WHEN 'assigned' THEN '归入这一类' WHEN 'possible' THEN '可能含有这一类的条目' END AS 关系,
    CASE WHEN sources.covered THEN '是' ELSE '否' END AS 完整读取过,
    sources.unread_rows AS 日期待读条数,
    CASE sources.proof
        WHEN 'total' THEN '与自称总数相符'
        WHEN 'pager_end' THEN '翻到了末页'
        WHEN 'single_page' THEN '只有一页'
        WHEN 'increment' THEN '接上次完整读取'
        WHEN 'person' THEN '人工认可'
        WHEN 'before' THEN '旧版程序所读'
    END AS 完整依据,
    sources.complete_at AS 最近完整时间,
    sources.portal_id AS 门户编号
FROM main.figure_sources AS sources
LEFT JOIN main.sections ON sources.section_id = sections.section_id;

CREATE VIEW 台账.不计条目 AS
SELECT
    exclusions.form AS 报表,
    exclusions.year AS 年度,
    exclusions.item_id AS 条目编号,
    items.title AS 标题,
    items.unit AS 发布单位,
    items.published_on AS 发布日期,
    exclusions.fact AS 事实,
    exclusions.rule AS 规则,
    rules.text AS 规则文字,
    items.url AS 网址,
    exclusions.portal_id AS 门户编号
FROM main.exclusions
LEFT JOIN main.items ON exclusions.item_id = items.item_id
LEFT JOIN main.rules ON exclusions.rule = rules.rule;

CREATE VIEW 台账.运行记录 AS
SELECT
    section_runs.run_id AS 运行编号,
    runs.kind AS 运行种类,
    runs.started_at AS 运行开始时间,
    runs.finished_at AS 运行结束时间,
    section_runs.section_id AS 栏目编号,
    sections.name AS 栏目名称,
    CASE section_runs.outcome
        WHEN 'complete' THEN '完整'
        WHEN 'partial' THEN '不完整'
        WHEN 'failed' THEN '失败'
        WHEN 'challenged' THEN '被防护拦截'
        WHEN 'empty' THEN '栏目为空'
    END AS 结果,
    section_runs.reason AS 原因,
    section_runs.pages_declared AS 声明页数,
    section_runs.pages_read AS 读取页数,
    section_runs.records_declared AS 声明条数,
    section_runs.records_read AS 读取条数,
    CASE section_runs.proof
        WHEN 'total' THEN '与自称总数相符'
        WHEN 'pager_end' THEN '翻到了末页'
        WHEN 'single_page' THEN '只有一页'
        WHEN 'increment' THEN '接上次完整读取'
        WHEN 'person' THEN '人工认可'
        WHEN 'before' THEN '旧版程序所读'
    END AS 完整依据,
    section_runs.links_seen AS 列表链接数,
    section_runs.rows_seen AS 条目链接数,
    section_runs.rows_set_aside AS 搁置链接数,
    section_runs.list_layout_version AS 列表版式,
    section_runs.item_layout_version AS 内容页版式,
    section_runs.reader_version AS 读取器版本,
    section_runs.portal_id AS 门户编号
FROM main.section_runs
LEFT JOIN main.runs ON section_runs.run_id = runs.run_id
LEFT JOIN main.sections ON section_runs.section_id = sections.section_id;

CREATE VIEW 台账.栏目版式 AS
SELECT
    layouts.section_id AS 栏目编号,
    sections.name AS 栏目名称,
    CASE layouts.kind
        WHEN 'list' THEN '列表页'
        WHEN 'item' THEN '内容页'
    END AS 页面,
    layouts.version AS 版次,
    layouts.version = max(layouts.version) OVER (PARTITION BY layouts.section_id, layouts.kind) AS 现行,
    CASE layouts.learned_from
        WHEN 'pages' THEN '比较本栏目各页'
        WHEN 'sections' THEN '与其他栏目的页面比较'
        WHEN 'items' THEN '与内容页比较'
        WHEN 'rules' THEN '只凭通用规则'
        WHEN 'person' THEN '人工写定'
    END AS 来历,
    layouts.learned_at AS 学到时间,
    layouts.reason AS 原因,
    layouts.layout AS 版式,
    layouts.run_id AS 运行编号,
    layouts.portal_id AS 门户编号
FROM main.section_layouts AS layouts
LEFT JOIN main.sections ON layouts.section_id = sections.section_id;

CREATE VIEW 台账.检查结果 AS
SELECT
    check_id AS 检查编号,
    CASE outcome
        WHEN 'pass' THEN '通过'
        WHEN 'fail' THEN '不通过'
        WHEN 'uncertain' THEN '待核'
        WHEN 'not_assessable' THEN '无法判断'
    END AS 结论,
    CASE severity
        WHEN 'info' THEN '提示'
        WHEN 'warning' THEN '警告'
        WHEN 'error' THEN '错误'
    END AS 严重程度,
    subject AS 对象,
    message AS 说明,
    found_at AS 发现时间,
    verdict AS 人工结论,
    verdict_by AS 结论人,
    verdict_on AS 结论日期,
    portal_id AS 门户编号
FROM main.findings;

CREATE VIEW 台账.人工决定 AS
SELECT
    line AS 行号,
    CASE kind
        WHEN 'category' THEN '类别'
        WHEN 'unit' THEN '单位'
        WHEN 'merge' THEN '合并'
        WHEN 'split' THEN '拆分'
        WHEN 'exclude' THEN '排除'
        WHEN 'include' THEN '计入'
        WHEN 'verdict' THEN '结论'
        WHEN 'withdraw' THEN '撤回'
        ELSE kind
    END AS 种类,
    item_id AS 条目编号,
    item AS 对象,
    value AS 内容,
    who AS 决定人,
    decided_on AS 决定日期,
    why AS 原因,
    CASE state
        WHEN 'applied' THEN '已起作用'
        WHEN 'no_effect' THEN '没有作用'
        WHEN 'unknown_item' THEN '没有这个条目'
        WHEN 'contradicts' THEN '与另一行矛盾'
        WHEN 'invalid' THEN '写法有误'
    END AS 是否起作用,
    note AS 说明,
    portal_id AS 门户编号,
    decision_id AS 编号,
    portal AS 所写门户,
    missing_since AS 何时起不在文件中
FROM main.decisions;
