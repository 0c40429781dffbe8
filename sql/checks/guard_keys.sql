-- Guard: no key occurs twice. Selects: table, key, times. Inputs: the published tables.
--        Long keys are compared by a 64-bit hash: two rows of one hash are looked at by a person, not published.

SELECT 'items' AS subject, item_id AS detail, count(*) AS times
FROM published.main.items GROUP BY item_id HAVING count(*) > 1
UNION ALL
SELECT 'item_sections', any_value(item_id), count(*)
FROM published.main.item_sections GROUP BY hash(item_id, section_id) HAVING count(*) > 1
UNION ALL
SELECT 'item_versions', item_id || ' ' || version, count(*)
FROM published.main.item_versions WHERE version > 1 GROUP BY item_id, version HAVING count(*) > 1
UNION ALL
SELECT 'classifications', any_value(item_id), count(*)
FROM published.main.classifications GROUP BY hash(item_id, category) HAVING count(*) > 1
UNION ALL
SELECT 'merges', merged_item_id, count(*)
FROM published.main.merges GROUP BY merged_item_id HAVING count(*) > 1
UNION ALL
SELECT 'figure_items', any_value(item_id), count(*)
FROM published.main.figure_items GROUP BY hash(form, year, code, item_id) HAVING count(*) > 1
UNION ALL
SELECT 'section_runs', run_id || ' ' || section_id, count(*)
FROM published.main.section_runs GROUP BY run_id, section_id HAVING count(*) > 1;
