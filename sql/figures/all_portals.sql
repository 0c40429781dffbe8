-- name: several_portals
-- Purpose: whether there is anything to put together. Grain: one row. Inputs: published.portals.

SELECT count(*) > 1 FROM published.main.portals;


-- name: across_keys
-- Purpose: what makes documents of two portals one: keys by rule, as for items of one portal.
-- Grain:   document × key. Inputs: documents, published.items, published.merges, items (whose addresses are not masked),
--          current_versions, title_keys (of titles that were taken out), $rules (warehouse/rules/merging.csv).
--          A document has the keys of all its copies within its portal, each of the day of the first that has it:
--          another portal may carry the very copy that is merged here.
--          A portal's own documents are apart by its own rules: a key that two of one portal have joins nothing of that
--          portal, but what stood on one day only.
-- Tables:  needs current_versions, documents, title_keys; makes merge_keys (temporary).

CREATE OR REPLACE TEMP TABLE merge_keys AS
WITH
limits AS (
    SELECT min_text::INTEGER AS min_text, max_days::INTEGER AS max_days, max_dates::INTEGER AS max_dates
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE rule = 'A-content'
),
copies AS (
    SELECT DISTINCT item_id, item_id AS copy_id FROM documents
    UNION
    SELECT documents.item_id, merges.merged_item_id
    FROM documents
    INNER JOIN published.main.merges AS merges ON documents.item_id = merges.kept_item_id
),
told AS (
    SELECT
        copies.item_id,
        items.portal_id,
        coalesce(items.published_on, kept.published_on) AS published_on,
        coalesce(keys.title, nullif(folded(items.title), '')) AS title,
        regexp_replace(known.url, '^https?://|#.*$', '', 'gi') AS address,
        folded_number(items.document_number) AS number,
        CASE WHEN pages.text_length >= limits.min_text THEN pages.body_digest END AS body_digest
    FROM copies
    INNER JOIN published.main.items AS kept ON copies.item_id = kept.item_id
    INNER JOIN published.main.items AS items ON copies.copy_id = items.item_id
    INNER JOIN items AS known ON copies.copy_id = known.item_id
    LEFT JOIN title_keys AS keys ON copies.copy_id = keys.item_id
    LEFT JOIN current_versions AS pages ON copies.copy_id = pages.item_id
    CROSS JOIN limits
),
keyed AS (
    SELECT item_id, portal_id, published_on, number, 'A-address' AS rule, address AS words FROM told
    UNION ALL
    SELECT item_id, portal_id, published_on, number, 'A-document-number', concat_ws(chr(31), number, title)
    FROM told
    WHERE title IS NOT NULL AND number IS NOT NULL
        AND NOT regexp_matches(number, '^(公告|通告|公示|通知|令|第|公告第|通告第|令第)?〔')
    UNION ALL
    SELECT item_id, portal_id, published_on, number, 'A-content', concat_ws(chr(31), body_digest, title)
    FROM told
    WHERE title IS NOT NULL AND body_digest IS NOT NULL
),
once AS (
    SELECT
        item_id,
        portal_id,
        rule,
        words,
        min(published_on) AS published_on,
        arg_min(number, (published_on, number)) AS number
    FROM keyed
    GROUP BY item_id, portal_id, rule, words
),
judged AS (
    SELECT
        once.*,
        count(*) OVER same > count(DISTINCT portal_id) OVER same AS is_repeated,
        max(published_on) OVER same - min(published_on) OVER same > limits.max_days
        OR count(DISTINCT published_on) OVER same > limits.max_dates AS is_far,
        count(DISTINCT number) OVER same > 1 AS numbers_differ,
        count(DISTINCT portal_id) OVER same > 1 AS is_shared
    FROM once
    CROSS JOIN limits
    WINDOW same AS (PARTITION BY rule, words)
)
SELECT
    item_id,
    rule,
    concat_ws(
        chr(31),
        words,
        CASE WHEN is_repeated OR (rule = 'A-content' AND is_far) THEN published_on::VARCHAR END,
        CASE WHEN rule = 'A-content' AND numbers_differ THEN coalesce(number, '') END
    ) AS merge_key
FROM judged
WHERE is_shared;


-- name: merges_all
-- Purpose: the documents of one portal that another portal has too. Grain: merged document. Inputs: joined.
-- Tables:  needs joined (temporary).

INSERT INTO published.main.merges_all BY NAME
SELECT kept_item_id, merged_item_id, rule
FROM joined
ORDER BY kept_item_id, merged_item_id;


-- name: documents_all
-- Purpose: what is counted of all portals together: each distinct document once in every category that one of its
--          copies has, with day and unit of the one that is kept.
-- Grain:   document × category. Inputs: documents, published.merges_all.
-- Tables:  needs documents; makes documents_all (temporary).

CREATE OR REPLACE TEMP TABLE documents_all AS
WITH
placed AS (
    SELECT DISTINCT coalesce(merges.kept_item_id, documents.item_id) AS item_id, documents.category
    FROM documents
    LEFT JOIN published.main.merges_all AS merges ON documents.item_id = merges.merged_item_id
)
SELECT
    items.item_id,
    placed.category,
    CAST(year(items.published_on) AS INTEGER) AS year,
    CAST(month(items.published_on) AS INTEGER) AS month,
    coalesce(items.unit, '') AS unit
