-- The published file: what auditors, clerks and their scripts read.
--
-- Purpose: the tables. Executed by warehouse.schema.create_schema, which then executes ledger_views.sql (the
--          views of schema 台账), comments.sql and view_comments.sql (a comment on every table, view and column).
-- Grain:   stated in each table's comment.
-- Inputs:  none. The caller has attached a new, empty database and made it current (USE), so no catalog is
--          named here: a view that names one breaks once the file has another name.
--
-- Names are kept as promised to readers; columns may be added, never renamed. A new column needs its comment
-- in comments.sql. Written for readers from DuckDB 1.2 on. Small tables carry their key; of the large ones
-- (items, item_sections, item_versions, attachments, fetches, figure_items …) the key is audited before each
-- publication instead of being indexed, so that the file stays near the size of its data.

CREATE TABLE meta (
    schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
    built_at TIMESTAMPTZ NOT NULL,
    data_as_of TIMESTAMPTZ,
    rules_version VARCHAR NOT NULL,
    content_sha256 VARCHAR
);

CREATE TABLE rules (
    rule VARCHAR NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE portals (
    portal_id VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL
);

CREATE TABLE units (
    unit_id VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE TABLE sections (
    section_id VARCHAR NOT NULL PRIMARY KEY,
    portal_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    unit VARCHAR,
    cadence_days INTEGER CHECK (cadence_days > 0)
);

CREATE TABLE items (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR,
    unit VARCHAR,
    unit_from VARCHAR CHECK (
        unit_from IN ('printed', 'alias', 'title', 'section', 'default', 'unread', 'unknown', 'person')
    ),
    unit_printed VARCHAR,
    published_on DATE,
    published_at TIMESTAMPTZ,
    date_from VARCHAR NOT NULL CHECK (date_from IN ('page', 'list', 'none')),
    issued_on DATE,
    document_number VARCHAR,
    index_number VARCHAR,
    has_page BOOLEAN NOT NULL,
    content_sha256 VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ,
    CHECK ((published_on IS NULL) = (date_from = 'none'))
);

CREATE TABLE item_sections (
    item_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    list_title VARCHAR,
    listed_on DATE,
    pinned BOOLEAN NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    accepted_at TIMESTAMPTZ,
    left_at TIMESTAMPTZ,
    counted BOOLEAN
);

CREATE TABLE item_versions (
    item_id VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    seen_at TIMESTAMPTZ NOT NULL,
    title VARCHAR,
    content_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT CHECK (archive_offset >= 0),
    published_on DATE,
    published_at TIMESTAMPTZ,
    issued_on DATE,
    unit VARCHAR,
    document_number VARCHAR,
    index_number VARCHAR,
    read_from VARCHAR,
    run_id VARCHAR,
    text_length INTEGER CHECK (text_length >= 0),
    body_digest VARCHAR,
    reader_version VARCHAR
);

CREATE TABLE item_changes (
    item_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('withdrawn', 'restored', 'moved', 'edited')),
    changed_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    other_item_id VARCHAR,
    detail VARCHAR
);

CREATE TABLE attachments (
    item_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    name VARCHAR
);

CREATE TABLE classifications (
    item_id VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL CHECK (decided_by IN ('rule', 'section', 'person'))
);

CREATE TABLE merges (
    kept_item_id VARCHAR NOT NULL,
    merged_item_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    CHECK (kept_item_id <> merged_item_id)
);

CREATE TABLE runs (
    run_id VARCHAR NOT NULL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR,
    year INTEGER,
    to_year INTEGER CHECK (to_year > year)
);

CREATE TABLE section_runs (
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('complete', 'partial', 'failed', 'challenged', 'empty')),
    reason VARCHAR,
    pages_declared INTEGER CHECK (pages_declared >= 0),
    pages_read INTEGER CHECK (pages_read >= 0),
    records_declared INTEGER CHECK (records_declared >= 0),
    records_read INTEGER CHECK (records_read >= 0),
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    whole_list BOOLEAN,
    proof VARCHAR CHECK (proof IN ('total', 'pager_end', 'single_page', 'increment', 'person', 'before')),
    links_seen INTEGER CHECK (links_seen >= 0),
    rows_seen INTEGER CHECK (rows_seen >= 0),
    rows_set_aside INTEGER CHECK (rows_set_aside >= 0),
    reader_version VARCHAR,
    list_layout_version INTEGER CHECK (list_layout_version >= 1),
    item_layout_version INTEGER CHECK (item_layout_version >= 1)
);

CREATE TABLE section_layouts (
    section_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('list', 'item')),
    version INTEGER NOT NULL CHECK (version >= 1),
    layout VARCHAR,
    learned_from VARCHAR NOT NULL CHECK (learned_from IN ('pages', 'sections', 'items', 'rules', 'person')),
    learned_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    reason VARCHAR,
    PRIMARY KEY (section_id, kind, version)
);

CREATE TABLE fetches (
    run_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    outcome VARCHAR NOT NULL CHECK (outcome IN (
        'ok', 'unchanged', 'gone', 'soft_gone', 'redirected_away', 'challenged',
        'refused_by_robots', 'server_error', 'timeout', 'too_large', 'not_html'
    )),
    bytes BIGINT CHECK (bytes >= 0),
    archive_file VARCHAR,
    archive_offset BIGINT CHECK (archive_offset >= 0)
);

CREATE TABLE rejects (
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    position INTEGER CHECK (position >= 1),
    reason VARCHAR NOT NULL
);

CREATE TABLE figures (
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    measure VARCHAR,
    value DECIMAL(18, 4) CHECK (value >= 0),
    origin VARCHAR NOT NULL CHECK (origin IN ('computed', 'lower_bound', 'declared', 'missing')),
    rule VARCHAR,
    sql_file VARCHAR,
    as_of TIMESTAMPTZ,
    PRIMARY KEY (form, year, code),
    CHECK ((value IS NULL) = (origin = 'missing'))
);

CREATE TABLE figure_items (
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL
);

CREATE TABLE figure_sources (
    portal_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('assigned', 'possible')),
    covered BOOLEAN NOT NULL,
    unread_rows INTEGER NOT NULL CHECK (unread_rows >= 0),
    proof VARCHAR,
    complete_at TIMESTAMPTZ,
    PRIMARY KEY (form, code, section_id)
);

CREATE TABLE exclusions (
    portal_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    year INTEGER,
    item_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    fact VARCHAR NOT NULL
);

CREATE TABLE findings (
    check_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'fail', 'uncertain', 'not_assessable')),
    severity VARCHAR NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    verdict VARCHAR,
    verdict_by VARCHAR,
    verdict_on DATE
);

