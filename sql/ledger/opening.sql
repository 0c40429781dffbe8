-- name: is_short
-- Purpose: whether the file is shorter than its header says: three headers of 4096 bytes, then the blocks. Blocks
--          at the end may be free and never written, so a short file need not have lost anything.
-- Grain:   one row. Inputs: $bytes (size of the file).

SELECT $bytes::BIGINT < 3 * 4096 + total_blocks * block_size
FROM pragma_database_size()
WHERE database_name = current_database();


-- name: tables
-- Purpose: the tables of the ledger. Grain: table. Inputs: the catalog.

SELECT schema_name || '.' || table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND NOT temporary
ORDER BY table_name;


-- name: read_whole
-- Purpose: reads every value of a table, which fails where a block is missing or damaged. Grain: one row.
-- Inputs:  $name.

SELECT sum(hash(told)::HUGEINT)
FROM query_table($name) AS told;


-- name: settings
-- Purpose: how every connection of ours behaves: days are the portal's, no progress bar among the results.
-- Grain:   the connection. Inputs: none.

SET TimeZone = 'Asia/Shanghai';
SET enable_progress_bar = FALSE;


-- name: macros
-- Folding of names and numbers, for comparing only; what is shown stays as printed.
--
-- Purpose: one spelling for the many that portals print. Grain: scalar functions. Inputs: none.
--          Most names need no folding, and looking is twenty times quicker than folding: so look first.

-- White space of every kind out, full-width letters, digits, brackets and marks to half-width.
CREATE OR REPLACE TEMP MACRO folded(printed) AS
    CASE
        WHEN NOT regexp_matches(
            printed,
            '[\s\x{00A0}\x{1680}\x{180E}\x{2000}-\x{200F}\x{2018}-\x{201F}\x{2028}-\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}\x{FF00}-\x{FF5E}]'
        ) THEN printed
        ELSE translate(
            regexp_replace(
                printed,
                '[\s\x{00A0}\x{1680}\x{180E}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]+',
                '',
                'g'
            ),
            '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ（）［］，．：；！？／－＂“”＇‘’',
            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()[],.:;!?/-"""'''''''
        )
    END;

-- What a figure holds, in words: 12, 0.35, a text, 空白, 不适用; null for a missing one.
CREATE OR REPLACE TEMP MACRO figure_words(state, value, value_text) AS
    CASE state
        WHEN 'given' THEN coalesce(value_text, regexp_replace(value::VARCHAR, '\.?0+$', ''))
        WHEN 'blank' THEN '空白'
        WHEN 'not_applicable' THEN '不适用'
    END;

-- The brackets around the year of a 发文字号, in the wild 〔〕 [ ] ﹝﹞ ( ) 【】 <> {}, all as 〔〕.
CREATE OR REPLACE TEMP MACRO with_year_brackets(printed) AS
    CASE
        WHEN NOT regexp_matches(folded(printed), '[﹝﹞【】\[\](){}<>《》]') THEN folded(printed)
        ELSE translate(folded(printed), '﹝﹞【】[](){}<>《》', '〔〕〔〕〔〕〔〕〔〕〔〕〔〕')
    END;

-- 发文字号 = organ code + 〔year〕 + serial + 号, without 第 and leading zeros: 阿政办发[2017]第028号 ->
-- 阿政办发〔2017〕28号. Null where year and serial are not both there. The organ code may be empty: the caller
-- judges that.
-- Written so that `printed` is folded once: planning what is written thrice costs more than running it.
CREATE OR REPLACE TEMP MACRO folded_number(printed) AS
    CASE
        -- Most stand so already.
        WHEN regexp_full_match(printed, '[\p{Han}A-Za-z·]*〔(?:19|20)\d{2}〕[1-9]\d*号') THEN printed
        ELSE nullif(
            regexp_replace(
                regexp_extract(
                    with_year_brackets(printed), '[\p{Han}A-Za-z·]*〔(?:19|20)\d{2}年?〕第?0*[1-9]\d*号'
                ),
                '〔(\d{4})年?〕第?0*([1-9]\d*号)',
                '〔\1〕\2'
            ),
            ''
        )
    END;

-- Whether an address may hold an identity number, or a number under a name for phones, cards and the like: a quick look
-- before each is read by the rules of masking.
CREATE OR REPLACE TEMP MACRO may_tell_of_people(url) AS
    regexp_matches(
        url, '[1-8]\d{5}(19|20)\d{9}|(?i)(phone|mobile|tel|sj|dh|card|bank|kh|zh|sfz|id)[a-z_]*=\d{11}'
    );
