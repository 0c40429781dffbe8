-- name: report_2019_normative
-- Purpose: form report-2019: 2.R2.C1 (规范性文件本年新制作数量), 2.R2.C2 (本年新公开数量).
-- Grain:   cell × document. Inputs: filed, cell_kinds, normative.
-- Tables:  needs cell_kinds, filed, form_items, normative (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cell_kinds AS cells USING (kind)
INNER JOIN normative USING (item_id)
WHERE cells.statement = 'report_2019_normative' AND (cells.code = '2.R2.C2' OR normative.is_made);


-- name: report_2019_decisions
-- Purpose: form report-2019: 2.R3.C3, 2.R5.C3, 2.R6.C3 (处理决定数量 of 行政许可, 行政处罚, 行政强制).
-- Grain:   cell × document. Inputs: titled, cell_kinds, rule F-decision ($unless, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'report_2019_decisions' AND NOT regexp_matches(titled.title, $unless);
