-- name: statistics_whole
-- Purpose: form statistics-2014, cells that count every document of their categories: 1.1, 1.2.1, 1.2.2 (主动公开),
--          2.2.3 (政策解读稿件). Grain: cell × document. Inputs: filed, cell_kinds.
-- Tables:  needs cell_kinds, filed, form_items (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'statistics_whole';


-- name: statistics_normative
-- Purpose: form statistics-2014: 1.1.1 (主动公开规范性文件数, published in the year), 1.1b (制发规范性文件总数, made in it
--          too). Grain: cell × document. Inputs: filed, cell_kinds, normative.
-- Tables:  needs cell_kinds, filed, form_items, normative (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cell_kinds AS cells USING (kind)
INNER JOIN normative USING (item_id)
WHERE cells.statement = 'statistics_normative' AND (cells.code = '1.1.1' OR normative.is_made);


-- name: statistics_events
-- Purpose: form statistics-2014: 2.2.1 (新闻发布会总次数), 2.2.2 (在线访谈次数). Grain: cell × document.
-- Inputs:  titled, cell_kinds, rule F-event ($unless, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'statistics_events' AND NOT regexp_matches(titled.title, $unless);
