-- Purpose: a published file of one year as a large county leaves it, made up row by row: $rows items, each behind the
--          total, one category and the first cell of the statistics.
-- Grain:   item; figure × item. Inputs: none but the empty tables.

INSERT INTO items BY NAME
SELECT
    printf('%016x', hash(i)) AS item_id,
    'sample' AS portal_id,
    'http://www.sample.gov.cn/s' || (i % 40) || '/201703/t20170301_' || i || '.html' AS url,
    '关于做好2017年第' || i || '号事项有关工作的通知' AS title,
    '某县第' || (i % 60) || '局' AS unit,
    'printed' AS unit_from,
    '某县第' || (i % 60) || '局' AS unit_printed,
    DATE '2017-01-01' + CAST(i % 365 AS INTEGER) AS published_on,
    'page' AS date_from,
    CASE WHEN i % 4 = 0 THEN '某政发〔2017〕' || i || '号' END AS document_number,
    CASE WHEN i % 2 = 0 THEN '000014349/2017-' || printf('%05d', i) END AS index_number,
    TRUE AS has_page,
    $at AS first_seen_at,
    $at AS last_seen_at
FROM range($rows) AS numbers(i);

INSERT INTO figure_items BY NAME
SELECT 'sample' AS portal_id, told.form, 2017 AS year, told.code, items.item_id
FROM items
CROSS JOIN (
    VALUES ('sections', '合计'), ('sections', '动态信息'), ('statistics-2014', '1.1'), ('website-annual', 'P0')
) AS told(form, code);