FROM placed
INNER JOIN published.main.items AS items USING (item_id);


-- name: figures_all
-- Purpose: form `sections` of all portals together. Grain: year × category, and one row 合计 per year, for every year
--          that a portal has.
-- Inputs:  documents_all, standing, codes, published.figures, published.portals, $sql_file (this file).
--          computed: every portal says all of the year; else what was found is a lower_bound, nothing found missing.
-- Tables:  needs codes, documents_all, standing (temporary).

INSERT INTO published.main.figures_all BY NAME
WITH
years AS (
    SELECT DISTINCT year FROM published.main.figures WHERE form = 'sections'
),
counted AS (
    SELECT year, category AS code, count(*) AS documents
    FROM documents_all
    GROUP BY year, category
    UNION ALL
    SELECT documents_all.year, '合计', count(DISTINCT documents_all.item_id)
    FROM documents_all
    INNER JOIN codes ON documents_all.category = codes.code
    WHERE codes.on_portal
    GROUP BY documents_all.year
),
together AS (
    SELECT
        codes.code,
        min(coalesce(standing.whole_to, 0)) AS whole_to,
        min(standing.complete_at) AS complete_at,
        max(standing.read_at) AS read_at
    FROM codes
    CROSS JOIN published.main.portals AS portals
    LEFT JOIN standing ON portals.portal_id = standing.portal_id AND codes.code = standing.code
    GROUP BY codes.code
),
judged AS (
    SELECT
        years.year,
        codes.*,
        counted.documents,
        together.complete_at,
        together.read_at,
        CASE
            WHEN NOT codes.on_portal THEN 'missing'
            WHEN years.year <= together.whole_to THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS origin
    FROM years
    CROSS JOIN codes
    INNER JOIN together ON codes.code = together.code
    LEFT JOIN counted ON years.year = counted.year AND codes.code = counted.code
)
SELECT
    'sections' AS form,
    year,
    code,
    code AS label,
    measure,
    CASE WHEN origin <> 'missing' THEN coalesce(documents, 0) END AS value,
    CASE WHEN origin = 'missing' THEN 'missing' ELSE 'given' END AS state,
    origin,
    rule,
    $sql_file AS sql_file,
    CASE origin WHEN 'computed' THEN complete_at WHEN 'lower_bound' THEN read_at END AS as_of
FROM judged
ORDER BY year, position;


-- name: form_figures_all
-- Purpose: the office's forms of all portals together. Grain: form × year × code, for every year that a portal has.
-- Inputs:  form_cells, cell_standing, published.figures, figure_items_all, portals. Judged as for one portal; computed
--          where every portal says all of the year.
-- Tables:  needs cell_standing, form_cells (temporary).

INSERT INTO published.main.figures_all BY NAME
WITH
years AS (
    SELECT DISTINCT year FROM published.main.figures WHERE form = 'sections'
),
counted AS (
    SELECT form, year, code, count(*) AS documents
    FROM published.main.figure_items_all
    WHERE form <> 'sections'
    GROUP BY form, year, code
),
together AS (
    SELECT
        cells.form,
        cells.code,
        min(coalesce(standing.whole_to, 0)) AS whole_to,
        min(standing.complete_at) AS complete_at,
        max(standing.read_at) AS read_at
    FROM form_cells AS cells
    CROSS JOIN published.main.portals AS portals
    LEFT JOIN cell_standing AS standing
        ON portals.portal_id = standing.portal_id AND cells.form = standing.form AND cells.code = standing.code
    GROUP BY cells.form, cells.code
),
judged AS (
    SELECT
        years.year,
        cells.*,
        counted.documents,
        together.complete_at,
        together.read_at,
        CASE
            WHEN cells.origin = 'computed' AND years.year <= together.whole_to THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS known
    FROM years
    CROSS JOIN form_cells AS cells
    INNER JOIN together ON cells.form = together.form AND cells.code = together.code
    LEFT JOIN counted ON years.year = counted.year AND cells.form = counted.form AND cells.code = counted.code
)
SELECT
    form,
    year,
    code,
    label,
    measure,
    CASE WHEN known <> 'missing' THEN coalesce(documents, 0) END AS value,
    CASE WHEN known = 'missing' THEN 'missing' ELSE 'given' END AS state,
    known AS origin,
    rule,
    sql_file,
    CASE known WHEN 'computed' THEN complete_at WHEN 'lower_bound' THEN read_at END AS as_of
FROM judged
ORDER BY year, cell;


-- name: counts_all
-- Purpose: distinct documents of all portals by unit, category and month. Grain: year × month × unit × category.
-- Inputs:  documents_all.
-- Tables:  needs documents_all (temporary).

INSERT INTO published.main.counts_all BY NAME
SELECT year, month, unit, category, count(*) AS items
FROM documents_all
GROUP BY year, month, unit, category
ORDER BY year, month, unit, category;


-- name: one_portal
-- Purpose: of one portal all together is that portal. Grain: figure; row of counts.
-- Inputs:  published.figures, published.counts.

INSERT INTO published.main.figures_all BY NAME
SELECT * EXCLUDE (portal_id) FROM published.main.figures;

INSERT INTO published.main.counts_all BY NAME
SELECT * EXCLUDE (portal_id) FROM published.main.counts;
