-- name: observations
-- What inspections (政府网站检查指标) ask of pages beyond items: letters and their answers, elements of guides, the home
-- page and its links.
--
-- Purpose: the table, its view for people who read Chinese, and comments on both. Executed after ledger_views.sql.
-- Grain:   stated in the table's comment. Inputs: none; schema 台账 of ledger_views.sql.

CREATE TABLE observations (
    portal_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('letter', 'guide', 'home_link', 'home')),
    url VARCHAR NOT NULL,
    item_id VARCHAR,
    section_id VARCHAR,
    fact VARCHAR NOT NULL,
    value VARCHAR,
    day DATE,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE VIEW 台账.页面观察 AS
SELECT
    CASE kind
        WHEN 'letter' THEN '留言'
        WHEN 'guide' THEN '办事指南'
        WHEN 'home_link' THEN '首页链接'
        WHEN 'home' THEN '首页'
    END AS 种类,
    url AS 网址,
    CASE fact
        WHEN 'written' THEN '写信日期'
        WHEN 'answered' THEN '答复日期'
        WHEN 'answer' THEN '是否已答复'
        WHEN 'outcome' THEN '打开结果'
        WHEN 'text' THEN '链接文字'
        WHEN 'newest' THEN '最新日期'
        ELSE fact
    END AS 事实,
    CASE
        WHEN fact = 'text' THEN value
        WHEN fact IN ('written', 'answered', 'newest') THEN day::VARCHAR
        WHEN value = 'answered' THEN '已答复'
        WHEN value = 'unanswered' THEN '未答复'
        WHEN value = 'present' THEN '写明'
        WHEN value = 'absent' THEN '没有写明'
        WHEN value = 'not_asked' THEN '没有访问'
        WHEN value = 'ok' THEN '打得开'
        WHEN value = 'gone' THEN '不存在'
        WHEN value = 'soft_gone' THEN '网站提示不存在'
        WHEN value = 'redirected_away' THEN '被转到门户以外'
        WHEN value = 'challenged' THEN '被防护拦截'
        WHEN value = 'server_error' THEN '服务器出错'
        WHEN value = 'timeout' THEN '超时'
        WHEN value = 'too_large' THEN '内容过大'
        WHEN fact = 'answer' THEN '不能确定'
        ELSE value
    END AS 内容,
    first_seen_at AS 起始时间,
    last_seen_at AS 最近看到,
    section_id AS 栏目编号,
    item_id AS 条目编号,
    portal_id AS 门户编号
FROM main.observations;

COMMENT ON TABLE observations IS '检查所需的观察。网站检查指标在条目之外还要看的:公众留言及其答复、办事指南的要素、首页及其链接;一个页面的一项事实一行,是现在的说法。页面、栏目或首页没有再次读全的,上一次的说法仍在,看 last_seen_at。';
COMMENT ON COLUMN observations.portal_id IS '门户编号,见 portals';
COMMENT ON COLUMN observations.kind IS '种类:letter 公众留言(来信),guide 办事指南,home_link 首页上的链接,home 首页';
COMMENT ON COLUMN observations.url IS '网址:留言、指南、首页自己的,或链接所指的;列表上没有链接的留言为列表网址加 # 和编号';
COMMENT ON COLUMN observations.item_id IS '条目编号,见 items;不是条目的为空';
COMMENT ON COLUMN observations.section_id IS '首先看到它的栏目,见 sections;首页及其链接为空';
COMMENT ON COLUMN observations.fact IS '事实:留言为 written 写信日期、answered 答复日期、answer 是否已答复;指南为八类要素之一(事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程);链接为 outcome 打开的结果、text 链接文字;首页为 outcome 打开的结果、newest 页面上最新的日期';
COMMENT ON COLUMN observations.value IS '值:是否已答复为 answered 已答复、unanswered 未答复,页面两者都不能证明的为空;要素为 present 写明、absent 没有写明;结果见 fetches.outcome,另有 not_asked 没有访问(链接在门户之外,或因预算、防护、robots.txt);链接文字已隐去个人信息;日期在 day,这里为空';
COMMENT ON COLUMN observations.day IS '日期:留言的写信、答复日期,首页上最新的日期;页面没有写明的和其他事实为空';
COMMENT ON COLUMN observations.first_seen_at IS '现在这个值从何时起看到';
COMMENT ON COLUMN observations.last_seen_at IS '最近一次看到这个值的时刻';
COMMENT ON COLUMN observations.run_id IS '最近一次看到它的运行,见 runs';

COMMENT ON VIEW 台账.页面观察 IS '网站检查指标在条目之外还要看的。一个页面的一项事实一行;出自 observations。';
COMMENT ON COLUMN 台账.页面观察.种类 IS '留言、办事指南、首页链接或首页';
COMMENT ON COLUMN 台账.页面观察.网址 IS '页面自己的,或链接所指的';
COMMENT ON COLUMN 台账.页面观察.事实 IS '写信日期、答复日期、是否已答复;八类要素之一;打开结果、链接文字;最新日期';
COMMENT ON COLUMN 台账.页面观察.内容 IS '日期,已答复、未答复或不能确定,写明或没有写明,打开的结果,链接文字;没有的为空';
COMMENT ON COLUMN 台账.页面观察.起始时间 IS '现在这个内容从何时起看到';
COMMENT ON COLUMN 台账.页面观察.最近看到 IS '最近一次看到这个内容的时刻';
COMMENT ON COLUMN 台账.页面观察.栏目编号 IS '首先看到它的栏目;首页及其链接为空';
COMMENT ON COLUMN 台账.页面观察.条目编号 IS '见 items;不是条目的为空';
COMMENT ON COLUMN 台账.页面观察.门户编号 IS '所属门户,见 portals';
