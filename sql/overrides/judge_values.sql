-- Purpose: category and unit decided whose value is none of ours are refused; units get their proper name.
-- Grain:   row of decisions.csv. Inputs: decided, unit_names, $categories (scrapers/vocabulary/categories.csv).

UPDATE decided
SET
    state = CASE WHEN judged.wrong IS NULL THEN decided.state ELSE 'invalid' END,
    note = coalesce(judged.wrong, decided.note),
    unit = judged.unit
FROM (
    WITH
    allowed AS (
        SELECT category
        FROM read_csv($categories, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
        WHERE on_portal = 'yes'
    ),
    foreign_words AS (
        SELECT line, string_agg(part, '、' ORDER BY part) AS words
        FROM (SELECT line, unnest(parts) AS part FROM decided WHERE kind = 'category')
        WHERE part NOT IN (SELECT category FROM allowed)
        GROUP BY line
    ),
    named AS (
        SELECT decided.line, any_value(unit_names.name) AS unit
        FROM decided
        INNER JOIN unit_names
            ON decided.portal_id = unit_names.portal_id AND folded(decided.value) = unit_names.folded
        WHERE decided.kind = 'unit'
        GROUP BY decided.line
    )
    SELECT
        decided.line,
        named.unit,
        CASE
            WHEN foreign_words.line IS NOT NULL
                THEN '“' || foreign_words.words || '”不是可由网站统计的类别;类别名称见 figures 的 code'
            WHEN decided.kind = 'unit' AND named.unit IS NULL
                THEN '门户文件的 [[unit]] 中没有单位“' || decided.value || '”'
        END AS wrong
    FROM decided
    LEFT JOIN foreign_words USING (line)
    LEFT JOIN named USING (line)
    WHERE decided.state = 'open' AND decided.kind IN ('category', 'unit')
) AS judged
WHERE decided.line = judged.line;
