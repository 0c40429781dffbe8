-- name: self_check
-- What stands behind the figures of the self-check (自查表), and when a section still in order falls due.
--
-- Purpose: the table and comments on it. Executed after schema.sql.
-- Grain:   stated in the table's comment. Inputs: none.

CREATE TABLE check_evidence (
    portal_id VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('breach', 'suspect', 'due', 'in_order', 'not_assessable', 'not_seen')),
    section_id VARCHAR,
    item_id VARCHAR,
    url VARCHAR,
    since DATE,
    due_on DATE,
    words VARCHAR NOT NULL
);

COMMENT ON TABLE check_evidence IS '自查依据。自查表(figures 的 self-check)一个指标一个年度所看的一个栏目、条目或网址一行;看不到、无法判断的也各有一行,写明原因。以往年度按当年 12 月 31 日判断,当年按最近一次读取之日。';
COMMENT ON COLUMN check_evidence.portal_id IS '门户编号,见 portals';
COMMENT ON COLUMN check_evidence.year IS '年度,见 figures';
COMMENT ON COLUMN check_evidence.code IS '指标编号,见 figures.code';
COMMENT ON COLUMN check_evidence.state IS '结果:breach 有问题,suspect 可疑、待人工核实,due 按时而即将到期,in_order 正常,not_assessable 无法判断(没有读全、以往的情况现在看不到),not_seen 抓取看不到(不算通过)';
COMMENT ON COLUMN check_evidence.section_id IS '所涉栏目编号,见 sections;不是某一个栏目的为空';
COMMENT ON COLUMN check_evidence.item_id IS '所涉条目编号,见 items;不是某一个条目的为空';
COMMENT ON COLUMN check_evidence.url IS '所涉网址:栏目、条目、来信、指南、首页或首页上的链接;没有的为空';
COMMENT ON COLUMN check_evidence.since IS '问题从哪一天起(超期的为到期日的次日,其他为首次见到如此之日);没有问题或不知道的为空';
COMMENT ON COLUMN check_evidence.due_on IS '到期日:到这一天为止更新或答复都算按时,次日起为超期;没有期限的为空';
COMMENT ON COLUMN check_evidence.words IS '依据的说明或原因';

CREATE VIEW 台账.自查依据 AS
SELECT
    evidence.year AS 年度,
    evidence.code AS 指标,
    figures.label AS 指标名称,
    CASE evidence.state
        WHEN 'breach' THEN '有问题'
        WHEN 'suspect' THEN '待核实'
        WHEN 'due' THEN '即将到期'
        WHEN 'in_order' THEN '正常'
        WHEN 'not_assessable' THEN '无法判断'
        WHEN 'not_seen' THEN '看不到'
    END AS 状态,
    sections.name AS 栏目名称,
    items.title AS 标题,
    evidence.since AS 自何时,
    evidence.due_on AS 到期日,
    evidence.words AS 说明,
    evidence.url AS 网址,
    evidence.section_id AS 栏目编号,
    evidence.item_id AS 条目编号,
    evidence.portal_id AS 门户编号
FROM main.check_evidence AS evidence
LEFT JOIN main.figures
    ON
        evidence.portal_id = figures.portal_id
        AND figures.form = 'self-check'
        AND evidence.year = figures.year
        AND evidence.code = figures.code
LEFT JOIN main.sections ON evidence.section_id = sections.section_id
LEFT JOIN main.items ON evidence.item_id = items.item_id;

COMMENT ON VIEW 台账.自查依据 IS '自查依据。自查表一个指标一个年度所看的一个栏目、条目或网址一行;出自 check_evidence。';
COMMENT ON COLUMN 台账.自查依据.年度 IS '自查表的年度';
COMMENT ON COLUMN 台账.自查依据.指标 IS '指标编号,见 figures.code';
COMMENT ON COLUMN 台账.自查依据.指标名称 IS '指标的名称';
COMMENT ON COLUMN 台账.自查依据.状态 IS '有问题、待核实、即将到期、正常、无法判断,或看不到(不算通过)';
COMMENT ON COLUMN 台账.自查依据.栏目名称 IS '所涉栏目;不是某一个栏目的为空';
COMMENT ON COLUMN 台账.自查依据.标题 IS '所涉条目的标题;不是某一个条目的为空';
COMMENT ON COLUMN 台账.自查依据.自何时 IS '问题从哪一天起;没有问题或不知道的为空';
COMMENT ON COLUMN 台账.自查依据.到期日 IS '到这一天为止更新或答复都算按时;没有期限的为空';
COMMENT ON COLUMN 台账.自查依据.说明 IS '依据的说明或原因';
COMMENT ON COLUMN 台账.自查依据.网址 IS '栏目、条目、来信、指南、首页或首页上的链接;没有的为空';
COMMENT ON COLUMN 台账.自查依据.栏目编号 IS '见 sections';
COMMENT ON COLUMN 台账.自查依据.条目编号 IS '见 items';
COMMENT ON COLUMN 台账.自查依据.门户编号 IS '所属门户,见 portals';
