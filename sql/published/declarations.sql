-- name: declarations
-- What only a person can give: every declared cell with who gave it, beside what the website shows.
--
-- Purpose: the table declarations and its view for people who read Chinese, with their comments. Executed after
--          ledger_views.sql. Grain: cell of a form. Inputs: figures; schema 台账 of ledger_views.sql.

CREATE TABLE declarations (
    portal_id VARCHAR,
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('given', 'blank', 'not_applicable')),
    value DECIMAL(18, 6),
    value_text VARCHAR CHECK (value_text <> ''),
    remark VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    declared_at TIMESTAMPTZ,
    file VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    shown BOOLEAN NOT NULL,
    site_value DECIMAL(18, 6),
    site_origin VARCHAR CHECK (site_origin IN ('computed', 'lower_bound', 'missing')),
    portal VARCHAR NOT NULL
);

CREATE VIEW 台账.填报数字 AS
SELECT
    declarations.form AS 报表,
    declarations.year AS 年度,
    declarations.code AS 行号,
    figures.label AS 项目,
    CASE declarations.state
        WHEN 'blank' THEN '空白'
        WHEN 'not_applicable' THEN '不适用'
        ELSE coalesce(declarations.value_text, regexp_replace(declarations.value::VARCHAR, '\.?0+$', ''))
    END AS 填报,
    figures.measure AS 计量单位,
    declarations.remark AS 备注,
    declarations.who AS 填报人,
    declarations.declared_at AS 填报时刻,
    declarations.file AS 文件,
    CASE WHEN declarations.shown THEN '是' ELSE '否' END AS 是否列入,
    CASE declarations.site_origin
        WHEN 'computed' THEN regexp_replace(declarations.site_value::VARCHAR, '\.?0+$', '')
        WHEN 'lower_bound' THEN '至少 ' || regexp_replace(declarations.site_value::VARCHAR, '\.?0+$', '')
    END AS 网站所见,
    declarations.portal_id AS 门户编号
FROM main.declarations
LEFT JOIN main.figures
    ON
        declarations.portal_id = figures.portal_id
        AND declarations.form = figures.form
        AND declarations.year = figures.year
        AND declarations.code = figures.code;

COMMENT ON TABLE declarations IS '单位填报的数字。现在有效的一格一行:谁、何时、在哪个文件里填报了什么,网站上看到的又是什么;历次填报见 declared/年度.csv。';
COMMENT ON COLUMN declarations.portal_id IS '所属门户编号,见 portals;不知道属于哪个门户的为空';
COMMENT ON COLUMN declarations.form IS '报表,见 figures';
COMMENT ON COLUMN declarations.year IS '年度,见 figures';
COMMENT ON COLUMN declarations.code IS '行号,见 figures';
COMMENT ON COLUMN declarations.state IS '填的是什么:given 数或文字,blank 空白,not_applicable 不适用';
COMMENT ON COLUMN declarations.value IS '所填的数,单位见 figures.measure;没有填数的为空';
COMMENT ON COLUMN declarations.value_text IS '所填不是数字的,照所填;是数字的为空';
COMMENT ON COLUMN declarations.remark IS '备注;没有的为空串';
COMMENT ON COLUMN declarations.who IS '填报人';
COMMENT ON COLUMN declarations.declared_at IS '填报的时刻;手写的行没有写明时为空';
COMMENT ON COLUMN declarations.file IS '出自哪个文件;手写的行为空串';
COMMENT ON COLUMN declarations.file_sha256 IS '那个文件的 SHA-256(十六进制);手写的行为空串';
COMMENT ON COLUMN declarations.shown IS '是否列入 figures:由网站得出的不被代替,不知道属于哪个门户的没有起作用';
COMMENT ON COLUMN declarations.site_value IS '由网站得出的数或下限,没有填报时 figures 即为此数;没有的为空';
COMMENT ON COLUMN declarations.site_origin IS 'site_value 的来源:computed 可由网站得出,lower_bound 仅下限,missing 缺;figures 没有这一年的为空';
COMMENT ON COLUMN declarations.portal IS '所写的门户 id;没有写的为空串';

COMMENT ON VIEW 台账.填报数字 IS '单位填报的数字。现在有效的一格一行,附网站上看到的;出自 declarations。';
COMMENT ON COLUMN 台账.填报数字.报表 IS '报表代号';
COMMENT ON COLUMN 台账.填报数字.年度 IS '报表的年度';
COMMENT ON COLUMN 台账.填报数字.行号 IS '报表的行号';
COMMENT ON COLUMN 台账.填报数字.项目 IS '报表上所印的项目名称';
COMMENT ON COLUMN 台账.填报数字.填报 IS '所填的数或文字,空白,或不适用';
COMMENT ON COLUMN 台账.填报数字.计量单位 IS '条、份、期、件、万元等';
COMMENT ON COLUMN 台账.填报数字.备注 IS '填报人写的备注;没有的为空串';
COMMENT ON COLUMN 台账.填报数字.填报人 IS '谁填报的';
COMMENT ON COLUMN 台账.填报数字.填报时刻 IS '何时填报的;手写的行没有写明时为空';
COMMENT ON COLUMN 台账.填报数字.文件 IS '出自哪个文件;手写的行为空串';
COMMENT ON COLUMN 台账.填报数字.是否列入 IS '是否列入报表数字:由网站得出的不被代替';
COMMENT ON COLUMN 台账.填报数字.网站所见 IS '由网站得出的数,或“至少 N”;网站上看不到的为空';
COMMENT ON COLUMN 台账.填报数字.门户编号 IS '所属门户,见 portals';