CREATE TABLE decisions (
    line INTEGER NOT NULL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    item_id VARCHAR,
    value VARCHAR NOT NULL,
    value_item_id VARCHAR,
    who VARCHAR NOT NULL,
    decided_on DATE,
    why VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('applied', 'no_effect', 'unknown_item', 'contradicts', 'invalid')),
    note VARCHAR
);

CREATE TABLE archive_files (
    archive_file VARCHAR NOT NULL PRIMARY KEY,
    sha256 VARCHAR NOT NULL
);

CREATE TABLE counts (
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    unit VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    items BIGINT NOT NULL CHECK (items >= 0)
);

CREATE VIEW item_events AS
SELECT
    item_id,
    'new' AS event,
    first_seen_at AS changed_at,
    NULL::VARCHAR AS run_id,
    NULL::VARCHAR AS other_item_id,
    NULL::VARCHAR AS detail
FROM main.items
UNION ALL
-- What its page and its rows in several lists show of an item in one night is one edit.
SELECT item_id, 'edited', min(changed_at), run_id, NULL, string_agg(DISTINCT detail, ';' ORDER BY detail)
FROM (
    SELECT versions.item_id, versions.seen_at AS changed_at, versions.run_id, '内容页第 ' || versions.version || ' 版' AS detail
    FROM main.item_versions AS versions
    LEFT JOIN main.runs ON versions.run_id = runs.run_id
    WHERE versions.version > 1 AND runs.kind IS DISTINCT FROM 'reparse'
    UNION ALL
    SELECT item_id, changed_at, run_id, detail
    FROM main.item_changes
    WHERE change = 'edited'
) AS edits
GROUP BY item_id, run_id
UNION ALL
SELECT item_id, change, changed_at, run_id, other_item_id, detail
FROM main.item_changes
WHERE change <> 'edited';

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
    items.removed_at AS 撤下时间
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
    sections.url AS 网址
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
    items AS 条数
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
        WHEN value IS NULL THEN '缺'
        WHEN origin = 'lower_bound' THEN '至少 ' || CASE WHEN value = floor(value) THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END
        WHEN value = floor(value) THEN value::BIGINT::VARCHAR
        ELSE value::VARCHAR
    END AS 写法,
    rule AS 统计口径,
    sql_file AS 计算文件,
    as_of AS 数据截至
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
    items.url AS 网址
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
    sources.complete_at AS 最近完整时间
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
    items.url AS 网址
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
    section_runs.reader_version AS 读取器版本
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
    layouts.run_id AS 运行编号
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
    verdict_on AS 结论日期
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
    note AS 说明
FROM main.decisions;

