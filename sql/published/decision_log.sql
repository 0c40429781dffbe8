-- name: decision_log
-- The log of what people decided, of the home as a whole: one file of decisions speaks of all its portals.
--
-- Purpose: the table, its view for people who read Chinese, and comments on both. Executed after ledger_views.sql.
-- Grain:   line of the log. Inputs: none; schema 台账 of ledger_views.sql.

CREATE TABLE decision_log (
    number INTEGER NOT NULL,
    logged_at TIMESTAMPTZ,
    file VARCHAR NOT NULL,
    decision_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL
);

CREATE VIEW 台账.决定记录 AS
SELECT
    number AS 序号,
    logged_at AS 时刻,
    file AS 文件,
    decision_id AS 编号,
    CASE change
        WHEN 'begun' THEN '开始'
        WHEN 'added' THEN '新增'
        WHEN 'changed' THEN '改动'
        WHEN 'missing' THEN '不见'
        WHEN 'withdrawn' THEN '撤回'
        WHEN 'returned' THEN '重现'
        WHEN 'repaired' THEN '修补'
        ELSE change
    END AS 变化,
    who AS 谁,
    content AS 内容,
    note AS 说明,
    sha256 AS 校验和
FROM main.decision_log;

COMMENT ON TABLE decision_log IS '人工决定的变动记录。decisions.csv 和 bounds.csv 的每次新增、改动、不见、撤回、重现一行,即 overrides/log.csv;各行的校验和前后相连,只增不改。';
COMMENT ON COLUMN decision_log.number IS '序号,从 1 起';
COMMENT ON COLUMN decision_log.logged_at IS '程序发现变动的时刻;读不出时为空';
COMMENT ON COLUMN decision_log.file IS '哪个文件;说的是记录本身时为空串';
COMMENT ON COLUMN decision_log.decision_id IS '哪一行(编号),见 decisions;说的是记录本身时为空串';
COMMENT ON COLUMN decision_log.change IS '变动:begun 开始记录,added 新增,changed 改动,missing 不见(仍然有效),withdrawn 撤回,returned 重现,repaired 修补记录本身';
COMMENT ON COLUMN decision_log.who IS '该行所写的决定人;撤回的为撤回人;不见的为空串,无从得知';
COMMENT ON COLUMN decision_log.content IS '该行的各列(JSON)';
COMMENT ON COLUMN decision_log.note IS '说明';
COMMENT ON COLUMN decision_log.sha256 IS '本行各列与上一行校验和一起的 sha256';

COMMENT ON VIEW 台账.决定记录 IS '人工决定的变动记录,即 overrides/log.csv;出自 decision_log。';
COMMENT ON COLUMN 台账.决定记录.序号 IS '从 1 起';
COMMENT ON COLUMN 台账.决定记录.时刻 IS '程序发现变动的时刻';
COMMENT ON COLUMN 台账.决定记录.文件 IS 'decisions.csv 或 bounds.csv;说的是记录本身时为空串';
COMMENT ON COLUMN 台账.决定记录.编号 IS '哪一行;说的是记录本身时为空串';
COMMENT ON COLUMN 台账.决定记录.变化 IS '开始、新增、改动、不见(仍然有效)、撤回、重现或修补';
COMMENT ON COLUMN 台账.决定记录.谁 IS '该行所写的决定人或撤回人';
COMMENT ON COLUMN 台账.决定记录.内容 IS '该行的各列(JSON)';
COMMENT ON COLUMN 台账.决定记录.说明 IS '说明';
COMMENT ON COLUMN 台账.决定记录.校验和 IS '本行各列与上一行校验和一起的 sha256';
