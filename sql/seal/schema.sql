-- name: schema
-- What a sealed file holds beside the tables of a published one: whose closing it is, what it rests on, and
-- what differs from the closing before.
--
-- Purpose: the tables and their comments, in the sealed file (current database).
-- Grain:   the first sentence of each comment. Inputs: none.

CREATE TABLE seal (
    year INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    sealed_at TIMESTAMPTZ NOT NULL,
    as_of TIMESTAMPTZ,
    data_as_of TIMESTAMPTZ,
    published_sha256 VARCHAR NOT NULL,
    previous_file VARCHAR,
    previous_sha256 VARCHAR,
    content_sha256 VARCHAR
);
COMMENT ON TABLE seal IS '封存信息。全表一行:哪一年、第几次封存、何时封存、数据截至何时。';
COMMENT ON COLUMN seal.year IS '年度,以发布日期(北京时间)为准';
COMMENT ON COLUMN seal.version IS '第几次封存,从 1 起';
COMMENT ON COLUMN seal.sealed_at IS '封存时刻';
COMMENT ON COLUMN seal.as_of IS '只计此刻之前发现的条目(封存时用 --as-of 指定);没有指定时为空,即封存时所知的全部';
COMMENT ON COLUMN seal.data_as_of IS '封存所依据的公布文件的数据截至时刻';
COMMENT ON COLUMN seal.published_sha256 IS '封存所依据的公布文件的 SHA-256(十六进制)';
COMMENT ON COLUMN seal.previous_file IS '同一年度上一次封存的文件名;第一次封存时为空';
COMMENT ON COLUMN seal.content_sha256 IS '本封存文件全部内容的校验和(十六进制);meta.content_sha256 则是所依据的公布文件的';
COMMENT ON COLUMN seal.previous_sha256 IS '上一次封存文件的 SHA-256(十六进制);第一次封存时为空';

CREATE TABLE archive_records (
    archive_file VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL,
    payload_sha256 VARCHAR
);
COMMENT ON TABLE archive_records IS '存档记录。本年度条目所依据的一个存档网页一行,附封存时的校验和。';
COMMENT ON COLUMN archive_records.archive_file IS '存档文件名,在 archive/ 下(WARC 格式)';
COMMENT ON COLUMN archive_records.archive_offset IS '记录在存档文件中的起始位置,单位:字节';
COMMENT ON COLUMN archive_records.payload_sha256 IS '网页正文字节(已解压)的 SHA-256(十六进制);封存时已无法读出的为空';

CREATE TABLE rule_files (
    name VARCHAR NOT NULL PRIMARY KEY,
    sha256 VARCHAR NOT NULL,
    content VARCHAR NOT NULL
);
COMMENT ON TABLE rule_files IS '规则文件。封存时所用的一个规则文件、类别表或 SQL 文件一行,附全文。';
COMMENT ON COLUMN rule_files.name IS '文件名';
COMMENT ON COLUMN rule_files.sha256 IS '文件的 SHA-256(十六进制)';
COMMENT ON COLUMN rule_files.content IS '文件全文';

CREATE TABLE differences (
    code VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('增加', '减少', '数值')),
    item_id VARCHAR,
    title VARCHAR,
    published_on DATE,
    before DECIMAL(18, 6),
    after DECIMAL(18, 6),
    why VARCHAR NOT NULL,
    form VARCHAR NOT NULL
);
COMMENT ON TABLE differences IS '与上一次封存的差异。一个数字变动一行,其下每个增加或减少的条目一行;第一次封存时没有行。';
COMMENT ON COLUMN differences.code IS '行号,见 figures';
COMMENT ON COLUMN differences.change IS '增加或减少(条目),数值(数字本身)';
COMMENT ON COLUMN differences.item_id IS '增加或减少的条目编号;数值变动时为空';
COMMENT ON COLUMN differences.title IS '条目标题;数值变动时为空';
COMMENT ON COLUMN differences.published_on IS '条目的发布日期(北京时间);数值变动时为空';
COMMENT ON COLUMN differences.before IS '上一次封存的数值;原来没有数字时为空';
COMMENT ON COLUMN differences.after IS '这一次封存的数值;现在没有数字时为空';
COMMENT ON COLUMN differences.why IS '变动的原因';
COMMENT ON COLUMN differences.form IS '报表,见 figures';
