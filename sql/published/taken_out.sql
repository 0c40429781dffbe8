-- name: taken_out
-- Which files of the archive were rewritten and why, and what was taken out for good: sums, days and reasons in place of
-- what stood there.
--
-- Purpose: the tables and comments on them. Executed after schema.sql.
-- Grain:   stated in each table's comment. Inputs: none.

CREATE TABLE archive_changes (
    archive_file VARCHAR NOT NULL,
    sha256_before VARCHAR NOT NULL,
    sha256_after VARCHAR NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('redacted', 'compacted')),
    reason VARCHAR NOT NULL
);

CREATE TABLE redactions (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL CHECK (what IN ('item', 'title', 'record', 'words', 'sealed')),
    redacted_at TIMESTAMPTZ NOT NULL,
    who VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    archive_file VARCHAR,
    archive_offset BIGINT CHECK (archive_offset >= 0),
    sha256 VARCHAR
);

COMMENT ON TABLE archive_changes IS '存档文件的改写。一个存档文件每改写一次一行:依规删除(redacted)或压缩搬移(compacted)。由 archive_files 登记的校验和起,逐行相接,最后一行的就是该文件现在应有的校验和。';
COMMENT ON COLUMN archive_changes.archive_file IS '存档文件名,见 archive_files';
COMMENT ON COLUMN archive_changes.sha256_before IS '改写之前的 SHA-256(十六进制)';
COMMENT ON COLUMN archive_changes.sha256_after IS '改写之后的 SHA-256(十六进制)';
COMMENT ON COLUMN archive_changes.changed_at IS '改写的时刻';
COMMENT ON COLUMN archive_changes.kind IS '为何改写:redacted 依规删除了其中的记录,compacted 压缩或搬移';
COMMENT ON COLUMN archive_changes.reason IS '改写的原因';

COMMENT ON TABLE redactions IS '依规删除。不该公开的内容(如误公开的身份证号)被删除的,每处一行:条目、标题、存档记录、别的网页中的标题、封存文件;留下原内容的校验和、日期和原因,内容本身已不存在。数字不因删除而变。';
COMMENT ON COLUMN redactions.portal_id IS '门户编号,见 portals';
COMMENT ON COLUMN redactions.item_id IS '被删除内容的条目编号,见 items';
COMMENT ON COLUMN redactions.what IS '删的是什么:item 条目的正文和附件(每次删除一行),title 标题,record 存档中的一条记录,words 存档中别的网页上的标题,sealed 封存文件中的内容';
COMMENT ON COLUMN redactions.redacted_at IS '删除的时刻';
COMMENT ON COLUMN redactions.who IS '谁决定删除';
COMMENT ON COLUMN redactions.why IS '删除的原因';
COMMENT ON COLUMN redactions.archive_file IS '所在的存档文件,见 archive_files;封存文件则是其文件名;条目和标题为空';
COMMENT ON COLUMN redactions.archive_offset IS '记录在存档文件中的起始位置,单位:字节;不是存档记录的为空';
COMMENT ON COLUMN redactions.sha256 IS '那里原有内容的 SHA-256(十六进制):网页是正文字节(已解压),封存文件是改写之前的整个文件,标题是折叠空白后的文字;没有的为空';
