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
    nullif(
        regexp_replace(
            regexp_extract(
                with_year_brackets(printed), '[\p{Han}A-Za-z·]*〔(?:19|20)\d{2}年?〕第?0*[1-9]\d*号'
            ),
            '〔(\d{4})年?〕第?0*([1-9]\d*号)',
            '〔\1〕\2'
        ),
        ''
    );
