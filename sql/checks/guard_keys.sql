-- Guard: no key occurs twice. Selects: table, key, times. Inputs: the published tables.

SELECT 'items' AS subject, item_id AS detail, count(*) AS times
FROM published.main.items GROUP BY item_id HAVING count(*) > 1
UNION ALL
SELECT 'item_sections', item_id || ' ' || section_id, count(*)
FROM published.main.item_sections GROUP BY item_id, section_id HAVING count(*) > 1
UNION ALL
SELECT 'item_versions', item_id || ' ' || version, count(*)
FROM published.main.item_versions WHERE version > 1 GROUP BY item_id, version HAVING count(*) > 1
UNION ALL
SELECT 'classifications', item_id || ' ' || category, count(*)
FROM published.main.classifications GROUP BY item_id, category HAVING count(*) > 1
UNION ALL
SELECT 'merges', merged_item_id, count(*)
FROM published.main.merges GROUP BY merged_item_id HAVING count(*) > 1
UNION ALL
SELECT 'figure_items', concat_ws(' ', form, year, code, item_id), count(*)
FROM published.main.figure_items GROUP BY form, year, code, item_id HAVING count(*) > 1
UNION ALL
SELECT 'section_runs', run_id || ' ' || section_id, count(*)
FROM published.main.section_runs GROUP BY run_id, section_id HAVING count(*) > 1;
