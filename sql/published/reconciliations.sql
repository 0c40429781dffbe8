-- name: reconciliations
-- Annual reports printed on a portal's own pages, figure by figure beside the figures of this file.
--
-- Purpose: the table reconciliations and its view for people who read Chinese, with their comments. Executed after
--          ledger_views.sql. Grain: line of a report; its line 0 is the report as a whole. Inputs: items; schema 台账 of
--          ledger_views.sql.

CREATE TABLE reconciliations (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    kind VARCHAR NOT NULL CHECK (kind IN ('report', 'cell', 'text', 'identity', 'sum', 'problem')),
    year INTEGER,
    form VARCHAR,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    printed DECIMAL(18, 6),
    measure VARCHAR NOT NULL,
    ours DECIMAL(18, 6),
    origin VARCHAR CHECK (origin IN ('computed', 'lower_bound', 'declared', 'missing')),
    outcome VARCHAR NOT NULL CHECK (outcome IN (
        'compared', 'itself', 'waiting', 'only_linked', 'no_figures', 'unread', 'failed',
        'equal', 'differs', 'consistent', 'not_in_warehouse', 'not_computable', 'unreadable',
        'pass', 'fail', 'uncertain', 'told'
    )),
    cause VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    version INTEGER CHECK (version >= 1),
    compared_at TIMESTAMPTZ,
    CHECK ((kind = 'report') = (position = 0))
);

CREATE VIEW 台账.年报核对 AS
SELECT
    items.title AS 报告,
    items.url AS 网址,
    reconciliations.year AS 年度,
    reconciliations.position AS 序号,
    CASE reconciliations.kind
        WHEN 'report' THEN '整份报告'
        WHEN 'cell' THEN '表格'
        WHEN 'text' THEN '正文'
        WHEN 'identity' THEN '勾稽关系'
        WHEN 'sum' THEN '合计与各项'
        WHEN 'problem' THEN '读不出或存疑'
    END AS 种类,
    reconciliations.label AS 报告所说,
    regexp_replace(reconciliations.printed::VARCHAR, '\.?0+$', '') AS 报告数字,
    reconciliations.measure AS 计量单位,
    CASE reconciliations.origin WHEN 'lower_bound' THEN '至少 ' ELSE '' END
    || regexp_replace(reconciliations.ours::VARCHAR, '\.?0+$', '') AS 本库数字,
    CASE reconciliations.outcome
        WHEN 'compared' THEN '已逐个比较'
        WHEN 'itself' THEN '只核对了报告自身'
        WHEN 'waiting' THEN '等待核对'
        WHEN 'only_linked' THEN '只有附件链接'
        WHEN 'no_figures' THEN '没有数字'
        WHEN 'unread' THEN '没有读到'
        WHEN 'failed' THEN '程序出错'
        WHEN 'equal' THEN '一致'
        WHEN 'differs' THEN '不一致'
        WHEN 'consistent' THEN '不矛盾'
        WHEN 'not_in_warehouse' THEN '本库没有'
        WHEN 'not_computable' THEN '网站得不出'
        WHEN 'unreadable' THEN '读不出'
        WHEN 'pass' THEN '符合'
        WHEN 'fail' THEN '不符合'
        WHEN 'uncertain' THEN '存疑'
        WHEN 'told' THEN '提示'
    END AS 结果,
    reconciliations.cause AS 原因,
    reconciliations.place AS 位置,
    reconciliations.rule AS 规则,
    reconciliations.compared_at AS 核对时刻,
    reconciliations.item_id AS 条目编号,
    reconciliations.portal_id AS 门户编号
FROM main.reconciliations
INNER JOIN main.items ON reconciliations.item_id = items.item_id;

