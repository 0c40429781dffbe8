-- name: doubtful_items
-- Purpose: in one pass over every table that names items, those about which anything is unusual: what guards look at
--          further. Whatever they would select is among them; of a sound file few are.
-- Grain:   item id, of any table. Inputs: published.items, item_sections, classifications, figure_items, exclusions (the
--          self-check, which lists items by other keys, aside).
--          Each row that names the item has a bit by its table and the rest of its key. As many bits as rows say that no
--          two rows have one key; fewer (is_repeated), that two have, or that two keys share a bit: then rows are compared.
-- Tables:  makes doubtful_items (temporary).

CREATE OR REPLACE TEMP TABLE doubtful_items AS
WITH
cells AS (
    SELECT
        form,
        code,
        CASE WHEN form = 'sections' THEN 1::UBIGINT << (2 + number % 39)::UBIGINT ELSE 0::UBIGINT END AS bit,
        CASE WHEN form = 'sections' THEN 0::UBIGINT ELSE 1::UBIGINT << (number % 32)::UBIGINT END AS other
    FROM (
        SELECT form, code, row_number() OVER (PARTITION BY form = 'sections') - 1 AS number
        FROM (SELECT DISTINCT form, code FROM published.main.figure_items WHERE form <> 'self-check')
    )
),
-- All of one width: of ten million items the sums would not fit into memory otherwise.
named AS (
    SELECT item_id, 1::UBIGINT AS bit, 0::UBIGINT AS other
    FROM published.main.items
    UNION ALL
    SELECT item_id, 2::UBIGINT, 0::UBIGINT
    FROM published.main.exclusions
    WHERE form = 'sections'
    UNION ALL
    SELECT listed.item_id, cells.bit, cells.other
    FROM published.main.figure_items AS listed
    INNER JOIN cells ON listed.form = cells.form AND listed.code = cells.code
    UNION ALL
    SELECT item_id, 1::UBIGINT << (41 + hash(section_id) % 22)::UBIGINT, 0::UBIGINT
    FROM published.main.item_sections
    UNION ALL
    SELECT item_id, 0::UBIGINT, 1::UBIGINT << (32 + hash(category) % 31)::UBIGINT
    FROM published.main.classifications
),
summed AS (
    SELECT item_id, count(*) AS rows, bit_or(bit) AS bits, bit_or(other) AS others
    FROM named
    GROUP BY item_id
),
judged AS (
    SELECT
        summed.item_id,
        summed.bits & 1 <> 0 AS is_known,
        summed.bits & 2 <> 0 AS is_told,
        summed.bits & of_sections.bits <> 0 AS is_counted,
        summed.rows > bit_count(summed.bits) + bit_count(summed.others) AS is_repeated
    FROM summed
    CROSS JOIN (SELECT coalesce(bit_or(bit), 0::UBIGINT) AS bits FROM cells WHERE form = 'sections') AS of_sections
)
SELECT *
FROM judged
WHERE NOT is_known OR is_told = is_counted OR is_repeated;
