-- name: website_published
-- Purpose: form website-annual: P0 (信息发布总数: every document), and each document in one of P3 (信息公开目录), P1
--          (概况类), P2 (政务动态), the first of this order whose categories it has: P1 + P2 + P3 = P0.
-- Grain:   cell × document. Inputs: filed, cell_kinds. The view figure_items_all goes by the same order.
-- Tables:  needs cell_kinds, filed, form_items (temporary).

INSERT INTO form_items BY NAME
WITH
cells AS (
    SELECT *
    FROM cell_kinds
    WHERE statement = 'website_published'
    QUALIFY
        code = 'P0'
        OR row_number() OVER (PARTITION BY kind, code = 'P0' ORDER BY list_position(['P3', 'P1', 'P2'], code)) = 1
)
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cells USING (kind);


-- name: website_whole
-- Purpose: form website-annual, cells that count every document of their categories: J0 (解读信息发布总数),
--          I1, I2, I4 (留言收到, 办结, 公开答复). Grain: cell × document. Inputs: filed, cell_kinds.
-- Tables:  needs cell_kinds, filed, form_items (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, filed.document
FROM filed
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'website_whole';


-- name: website_products
-- Purpose: form website-annual: J2 (解读产品数量). Grain: document. Inputs: titled, cell_kinds, rule
--          F-product ($pattern, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'website_products' AND regexp_matches(titled.title, $pattern);


-- name: website_comments
-- Purpose: form website-annual: J3 (媒体评论文章数量). Grain: document. Inputs: titled, cell_kinds,
--          published.merges, placed, section_state, rule F-comment ($pattern, over titles and names of sections).
-- Tables:  needs cell_kinds, form_items, placed, section_state, titled (temporary).

INSERT INTO form_items BY NAME
WITH
listed AS (
    SELECT coalesce(merges.kept_item_id, placed.item_id) AS item_id
    FROM placed
    SEMI JOIN (
        SELECT portal_id, section_id FROM section_state WHERE regexp_matches(folded(name), $pattern)
    ) AS named ON placed.portal_id = named.portal_id AND placed.section_id = named.section_id
    LEFT JOIN published.main.merges AS merges ON placed.item_id = merges.merged_item_id
    WHERE placed.counted
)
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE
    cells.statement = 'website_comments'
    AND (regexp_matches(titled.title, $pattern) OR titled.item_id IN (SELECT item_id FROM listed));


-- name: website_surveys
-- Purpose: form website-annual: I7 (公布调查结果期数) counts what its title calls a result, I5 (征集调查期数) the others.
-- Grain:   cell × document. Inputs: titled, cell_kinds, rule F-survey ($pattern, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE
    cells.statement = 'website_surveys'
    AND regexp_matches(titled.title, $pattern) = (cells.code = 'I7');


-- name: website_events
-- Purpose: form website-annual: I8 (在线访谈期数). Grain: document. Inputs: titled, cell_kinds, rule
--          F-event ($unless, over titles).
-- Tables:  needs cell_kinds, form_items, titled (temporary).

INSERT INTO form_items BY NAME
SELECT cells.cell, titled.document
FROM titled
INNER JOIN cell_kinds AS cells USING (kind)
WHERE cells.statement = 'website_events' AND NOT regexp_matches(titled.title, $unless);
