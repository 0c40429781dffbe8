-- name: report_2021_normative
-- Purpose: form report-2021: 2.R2.C1 (行政规范性文件本年制发件数).
-- Grain:   cell × document. Inputs: filed, cell_kinds, normative.
-- Tables:  needs cell_kinds, filed, form_items, normative (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cell_kinds AS cells USING (kind)
INNER JOIN normative USING (item_id)
WHERE cells.statement = 'report_2021_normative' AND normative.is_made;


-- name: report_2021_decisions
-- Purpose: form report-2021: 2.R3.C1, 2.R4.C1, 2.R5.C1 (本年处理决定数量 of 行政许可, 行政处罚, 行政强制).
-- Grain:   cell × document. Inputs: titled, cell_kinds, rule F-decision ($unless, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'report_2021_decisions' AND NOT regexp_matches(titled.title, $unless);