COMMENT ON TABLE reconciliations IS '年报核对。年报栏目中每个网页所印的年度报告:逐个数字与本文件的数字比较,也核对报告自身;序号 0 的一行说整份报告核对到什么程度。没有比较的不算一致。附件中的报告还没有读。封存文件中没有这些行。';
COMMENT ON COLUMN reconciliations.portal_id IS '所属门户编号,见 portals';
COMMENT ON COLUMN reconciliations.item_id IS '报告的条目编号,见 items';
COMMENT ON COLUMN reconciliations.position IS '序号:0 是整份报告,其余按报告中的顺序从 1 起';
COMMENT ON COLUMN reconciliations.kind IS '种类:report 整份报告,cell 表格的一格,text 正文的一个数字,identity 一条勾稽关系,sum 合计与各项之和,problem 读不出或前后不一之处';
COMMENT ON COLUMN reconciliations.year IS '报告所写的年度,即与哪一年的数字比较;没有写明或没有读到的为空';
COMMENT ON COLUMN reconciliations.form IS '与哪张报表的数字比较,见 figures;整份报告则是报告所用的表式;没有的为空';
COMMENT ON COLUMN reconciliations.code IS '行号或类别,见 figures;认不出或不适用的为空串';
COMMENT ON COLUMN reconciliations.label IS '报告所说的是什么,照所印(个人信息已遮蔽)';
COMMENT ON COLUMN reconciliations.printed IS '报告所印的数,单位见 measure;没有数的为空';
COMMENT ON COLUMN reconciliations.measure IS '报告所印的计量单位;没有的为空串';
COMMENT ON COLUMN reconciliations.ours IS '本文件的数,计量单位与 printed 相同;单位自己的报告则是 counts 中这个单位的;没有可比的为空';
COMMENT ON COLUMN reconciliations.origin IS 'ours 的来源,见 figures;不适用的为空';
COMMENT ON COLUMN reconciliations.outcome IS '结果。整份报告:compared 已比较,itself 只核对了报告自身,waiting 等待夜间核对(网页、数字刚变),only_linked 只有附件链接,no_figures 没有数字,unread 没有读到,failed 程序出错。数字:equal 一致,differs 不一致,consistent 不矛盾(下限或约数),not_in_warehouse 本库没有,not_computable 网站得不出或没有比较,unreadable 读不出。自身:pass 符合,fail 不符合,uncertain 存疑。told 提示';
COMMENT ON COLUMN reconciliations.cause IS '可能的原因,或为何没有比较;没有的为空串';
COMMENT ON COLUMN reconciliations.place IS '在报告的何处:页、表、行、列,或那句话(个人信息已遮蔽);没有的为空串';
COMMENT ON COLUMN reconciliations.rule IS '所依据的规则:本库数字的统计口径,或勾稽关系,见 rules;没有的为空串';
COMMENT ON COLUMN reconciliations.version IS '读的是网页的第几版,见 item_versions;没有网页的为空';
COMMENT ON COLUMN reconciliations.compared_at IS '核对的时刻;还没有核对的为空';

COMMENT ON VIEW 台账.年报核对 IS '年报核对。网页所印的年度报告逐个数字与本库比较的结果;出自 reconciliations。';
COMMENT ON COLUMN 台账.年报核对.报告 IS '报告的标题';
COMMENT ON COLUMN 台账.年报核对.网址 IS '报告的网址';
COMMENT ON COLUMN 台账.年报核对.年度 IS '报告所写的年度';
COMMENT ON COLUMN 台账.年报核对.序号 IS '0 是整份报告,其余按报告中的顺序';
COMMENT ON COLUMN 台账.年报核对.种类 IS '整份报告、表格、正文、勾稽关系、合计与各项,或读不出之处';
COMMENT ON COLUMN 台账.年报核对.报告所说 IS '报告所说的是什么';
COMMENT ON COLUMN 台账.年报核对.报告数字 IS '报告所印的数;没有数的为空';
COMMENT ON COLUMN 台账.年报核对.计量单位 IS '条、份、期、件、万元等';
COMMENT ON COLUMN 台账.年报核对.本库数字 IS '本文件的数,或“至少 N”;没有可比的为空';
COMMENT ON COLUMN 台账.年报核对.结果 IS '一致、不一致、不矛盾、没有比较等';
COMMENT ON COLUMN 台账.年报核对.原因 IS '可能的原因,或为何没有比较';
COMMENT ON COLUMN 台账.年报核对.位置 IS '在报告的何处';
COMMENT ON COLUMN 台账.年报核对.规则 IS '所依据的规则';
COMMENT ON COLUMN 台账.年报核对.核对时刻 IS '何时核对的;还没有核对的为空';
COMMENT ON COLUMN 台账.年报核对.条目编号 IS '报告的条目,见 items';
COMMENT ON COLUMN 台账.年报核对.门户编号 IS '所属门户,见 portals';
