-- name: all_portals
-- All portals of the file together, where a document that several of them carry counts once; the other tables hold
-- rows per portal only.
--
-- Purpose: the tables figures_all, counts_all, merges_all and the views over them. Executed after schema.sql; views of
--          schema 台账 below, after ledger_views.sql; comments in comments.sql and view_comments.sql.
-- Grain:   stated in each table's comment. Inputs: the tables of schema.sql.

CREATE TABLE figures_all (
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    measure VARCHAR,
    value DECIMAL(18, 6) CHECK (value >= 0 OR origin = 'declared'),
    value_text VARCHAR CHECK (value_text <> ''),
    state VARCHAR NOT NULL CHECK (state IN ('given', 'blank', 'not_applicable', 'missing')),
    origin VARCHAR NOT NULL CHECK (origin IN ('computed', 'lower_bound', 'declared', 'missing')),
    rule VARCHAR,
    sql_file VARCHAR,
    as_of TIMESTAMPTZ,
    PRIMARY KEY (form, year, code),
    CHECK ((state = 'missing') = (origin = 'missing')),
    CHECK ((state = 'given') = (value IS NOT NULL OR value_text IS NOT NULL)),
    CHECK (value IS NULL OR value_text IS NULL OR form = 'self-check')
);

CREATE TABLE counts_all (
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    unit VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    items BIGINT NOT NULL CHECK (items >= 0)
);

CREATE TABLE merges_all (
    kept_item_id VARCHAR NOT NULL,
    merged_item_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    CHECK (kept_item_id <> merged_item_id)
);

-- Two portals may tell the copies of one document apart: of P3, P1, P2 of the website's form it stands in the first.
CREATE VIEW figure_items_all AS
WITH
behind AS (
    SELECT DISTINCT
        listed.form,
        coalesce(year(kept.published_on)::INTEGER, listed.year) AS year,
        listed.code,
        coalesce(merges.kept_item_id, listed.item_id) AS item_id
    FROM main.figure_items AS listed
    LEFT JOIN main.merges_all AS merges ON listed.item_id = merges.merged_item_id
    LEFT JOIN main.items AS kept ON merges.kept_item_id = kept.item_id
    WHERE listed.form <> 'self-check' -- faults of single sites, not documents that are counted
),
outranked AS (
    SELECT *
    FROM behind
    WHERE
        form = 'website-annual'
        AND code IN ('P1', 'P2', 'P3')
        AND item_id IN (SELECT kept_item_id FROM main.merges_all)
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY list_position(['P3', 'P1', 'P2'], code)) > 1
)
SELECT form, year, code, item_id
FROM behind
ANTI JOIN outranked USING (form, year, code, item_id);

CREATE VIEW exclusions_all AS
SELECT form, year, portal_id, item_id, rule, fact
FROM main.exclusions
UNION ALL
SELECT
    behind.form,
    behind.year,
    behind.portal_id,
    behind.item_id,
    merges.rule,
    '与门户 ' || kept.portal_id || ' 的 ' || kept.item_id || '(“' || coalesce(kept.title, '') || '”' || kept.url || ')是同一份文件,合在一起只计一次'
FROM (SELECT DISTINCT portal_id, form, year, item_id FROM main.figure_items WHERE form = 'sections') AS behind
INNER JOIN main.merges_all AS merges ON behind.item_id = merges.merged_item_id
INNER JOIN main.items AS kept ON merges.kept_item_id = kept.item_id;

-- What concerns every portal of the file alike is told of each of them, and here once.
CREATE VIEW findings_all AS
SELECT
    CASE WHEN count(*) = 1 THEN min(portal_id) END AS portal_id,
    check_id,
    outcome,
    severity,
    subject,
    message,
    min(found_at) AS found_at,
    verdict,
    verdict_by,
    verdict_on
FROM main.findings
GROUP BY check_id, outcome, severity, subject, message, verdict, verdict_by, verdict_on;


-- name: all_portals_views
-- Purpose: the same for people who read Chinese. Grain: stated in each view's comment.
-- Inputs:  figures_all, counts_all; schema 台账 of ledger_views.sql.

CREATE VIEW 台账.全部门户单位分类统计 AS
SELECT
    year AS 年度,
    month AS 月份,
    unit AS 发布单位,
    category AS 类别,
    items AS 条数
FROM main.counts_all;

CREATE VIEW 台账.全部门户报表数字 AS
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
    END AS 状态
FROM main.figures_all;