INSERT INTO archive_files VALUES
('backfill-20180124T020000-8af3.nb.0001-00001.warc.gz', '4b8be8fd0e0551712d95c88c162aae1a924374cb4dcc9247f58656d2a3841146'),
('nightly-20180121T020000-400a.dt.0001-00001.warc.gz', 'cf44c1daafa7f5e5deeec68d517c3c8863bdb22dea0440a3c7cb03981094e400'),
('nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '2df1452d11c37e58fdde348b537cd3d5904ee5e07c4bac1e821a538933160bc2'),
('nightly-20180121T020000-400a.yj.0001-00001.warc.gz', '3409fab73c77327601a55b98e61f2607761a4882d4a4985f6617caa26cceaa46'),
('nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '074d43fa1b023b141451a676ee7462ff00e9597b1a23ecd75c98d8af8b08f096'),
('nightly-20180122T020000-3776.dt.0001-00001.warc.gz', '1c2b35a6796e0eb7536907a02b8be6099d82160675441dd7698ee21705f0e8ed'),
('nightly-20180122T020000-3776.nb.0001-00001.warc.gz', '97bc651ef350b34c01800bb758a5335c6c753a5f932fea72b918478cda7755a2'),
('nightly-20180122T020000-3776.yj.0001-00001.warc.gz', '1cb6980d9f710c972e4f11df5ca2ccb417c24ce819380f519a6746b007f2d5ff'),
('nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '785a033b2cd3bae83d95fe23ecdfc9d7f7d674dcddccaf547433ebb64e39bf1f'),
('nightly-20180123T020000-bf22.dt.0001-00001.warc.gz', '41a2c0f833ca8beb2edd57616ea1270e6fb92a08821c42f95f0dd012d7cf2770'),
('nightly-20180123T020000-bf22.nb.0001-00001.warc.gz', '011fa4f9ea924e626d4e77d07021062e387d9873d39dada3908134cc53889a89'),
('nightly-20180123T020000-bf22.yj.0001-00001.warc.gz', '49231d29d85aa99f8269565449881da724a75b6fc5576d730c48c81eef48dfa7'),
('nightly-20180123T020000-bf22.zfwj.0001-00001.warc.gz', '0db0643c56164850eef6c52444e3225a406076bd4e585bacdca0b4d30a9310e7'),
('nightly-20180124T020000-d996.dt.0001-00001.warc.gz', 'b59eb7bf8f8b55f22ab090d7ae806c611145c5e0512978e2dba673e0b5a81115'),
('nightly-20180124T020000-d996.nb.0001-00001.warc.gz', '9f14f5d69b600d0d972228ca2e6ee425662b815ead91e456fc277f3ba17bb53e'),
('nightly-20180124T020000-d996.yj.0001-00001.warc.gz', 'feb21bfc490e61c6962e5efd756a96f67e24e5359cd6569e0934e27d76f36702'),
('nightly-20180124T020000-d996.zfwj.0001-00001.warc.gz', 'ecb0b7cfce832063c971434e0923ac967656cc5475217360c51199e71cf66e50');

INSERT INTO classifications VALUES
('022a0c19583a3f29', '政府文件', 'C-section@1', 'section'),
('0b91c5e163607b92', '通知公告', 'D-category-cfb857ffdc', 'person'),
('286963d2389ad89d', '政府文件', 'C-section@1', 'section'),
('2eeeb8f32ef1f953', '政府文件', 'C-section@1', 'section'),
('7e7dbfb38c1d7b53', '信息公开年报', 'C-section@1', 'section'),
('b22512adc52474ae', '动态信息', 'C-name@2', 'rule'),
('c5769fdaae2700e7', '动态信息', 'C-name@2', 'rule'),
('cb33319213a7fb69', '信息公开年报', 'C-section@1', 'section'),
('cb5b7aff1f2306e6', '信息公开年报', 'C-section@1', 'section'),
('e19f369115d3d8eb', '信息公开年报', 'C-section@1', 'section');

INSERT INTO counts VALUES
('2016', '12', '样例县人民政府', '政府文件', '1'),
('2017', '3', '县财政局', '信息公开年报', '4'),
('2017', '5', '样例县财政局', '政府文件', '1'),
('2017', '7', '样例县人民政府', '动态信息', '1'),
('2017', '7', '样例县人民政府', '通知公告', '1');

INSERT INTO decisions VALUES
('2', 'category', 'http://www.sample.gov.cn/dt/2.html', '0b91c5e163607b92', '通知公告', NULL, '王某', '2018-01-22', '实为通知', 'D-category-cfb857ffdc', 'applied', NULL),
('3', 'exclude', 'http://www.sample.gov.cn/dt/3.html', 'f2cf56be6b10335c', '', NULL, '王某', '2018-01-22', '转载', 'D-exclude-8f9ecb234b', 'applied', NULL),
('4', 'unit', 'http://www.sample.gov.cn/zfwj/1.html', '286963d2389ad89d', '样例县财政局', NULL, '李某', '2018-01-23', '核对原件', 'D-unit-048158960f', 'applied', NULL);

INSERT INTO exclusions VALUES
('sample', 'sections', '2017', '2eeeb8f32ef1f953', 'M-document-number@1', '并入 286963d2389ad89d(“关于印发财政管理办法的通知(修订)”http://www.sample.gov.cn/zfwj/1.html)'),
('sample', 'sections', '2017', 'f2cf56be6b10335c', 'D-exclude-8f9ecb234b', '人工排除:王某(2018-01-22):转载'),
('sample', 'sections', NULL, 'b22512adc52474ae', 'X-undated@1', '列表没有能读出的日期,内容页没有读过');

INSERT INTO fetches VALUES
('backfill-20180124T020000-8af3', 'http://www.sample.gov.cn/nb/', '2018-01-24 02:00:00+08', '200', 'ok', '100', 'backfill-20180124T020000-8af3.nb.0001-00001.warc.gz', '0'),
('nightly-20180121T020000-400a', 'http://www.sample.gov.cn/dt/', '2018-01-21 02:00:00+08', '200', 'ok', '100', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '0'),
('nightly-20180121T020000-400a', 'http://www.sample.gov.cn/nb/', '2018-01-21 02:00:00+08', '200', 'ok', '100', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '0'),
('nightly-20180121T020000-400a', 'http://www.sample.gov.cn/yj/', '2018-01-21 02:00:00+08', '200', 'ok', '100', 'nightly-20180121T020000-400a.yj.0001-00001.warc.gz', '0'),
('nightly-20180121T020000-400a', 'http://www.sample.gov.cn/zfwj/', '2018-01-21 02:00:00+08', '200', 'ok', '100', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '0'),
('nightly-20180122T020000-3776', 'http://www.sample.gov.cn/dt/', '2018-01-22 02:00:00+08', '200', 'ok', '100', 'nightly-20180122T020000-3776.dt.0001-00001.warc.gz', '0'),
('nightly-20180122T020000-3776', 'http://www.sample.gov.cn/nb/', '2018-01-22 02:00:00+08', '200', 'ok', '100', 'nightly-20180122T020000-3776.nb.0001-00001.warc.gz', '0'),
('nightly-20180122T020000-3776', 'http://www.sample.gov.cn/yj/', '2018-01-22 02:00:00+08', '200', 'ok', '100', 'nightly-20180122T020000-3776.yj.0001-00001.warc.gz', '0'),
('nightly-20180122T020000-3776', 'http://www.sample.gov.cn/zfwj/', '2018-01-22 02:00:00+08', '200', 'ok', '100', 'nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '0'),
('nightly-20180123T020000-bf22', 'http://www.sample.gov.cn/dt/', '2018-01-23 02:00:00+08', '200', 'ok', '100', 'nightly-20180123T020000-bf22.dt.0001-00001.warc.gz', '0'),
('nightly-20180123T020000-bf22', 'http://www.sample.gov.cn/nb/', '2018-01-23 02:00:00+08', '200', 'ok', '100', 'nightly-20180123T020000-bf22.nb.0001-00001.warc.gz', '0'),
('nightly-20180123T020000-bf22', 'http://www.sample.gov.cn/yj/', '2018-01-23 02:00:00+08', '200', 'ok', '100', 'nightly-20180123T020000-bf22.yj.0001-00001.warc.gz', '0'),
('nightly-20180123T020000-bf22', 'http://www.sample.gov.cn/zfwj/', '2018-01-23 02:00:00+08', '200', 'ok', '100', 'nightly-20180123T020000-bf22.zfwj.0001-00001.warc.gz', '0'),
('nightly-20180124T020000-d996', 'http://www.sample.gov.cn/dt/', '2018-01-24 02:00:00+08', '200', 'ok', '100', 'nightly-20180124T020000-d996.dt.0001-00001.warc.gz', '0'),
('nightly-20180124T020000-d996', 'http://www.sample.gov.cn/nb/', '2018-01-24 02:00:00+08', '200', 'ok', '100', 'nightly-20180124T020000-d996.nb.0001-00001.warc.gz', '0'),
('nightly-20180124T020000-d996', 'http://www.sample.gov.cn/yj/', '2018-01-24 02:00:00+08', '200', 'ok', '100', 'nightly-20180124T020000-d996.yj.0001-00001.warc.gz', '0'),
('nightly-20180124T020000-d996', 'http://www.sample.gov.cn/zfwj/', '2018-01-24 02:00:00+08', '200', 'ok', '100', 'nightly-20180124T020000-d996.zfwj.0001-00001.warc.gz', '0');

INSERT INTO figures VALUES
('sections', '2015', '专题专栏', '专题专栏', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '人事信息', '人事信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '依申请公开', '依申请公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '信息公开制度', '信息公开制度', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '信息公开年报', '信息公开年报', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '信息公开指南', '信息公开指南', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '信息公开目录', '信息公开目录', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '公众留言', '公众留言', '条', '0.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2015', '办事服务', '办事服务', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '动态信息', '动态信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '合计', '合计', '条', NULL, 'missing', 'S-total@3', 'figures/sections.sql', NULL),
('sections', '2015', '回应关切', '回应关切', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '在线访谈', '在线访谈', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '基层政务公开', '基层政务公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '应急管理', '应急管理', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '建议提案', '建议提案', '件', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '征集调查', '征集调查', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '收费项目', '收费项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政务微信', '政务微信', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政务微博', '政务微博', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政府会议', '政府会议', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政府公报', '政府公报', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政府文件', '政府文件', '份', '0.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2015', '政府采购', '政府采购', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '政策解读', '政策解读', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '新闻发布会', '新闻发布会', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '机构职能', '机构职能', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '权责清单', '权责清单', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '概况信息', '概况信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '统计信息', '统计信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '行政处罚', '行政处罚', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '行政强制', '行政强制', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '行政许可', '行政许可', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '规划计划', '规划计划', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '视频新闻', '视频新闻', '期', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '通知公告', '通知公告', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '重大建设项目', '重大建设项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '重点领域信息公开', '重点领域信息公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '预决算公开', '预决算公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2015', '领导信息', '领导信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '专题专栏', '专题专栏', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '人事信息', '人事信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '依申请公开', '依申请公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '信息公开制度', '信息公开制度', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '信息公开年报', '信息公开年报', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '信息公开指南', '信息公开指南', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '信息公开目录', '信息公开目录', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '公众留言', '公众留言', '条', '0.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2016', '办事服务', '办事服务', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '动态信息', '动态信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '合计', '合计', '条', '1.0000', 'lower_bound', 'S-total@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2016', '回应关切', '回应关切', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '在线访谈', '在线访谈', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '基层政务公开', '基层政务公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '应急管理', '应急管理', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '建议提案', '建议提案', '件', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '征集调查', '征集调查', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '收费项目', '收费项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政务微信', '政务微信', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政务微博', '政务微博', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政府会议', '政府会议', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政府公报', '政府公报', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政府文件', '政府文件', '份', '1.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2016', '政府采购', '政府采购', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '政策解读', '政策解读', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '新闻发布会', '新闻发布会', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '机构职能', '机构职能', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '权责清单', '权责清单', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '概况信息', '概况信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '统计信息', '统计信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '行政处罚', '行政处罚', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '行政强制', '行政强制', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '行政许可', '行政许可', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '规划计划', '规划计划', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '视频新闻', '视频新闻', '期', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '通知公告', '通知公告', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '重大建设项目', '重大建设项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '重点领域信息公开', '重点领域信息公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '预决算公开', '预决算公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2016', '领导信息', '领导信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '专题专栏', '专题专栏', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '人事信息', '人事信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '依申请公开', '依申请公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '信息公开制度', '信息公开制度', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '信息公开年报', '信息公开年报', '条', '4.0000', 'lower_bound', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '信息公开指南', '信息公开指南', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '信息公开目录', '信息公开目录', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '公众留言', '公众留言', '条', '0.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '办事服务', '办事服务', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '动态信息', '动态信息', '条', '1.0000', 'lower_bound', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '合计', '合计', '条', '7.0000', 'lower_bound', 'S-total@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '回应关切', '回应关切', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '在线访谈', '在线访谈', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '基层政务公开', '基层政务公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '应急管理', '应急管理', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '建议提案', '建议提案', '件', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '征集调查', '征集调查', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '收费项目', '收费项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政务微信', '政务微信', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政务微博', '政务微博', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政府会议', '政府会议', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政府公报', '政府公报', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政府文件', '政府文件', '份', '1.0000', 'computed', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '政府采购', '政府采购', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '政策解读', '政策解读', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '新闻发布会', '新闻发布会', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '机构职能', '机构职能', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '权责清单', '权责清单', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '概况信息', '概况信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '统计信息', '统计信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '行政处罚', '行政处罚', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '行政强制', '行政强制', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '行政许可', '行政许可', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '规划计划', '规划计划', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '视频新闻', '视频新闻', '期', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '通知公告', '通知公告', '条', '1.0000', 'lower_bound', 'S-category@3', 'figures/sections.sql', '2018-01-24 02:05:00+08'),
('sections', '2017', '重大建设项目', '重大建设项目', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '重点领域信息公开', '重点领域信息公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '预决算公开', '预决算公开', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL),
('sections', '2017', '领导信息', '领导信息', '条', NULL, 'missing', 'S-category@3', 'figures/sections.sql', NULL);

INSERT INTO figure_items VALUES
('sections', '2016', '合计', '022a0c19583a3f29'),
('sections', '2016', '政府文件', '022a0c19583a3f29'),
('sections', '2017', '信息公开年报', '7e7dbfb38c1d7b53'),
('sections', '2017', '信息公开年报', 'cb33319213a7fb69'),
('sections', '2017', '信息公开年报', 'cb5b7aff1f2306e6'),
('sections', '2017', '信息公开年报', 'e19f369115d3d8eb'),
('sections', '2017', '动态信息', 'c5769fdaae2700e7'),
('sections', '2017', '合计', '0b91c5e163607b92'),
('sections', '2017', '合计', '286963d2389ad89d'),
('sections', '2017', '合计', '7e7dbfb38c1d7b53'),
('sections', '2017', '合计', 'c5769fdaae2700e7'),
('sections', '2017', '合计', 'cb33319213a7fb69'),
('sections', '2017', '合计', 'cb5b7aff1f2306e6'),
('sections', '2017', '合计', 'e19f369115d3d8eb'),
('sections', '2017', '政府文件', '286963d2389ad89d'),
('sections', '2017', '通知公告', '0b91c5e163607b92');

INSERT INTO figure_sources VALUES
('sample', 'sections', '信息公开制度', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '信息公开年报', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '信息公开年报', 'nb', 'assigned', 'true', '0', 'pager_end', '2018-01-24 02:05:00+08'),
('sample', 'sections', '信息公开指南', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '公众留言', 'yj', 'assigned', 'true', '0', NULL, '2018-01-24 02:05:00+08'),
('sample', 'sections', '动态信息', 'dt', 'assigned', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '合计', 'dt', 'assigned', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '合计', 'nb', 'assigned', 'true', '0', 'pager_end', '2018-01-24 02:05:00+08'),
('sample', 'sections', '合计', 'yj', 'assigned', 'true', '0', NULL, '2018-01-24 02:05:00+08'),
('sample', 'sections', '合计', 'zfwj', 'assigned', 'true', '0', 'total', '2018-01-24 02:05:00+08'),
('sample', 'sections', '政府会议', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '政府文件', 'zfwj', 'assigned', 'true', '0', 'total', '2018-01-24 02:05:00+08'),
('sample', 'sections', '政策解读', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '权责清单', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '通知公告', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08'),
('sample', 'sections', '预决算公开', 'dt', 'possible', 'true', '1', 'single_page', '2018-01-24 02:05:00+08');

INSERT INTO findings VALUES
('annual-report-missing', 'uncertain', 'warning', 'sample 2017', '2017 年内,1 个单位中有 1 个没有发布信息公开年报:样例县财政局(以下栏目还没有读全,可能漏看:政务动态)', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('date-backdated', 'pass', 'info', '全部', '没有所印发布日期明显早于首次发现或网址日期的条目', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('date-differs', 'uncertain', 'info', 'zfwj', '1 条列表日期在 2017 年、页面发布日期在 2016 年,按页面计;可能是年末补发、倒签或网站迁移,请核对', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('date-impossible', 'pass', 'info', '全部', '没有早于 1995 年、晚于读取之日或日历上没有的发布日期', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('decision-contradicts', 'pass', 'info', '全部', '人工决定之间没有矛盾', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('decision-invalid', 'pass', 'info', '全部', '人工决定都能读懂', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('decision-unused', 'pass', 'info', '全部', '人工决定都起了作用', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('decisions-unreadable', 'pass', 'info', '全部', 'decisions.csv 和 bounds.csv 没有读不懂的地方', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('duplicate', 'pass', 'info', '全部', '没有看似同一文件而未合并的条目(1 条的内容页没有读到,正文、文号无从比较)', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('duplicate-merged', 'pass', 'info', '全部', '共 1 条转载、重发已并入同一文件,不另计:M-document-number@1 1 条', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('item-undated', 'uncertain', 'warning', 'dt', '栏目“政务动态”有 1 条没有能读出的发布日期,未计入任何年度(原因逐条见 exclusions);其中 1 条列表没有日期、内容页没有读到', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('item-unlisted', 'pass', 'info', '全部', '条目都有所在栏目', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('merge-large', 'pass', 'info', '全部', '没有一个文号下合并过多或标题各异的情况', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('package-rejected', 'fail', 'error', 'nightly-damaged.dt.0001', '数据包 nightly-damaged.dt.0001 的 package.json 无法读取([Errno 2] No such file or directory: ''/tmp/tmprbtqku3x/home/work/packages/nightly-damaged.dt.0001/package.json'');已移到 rejected/,请重跑该栏目', '2018-01-22 02:06:00+08', NULL, NULL, NULL),
('page-unread', 'uncertain', 'info', '无日期', '无日期的有 1 条只按列表计(日期、单位、文号以列表所印为准):还没有读过页面,补抓该年即可读到', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('personal-data', 'fail', 'error', 'c5769fdaae2700e7', '“县长到乡镇调研防汛工作”含手机号 1 处(如 138****5678),请通知发布单位处理', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('personal-data', 'fail', 'error', 'c5769fdaae2700e7', '“县长到乡镇调研防汛工作”含身份证号 1 处(如 110105********002X),请通知发布单位处理', '2018-01-21 02:05:00+08', NULL, NULL, NULL),
('section-bounds', 'pass', 'info', '全部', '各栏目行数都在人工认可的上下限之内', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('section-incomplete', 'pass', 'info', '全部', '各栏目最近一次读取都完整', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('section-layout-changed', 'pass', 'info', '全部', '各栏目的版式与上次读取时相同', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('section-retired', 'pass', 'info', '全部', '已读过的栏目都还在门户文件中', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('unclassified', 'pass', 'info', '全部', '条目都已归类', '2018-01-24 02:05:00+08', NULL, NULL, NULL),
('unit-unresolved', 'pass', 'info', '全部', '页面所印的单位都在门户文件中', '2018-01-24 02:05:00+08', NULL, NULL, NULL);

INSERT INTO items VALUES
('022a0c19583a3f29', 'sample', 'http://www.sample.gov.cn/zfwj/3.html', '关于印发工作要点的通知', '样例县人民政府', 'default', NULL, '2016-12-30', NULL, 'page', NULL, '样政发〔2016〕9号', NULL, 'true', 'd7cfb01cd5c2933960be943eacbd121d323b587b571361dbefcd30d69f034196', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('0b91c5e163607b92', 'sample', 'http://www.sample.gov.cn/dt/2.html', '关于召开会议的通知', '样例县人民政府', 'default', NULL, '2017-07-04', NULL, 'page', NULL, NULL, NULL, 'true', '879f454197587c849f3d80231154f612a3895cb91d5e5de20b70e1a961aa3878', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('286963d2389ad89d', 'sample', 'http://www.sample.gov.cn/zfwj/1.html', '关于印发财政管理办法的通知(修订)', '样例县财政局', 'person', NULL, '2017-05-05', NULL, 'page', NULL, '样政发〔2017〕1号', NULL, 'true', 'b64a30ffee7be544b3f016fde13151981919005d7b1983c3f685a5b6c1b382a8', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('2eeeb8f32ef1f953', 'sample', 'http://www.sample.gov.cn/zfwj/2.html', '财政管理办法', '样例县人民政府', 'default', NULL, '2017-05-06', NULL, 'page', NULL, '样政发〔2017〕1号', NULL, 'true', 'e93f4c282983fe408f73ff4aad1cd55e58f59a3076261a053b427c6aa5967b3e', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('7e7dbfb38c1d7b53', 'sample', 'http://www.sample.gov.cn/nb/4.html', '样例县2014年政府信息公开年度报告', '县财政局', 'section', NULL, '2017-03-04', NULL, 'page', NULL, NULL, NULL, 'true', 'a873e9b9d752f73f8c054961d18a7368735a38cc1e7b98ae08449e131d21711e', '2018-01-21 02:00:00+08', '2018-01-21 02:01:00+08', '2018-01-22 02:05:00+08'),
('b22512adc52474ae', 'sample', 'http://www.sample.gov.cn/dt/4.html', '没有日期的一条', '待读', 'unread', NULL, NULL, NULL, 'none', NULL, NULL, NULL, 'true', NULL, '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('c5769fdaae2700e7', 'sample', 'http://www.sample.gov.cn/dt/1.html', '县长到乡镇调研防汛工作', '样例县人民政府', 'default', NULL, '2017-07-03', NULL, 'page', NULL, NULL, NULL, 'true', '7d35b3405b3a1764267d2ad3f5214cb4dbf3e89e8d7929fd3a1462586dc95158', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('cb33319213a7fb69', 'sample', 'http://www.sample.gov.cn/nb/2.html', '样例县2012年政府信息公开年度报告', '县财政局', 'section', NULL, '2017-03-02', NULL, 'page', NULL, NULL, NULL, 'true', 'a31b020a4be2c79bb5af9671c5f0ff1561dbb3a72fd9db3f46677173cccd156c', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('cb5b7aff1f2306e6', 'sample', 'http://www.sample.gov.cn/nb/1.html', '样例县2011年政府信息公开年度报告', '县财政局', 'section', NULL, '2017-03-01', NULL, 'page', NULL, NULL, NULL, 'true', '92eb7a93b3dbf5169c78fdada62bde5e2b141a74ca7562a29ab5cceea35795b7', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('e19f369115d3d8eb', 'sample', 'http://www.sample.gov.cn/nb/3.html', '样例县2013年政府信息公开年度报告', '县财政局', 'section', NULL, '2017-03-03', NULL, 'page', NULL, NULL, NULL, 'true', '718a00dc255552528bb9e66220ebafe62a4f2ac7fa4eb74db11ba332b4d01a85', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL),
('f2cf56be6b10335c', 'sample', 'http://www.sample.gov.cn/dt/3.html', '转载:全国会议召开', '样例县人民政府', 'default', NULL, '2017-07-05', NULL, 'page', NULL, NULL, NULL, 'true', '9e5c0566c73c07eee7bf1aea0e2ce138226b0a1df17f142ab68f07245c77a1f6', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL);

INSERT INTO item_changes VALUES
('7e7dbfb38c1d7b53', 'withdrawn', '2018-01-22 02:05:00+08', 'nightly-20180123T020000-bf22', NULL, '所在栏目两次完整读取都不再列出');

INSERT INTO item_sections VALUES
('022a0c19583a3f29', 'zfwj', '关于印发工作要点的通知', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('0b91c5e163607b92', 'dt', '关于召开会议的通知', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('286963d2389ad89d', 'zfwj', '关于印发财政管理办法的通知', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('2eeeb8f32ef1f953', 'zfwj', '财政管理办法', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('7e7dbfb38c1d7b53', 'nb', '样例县2014年政府信息公开年度报告', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', '2018-01-22 02:05:00+08', 'true'),
('b22512adc52474ae', 'dt', '没有日期的一条', NULL, 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('c5769fdaae2700e7', 'dt', '县长到乡镇调研防汛工作', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('cb33319213a7fb69', 'nb', '样例县2012年政府信息公开年度报告', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('cb5b7aff1f2306e6', 'nb', '样例县2011年政府信息公开年度报告', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('e19f369115d3d8eb', 'nb', '样例县2013年政府信息公开年度报告', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'true'),
('f2cf56be6b10335c', 'dt', '转载:全国会议召开', '2017-06-01', 'false', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:05:00+08', NULL, 'false');

INSERT INTO item_versions VALUES
('022a0c19583a3f29', '1', '2018-01-21 02:01:00+08', '关于印发工作要点的通知', 'd7cfb01cd5c2933960be943eacbd121d323b587b571361dbefcd30d69f034196', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '2291', '2016-12-30', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('0b91c5e163607b92', '1', '2018-01-21 02:01:00+08', '关于召开会议的通知', '879f454197587c849f3d80231154f612a3895cb91d5e5de20b70e1a961aa3878', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '1246', '2017-07-04', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('286963d2389ad89d', '1', '2018-01-21 02:01:00+08', '关于印发财政管理办法的通知', '120c78e6ca179b18882f595b389541e25cbec6308f26ad37745e38699f2f82d4', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '297', '2017-05-05', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('286963d2389ad89d', '2', '2018-01-22 02:01:00+08', '关于印发财政管理办法的通知(修订)', 'b64a30ffee7be544b3f016fde13151981919005d7b1983c3f685a5b6c1b382a8', 'nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '299', '2017-05-05', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180122T020000-3776', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('2eeeb8f32ef1f953', '1', '2018-01-21 02:01:00+08', '财政管理办法', 'e93f4c282983fe408f73ff4aad1cd55e58f59a3076261a053b427c6aa5967b3e', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '1301', '2017-05-06', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('7e7dbfb38c1d7b53', '1', '2018-01-21 02:01:00+08', '样例县2014年政府信息公开年度报告', 'a873e9b9d752f73f8c054961d18a7368735a38cc1e7b98ae08449e131d21711e', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '3322', '2017-03-04', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('c5769fdaae2700e7', '1', '2018-01-21 02:01:00+08', '县长到乡镇调研防汛工作', '7d35b3405b3a1764267d2ad3f5214cb4dbf3e89e8d7929fd3a1462586dc95158', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '296', '2017-07-03', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '78', 'c71d5a1e199dead3', 'fde948b42b06'),
('cb33319213a7fb69', '1', '2018-01-21 02:01:00+08', '样例县2012年政府信息公开年度报告', 'a31b020a4be2c79bb5af9671c5f0ff1561dbb3a72fd9db3f46677173cccd156c', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '1304', '2017-03-02', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('cb5b7aff1f2306e6', '1', '2018-01-21 02:01:00+08', '样例县2011年政府信息公开年度报告', '92eb7a93b3dbf5169c78fdada62bde5e2b141a74ca7562a29ab5cceea35795b7', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '297', '2017-03-01', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('e19f369115d3d8eb', '1', '2018-01-21 02:01:00+08', '样例县2013年政府信息公开年度报告', '718a00dc255552528bb9e66220ebafe62a4f2ac7fa4eb74db11ba332b4d01a85', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '2313', '2017-03-03', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('f2cf56be6b10335c', '1', '2018-01-21 02:01:00+08', '转载:全国会议召开', '9e5c0566c73c07eee7bf1aea0e2ce138226b0a1df17f142ab68f07245c77a1f6', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '2238', '2017-07-05', NULL, NULL, NULL, NULL, NULL, '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', 'nightly-20180121T020000-400a', '66', 'd08ca75ef7604344', 'fde948b42b06');

INSERT INTO merges VALUES
('286963d2389ad89d', '2eeeb8f32ef1f953', 'M-document-number@1');

INSERT INTO meta VALUES
('6', '2018-01-24 02:07:00+08', '2018-01-24 02:05:00+08', 'c47341979d57', 'be1eea0079797449d2f07cfaca0c8fd240a09c0468738885047936a3dcf8e38b');

INSERT INTO portals VALUES
('sample', '样例县人民政府', 'http://www.sample.gov.cn/');

INSERT INTO rejects VALUES
('nightly-20180122T020000-3776', 'dt', 'http://www.sample.gov.cn/dt/', '1', '日期读不懂');

INSERT INTO rules VALUES
('C-annual-report@2', '2', '分类', '标题以政府信息公开(政务公开)工作年度报告结尾,或写明年份并以信息公开、政务公开工作报告结尾(不含布置编制年报的通知、季度和半年报告、自查和评估报告,也不含政府工作报告、企业的信息公开报告)'),
('C-budget@2', '2', '分类', '标题是预算、决算或“三公”经费的公开(不含绩效、审计的报告和公告)'),
('C-consultation@2', '2', '分类', '标题是征求意见、问卷调查(不含征集的结果、采纳情况)'),
('C-duties@2', '2', '分类', '标题以权力清单、责任清单、权责清单结尾(不含整改、任务等工作的责任清单)'),
('C-emergency@2', '2', '分类', '标题以应急预案结尾(不含印发预案的通知、预案的演练和评审)'),
('C-except-catalogue@1', '1', '分类', '名为“信息公开目录”的栏目往往收录各类文件;标题没有“目录”“清单”“一览”字样的,不因栏目名称而算作信息公开目录'),
('C-except-mail@1', '1', '分类', '标题是征求意见、问卷、访谈、公告、通知的,不因栏目名称而算作公众留言'),
('C-except-order@1', '1', '分类', '布置编制年报的通知、方案,不因栏目名称而算作信息公开年报'),
('C-except-report@1', '1', '分类', '标题是政府工作报告、法治政府建设报告、网站工作报表、预算决算、提案办理等别类文件的,不因栏目名称而算作信息公开年报'),
('C-file@2', '2', '分类', '标题是政府或政府办公室的通知、意见、办法、决定、批复(不含会议、放假、任免的通知,也不含人大的决议)'),
('C-guide@2', '2', '分类', '标题以信息公开指南结尾(不含依申请公开指南、党务和村务公开指南)'),
('C-interpretation@2', '2', '分类', '标题写明是解读、图解'),
('C-interview@2', '2', '分类', '标题是在线访谈(不含访谈的安排、计划)'),
('C-licence@2', '2', '分类', '标题是行政许可决定、信息(不含许可的办法、指南、流程)'),
('C-meeting@2', '2', '分类', '标题是本级政府的常务会议、全体会议(不含党委、人大、政协的全体会议,也不含传达、落实会议精神的报道)'),
('C-name-budget@2', '2', '分类', '栏目名称只由“预算”“决算”“三公经费”和地区、层级、单位、年份组成(不含预算绩效、预算执行审计、工程预算等)'),
('C-name-file@2', '2', '分类', '栏目名称以政府、部门、乡镇的“文件”“公文”或“政府令”“政府规章”结尾(不含政策法规、法律法规:那里多是上级的法律法规;不含党委、上级和招标采购的文件)'),
('C-name-key@1', '1', '分类', '栏目名称是扶贫、就业、食品药品、环境保护、安全生产、医疗卫生、社会保障、保障性住房、征地拆迁这些重点领域,后面可有“信息”“领域”“工作”“监管”等字样'),
('C-name-mail@2', '2', '分类', '栏目名称是领导信箱,或留言、来信、投诉及其办理回复(不含写信入口、留言统计)'),
('C-name-meeting@2', '2', '分类', '栏目名称是政府会议、常务会议、全体会议、重要会议(不含党委、人大、政协和其他会议)'),
('C-name-news@2', '2', '分类', '栏目名称以“动态”“要闻”“新闻”“快讯”“快报”结尾(不含视频和电视新闻、新闻发布,以及统计、价格、疫情、招标等专门的动态)'),
('C-name-notice@2', '2', '分类', '栏目名称只由“公告”“公示”“通告”“通知”和地区、层级、单位组成(不含土地出让公告、抽检公告、信用公示等专门的公告公示)'),
('C-name-place@1', '1', '分类', '栏目名称是“走进”加地名,或行政区划'),
('C-name-report@2', '2', '分类', '栏目名称是信息公开(政务公开)年报,或政府、部门、单位、乡镇的年报(不含政府工作年报、统计年报、企业年报等)'),
('C-name-topic@1', '1', '分类', '栏目名称以“专题”“专栏”结尾(不含信息公开专栏、公示专栏等)'),
('C-name@2', '2', '分类', '栏目名称就是类别名称或其同义词,或在前面加了年份、地区、层级、单位,在后面加了“信息”“公开”“专栏”等字样(取最长的词;不足四个字的同义词前面不得加字);一个同义词属于两个类别的(双公示、处罚强制),名称只是含有这些词的,以及“行政执法”,都说明不了类别,不取'),
('C-notice@2', '2', '分类', '标题以公告、公示、通告结尾,或以其开头并有编号、标点(不含“公告栏”“公示系统”“企业年报公示”这类名称)'),
('C-number@1', '1', '分类', '文号是政府或政府办公室的发文字号'),
('C-penalty@2', '2', '分类', '标题是行政处罚决定、信息(不含处罚的裁量标准、办法、清单)'),
('C-personnel@2', '2', '分类', '标题是任免、招录(不含招录任免的办法、规定和会议)'),
('C-plan@2', '2', '分类', '标题以规划、规划纲要结尾(不含规划的通知、公示、编制和评审)'),
('C-press@2', '2', '分类', '标题是新闻发布会(不含新闻发布会的制度、方案)'),
('C-procurement@2', '2', '分类', '标题是采购、招投标的公告或结果(不含土地使用权、矿业权、产权的出让和成交)'),
('C-proposal@2', '2', '分类', '标题是建议、提案的答复或办理结果(不含办理工作的会议、督办报道)'),
('C-section@1', '1', '分类', '栏目在门户文件中指定了类别,栏目内的条目都属于该类别'),
('C-statistics@2', '2', '分类', '标题是统计公报、经济运行情况、主要经济指标完成情况(不含会议、调研的报道)'),
('C-system@2', '2', '分类', '标题是信息公开的制度、办法、规定(不含学习、宣传、出台这类制度的报道)'),
('D-category-cfb857ffdc', '1', '人工', '人工决定类别为“通知公告”(王某,2018-01-22;原因:实为通知)'),
('D-exclude-8f9ecb234b', '1', '人工', '人工排除,不计入任何数字(王某,2018-01-22;原因:转载)'),
('D-unit-048158960f', '1', '人工', '人工决定发布单位为“样例县财政局”(李某,2018-01-23;原因:核对原件)'),
('M-content@1', '1', '合并', '同一门户内标题、正文(不少于80字)、插图和附件都相同的条目是同一份文件(转载、重复发布);文号不同的不合并;发布日期不同的,相距须在20天以内,且这一内容只有两个发布日期:相距更远或日期更多的像按月、按周定期发布的同样通知,各日期分别计;正文太短的(如“详见附件”、视频)说明不了内容相同,不合并'),
('M-document-number@1', '1', '合并', '同一门户内发文字号(机关代字+年份+序号,各种括号视为相同)相同的条目是同一份文件;一个是解读而另一个不是的不合并;同为解读的,标题也须相同;文号只出现在正文中的,标题也须相同'),
('M-generic-number@3', '3', '合并', '只有“公告”“通告”“令”等字样而没有机关代字的编号,须标题相同,发布日期或正文相同,而印出的发布单位没有不同,才是同一份文件;没有印出单位的不用来区分,几个单位都印了而不相同时,没有印的不与任何一份合并'),
('M-index-number@3', '3', '合并', '同一门户内索引号和标题相同、发布日期或正文也相同的条目是同一份文件;发文字号或印出的发布单位不同的不合并(模板里的索引号常被套用;逐次发布的同名公告各是一份)'),
('M-moved@1', '1', '合并', '原网址已撤、而文号和标题、索引号和标题,或标题、发布日期和正文都相同的条目此后在新网址出现(两边各只有一条相符)的,是同一份文件移了网址;仍按原来的发布日期计'),
('S-category@3', '3', '统计口径', '按栏目类别统计:不同渠道和方式公开相同信息计1条;合并后的文件在其所属的每个类别各计1条;年度以发布日期(北京时间;内容页所印,内容页没有印或没有读到的以列表所印)为准,12月31日23:59仍属当年,所印日期晚于读取之日的也按所印计(另有检查结果);撤下的条目仍计入其发布年度;列表印有日期而内容页不存在(404)的按列表日期计,没有能读出的日期的不计入任何年度(见 exclusions);至少有一个栏目归入该类(门户文件指定,或按栏目名称),且归入该类的和可能含有该类条目的栏目在该年结束之后(当年的在年内)都完整读取过,数字为可由网站得出;否则已找到的为下限;没有找到的为缺,不是零'),
('S-section-changed@1', '1', '统计口径', '栏目改名或改类:类别以现行门户文件为准,未封存的年度一并按现行类别统计,已封存的年度不变;同一条目先后在几个栏目,在各栏目的类别各计1条,合计只计1条;从门户文件中移出的栏目,其条目仍计入发布年度'),
('S-total@3', '3', '统计口径', '合计:合并后的不同文件各计1条,无论其属于几个类别;未能归类的、没有发布日期的条目不计入(见 exclusions);所有栏目在该年结束之后(当年的在年内)都完整读取过才是可由网站得出,否则为下限'),
('S-unit-changed@1', '1', '统计口径', '机构改革:把撤并前的名称写成新单位的别名,则历年都计入新单位;新旧各列为单位,则各按所印名称计;未封存的年度按现行单位表统计,已封存的年度不变'),
('S-unit@3', '3', '统计口径', '发布单位:页面或列表所印的单位(经单位表的名称和别名归并,表中没有的按所印)优先,其次栏目的固定单位,再次标题或栏目名称所写的单位(仅年报、指南、预决算,见 U-title);都没有而读过内容页的(或栏目不读内容页、没有内容页的),取门户默认单位;内容页还没有读到而列表没有印的为“待读”,内容页已不存在或不是网页的为“不详”,都不算作门户默认单位。没有印出的单位不用来区分两份文件'),
('U-organ@1', '1', '统计口径', '标题或栏目名称所写的单位不在 [[unit]] 之中的,须有机构名称的样子(以局、委、办、镇、乡、街道、中心等结尾),才按所写的名称统计,并列入检查结果;否则视为没有写单位'),
('U-title@1', '1', '统计口径', '信息公开年报、信息公开指南、预决算公开的条目,页面和列表都没有印单位、栏目也没有固定单位的,单位是标题所写的:写在年份或“政府信息公开”“预算”等字样之前(或文末括号内)的名称;标题没有写的,是栏目名称所写的。与 [[unit]] 的名称或别名相符的(可省去或加上本县、本市的名称)归为该单位,取最长的;写了两个不同单位的,以及审计、批复、转发别的单位的,不取;人工决定优先'),
('X-elsewhere@1', '1', '统计口径', '类别不在门户上统计的条目(政务微信、政务微博、依申请公开)不计'),
('X-later@1', '1', '统计口径', '按某一时刻封存时,到那时还没有计入的依据(还不在有关栏目中,或类别后来才有)的条目不计'),
('X-unclassified@1', '1', '统计口径', '没有类别的条目不计:所在栏目没有指定类别,也没有规则或人工决定给出类别'),
('X-unconfirmed@1', '1', '统计口径', '栏目完整读取过以后,只计完整读取确认过的行:只见于没有读全的读取的条目不计,待下一次完整读取确认'),
('X-undated@1', '1', '统计口径', '列表和内容页都没有能读出的发布日期的条目不属于任何年度,不计;内容页不存在(404)而列表没有日期的也不计'),
('X-unlisted@1', '1', '统计口径', '只有内容页、没有栏目列表行的条目不计:数据包损坏,不知道它在哪个栏目;下次完整读取该栏目后自动补上');

INSERT INTO runs VALUES
('backfill-20180124T020000-8af3', 'backfill', '2018-01-24 02:00:00+08', NULL, NULL, '2015', '2016'),
('nightly-20180121T020000-400a', 'nightly', '2018-01-21 02:00:00+08', '2018-01-21 02:06:00+08', 'complete', NULL, NULL),
('nightly-20180122T020000-3776', 'nightly', '2018-01-22 02:00:00+08', '2018-01-22 02:06:00+08', 'partial', NULL, NULL),
('nightly-20180123T020000-bf22', 'nightly', '2018-01-23 02:00:00+08', '2018-01-23 02:06:00+08', 'complete', NULL, NULL),
('nightly-20180124T020000-d996', 'nightly', '2018-01-24 02:00:00+08', '2018-01-24 02:06:00+08', 'complete', NULL, NULL);

INSERT INTO sections VALUES
('dt', 'sample', '政务动态', 'http://www.sample.gov.cn/dt/', 'auto', NULL, '365'),
('nb', 'sample', '信息公开年报', 'http://www.sample.gov.cn/nb/', '信息公开年报', '县财政局', '365'),
('yj', 'sample', '意见征集', 'http://www.sample.gov.cn/yj/', '公众留言', NULL, '365'),
('zfwj', 'sample', '政府文件', 'http://www.sample.gov.cn/zfwj/', '政府文件', NULL, '365');

INSERT INTO section_layouts VALUES
('nb', 'item', '1', '{"title":"h1","labels":[],"learned_from":"items","version":1}', 'items', '2018-01-21 02:00:00+08', 'nightly-20180121T020000-400a', '此前没有学到过'),
('nb', 'list', '1', '{"rows":["ul.list > li"],"title":"a","date":"span","first_page":2,"frame":[],"learned_from":"pages","version":1}', 'pages', '2018-01-21 02:00:00+08', 'nightly-20180121T020000-400a', '此前没有学到过');

INSERT INTO section_runs VALUES
('nightly-20180121T020000-400a', 'dt', 'complete', NULL, '1', '1', '4', '4', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'true', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180121T020000-400a', 'nb', 'complete', NULL, '1', '1', '4', '4', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'true', 'pager_end', '30', '4', '0', 'fde948b42b06', '1', '1'),
('nightly-20180121T020000-400a', 'yj', 'empty', NULL, '1', '1', '0', '0', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'true', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180121T020000-400a', 'zfwj', 'complete', NULL, '1', '1', '3', '3', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'true', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'dt', 'partial', '有读不出的行', '2', '1', '5', '4', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'true', NULL, '30', '4', '1', 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'nb', 'complete', NULL, '1', '1', '3', '3', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'true', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180122T020000-3776', 'yj', 'empty', NULL, '1', '1', '0', '0', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'true', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'zfwj', 'complete', NULL, '1', '1', '3', '3', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'true', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'dt', 'complete', NULL, '1', '1', '4', '4', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'true', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'nb', 'complete', NULL, '1', '1', '3', '3', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'true', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180123T020000-bf22', 'yj', 'empty', NULL, '1', '1', '0', '0', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'true', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'zfwj', 'complete', NULL, '1', '1', '3', '3', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'true', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'dt', 'complete', NULL, '1', '1', '4', '4', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'true', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'nb', 'complete', NULL, '1', '1', '3', '3', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'true', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180124T020000-d996', 'yj', 'empty', NULL, '1', '1', '0', '0', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'true', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'zfwj', 'complete', NULL, '1', '1', '3', '3', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'true', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL);

INSERT INTO units VALUES
('9a92499f8c2ac1e9', '样例县人民政府'),
('9d215cb10940179a', '样例县财政局');

