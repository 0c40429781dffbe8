-- name: form_cells
-- Purpose: the cells of the office's forms: what is printed beside each, what its figure can be at best, by which rule
--          and statement it is counted. Grain: cell (numbered in the order of the forms).
-- Inputs:  lists of equal length, in the order of the forms: $forms, $codes, $labels, $measures, $origins, $statements,
--          $sql_files, $rules (rule@version), $by_words (whether the rule goes by words), $categories, $also_read (joined
--          by |).
-- Tables:  makes form_cells (temporary).

CREATE OR REPLACE TEMP TABLE form_cells AS
SELECT
    unnest($forms::VARCHAR []) AS form,
    unnest($codes::VARCHAR []) AS code,
    unnest($labels::VARCHAR []) AS label,
    nullif(unnest($measures::VARCHAR []), '') AS measure,
    unnest($origins::VARCHAR []) AS origin,
    unnest($statements::VARCHAR []) AS statement,
    unnest($sql_files::VARCHAR []) AS sql_file,
    unnest($rules::VARCHAR []) AS rule,
    unnest($by_words::BOOLEAN []) AS by_words,
    unnest($categories::VARCHAR []) AS categories,
    unnest($also_read::VARCHAR []) AS also_read,
    generate_subscripts($forms::VARCHAR [], 1)::INTEGER AS cell;


-- name: cell_categories
-- Purpose: the categories that feed each cell, and those whose sections have to be read as well for its figure to be
--          complete (is_own: false); and an empty table for the documents that cells count.
-- Grain:   cell_categories: cell × category (合计: all of them). form_items: cell × document (a number of `filed`).
-- Inputs:  form_cells.
-- Tables:  needs form_cells; makes cell_categories, form_items (temporary).

CREATE OR REPLACE TEMP TABLE cell_categories AS
SELECT cell, form, code, unnest(string_split(categories, '|')) AS category, TRUE AS is_own
FROM form_cells
WHERE origin <> 'declared'
UNION ALL
SELECT cell, form, code, unnest(string_split(also_read, '|')), FALSE
FROM form_cells
WHERE also_read <> '';

CREATE OR REPLACE TEMP TABLE form_items (cell INTEGER, document BIGINT);


-- name: cell_kinds
-- Purpose: which cells a set of categories feeds: so a document of two categories of one cell counts there once.
-- Grain:   cell_kinds: cell × set. titled: document of a cell whose rule goes by words, with its title, folded.
-- Inputs:  filed, categories, cell_categories, form_cells, published.items.
-- Tables:  needs categories, cell_categories, filed, form_cells; makes cell_kinds, titled (temporary).

CREATE OR REPLACE TEMP TABLE cell_kinds AS
SELECT DISTINCT cells.cell, cells.code, cells.statement, cells.by_words, kinds.kind
FROM (SELECT DISTINCT kind FROM filed) AS kinds
CROSS JOIN cell_categories AS fed_by
INNER JOIN form_cells AS cells ON fed_by.cell = cells.cell
LEFT JOIN categories ON fed_by.category = categories.category
WHERE fed_by.is_own AND (fed_by.category = '合计' OR kinds.kind & (1::UBIGINT << categories.position) <> 0);

CREATE OR REPLACE TEMP TABLE titled AS
SELECT filed.*, coalesce(folded(items.title), '') AS title
FROM filed
INNER JOIN published.main.items AS items USING (item_id)
WHERE filed.kind IN (SELECT kind FROM cell_kinds WHERE by_words);


-- name: statements_at_hand
-- Purpose: the statements that have documents to count: the others count nothing, and are not begun. Grain: statement.
-- Inputs:  cell_kinds. Tables: needs cell_kinds (temporary).

SELECT DISTINCT statement FROM cell_kinds;


-- name: normative
-- Purpose: documents that the site itself calls 规范性文件: listed in a section that is named so, published by the portal
--          or one of its units, not a copy of another organ's.
-- Grain:   document; is_made: it says that it was made in the year in which it was published (by its date of issue, else
--          by the year of its number). Inputs: placed, section_state, units, portals, published.items, published.merges,
--          rule F-normative ($pattern, $unless, both over names of sections).
-- Tables:  needs placed, section_state; makes normative (temporary).

CREATE OR REPLACE TEMP TABLE normative AS
WITH
named AS (
    SELECT portal_id, section_id
    FROM section_state
    WHERE regexp_matches(folded(name), $pattern) AND NOT regexp_matches(folded(name), $unless)
),
listed AS (
    SELECT DISTINCT coalesce(merges.kept_item_id, placed.item_id) AS item_id
    FROM placed
    SEMI JOIN named ON placed.portal_id = named.portal_id AND placed.section_id = named.section_id
    LEFT JOIN published.main.merges AS merges ON placed.item_id = merges.merged_item_id
    WHERE placed.counted
),
own AS (
    SELECT portal_id, name FROM units
    UNION
    SELECT portal_id, default_unit FROM portals WHERE default_unit IS NOT NULL
)
SELECT
    items.item_id,
    coalesce(
        year(items.issued_on),
        try_cast(regexp_extract(folded_number(items.document_number), '〔(\d{4})〕', 1) AS INTEGER)
    ) IS NOT DISTINCT FROM year(items.published_on) AS is_made
FROM published.main.items AS items
SEMI JOIN listed ON items.item_id = listed.item_id
SEMI JOIN own ON items.portal_id = own.portal_id AND items.unit = own.name
WHERE items.published_on IS NOT NULL;


-- name: cell_feeding
-- Purpose: the sections that each cell rests on, and how well they were read; and all of them together.
-- Grain:   cell_feeding: portal × cell × section. cell_standing: portal × cell; whole_to as in `standing`.
-- Inputs:  feeding, cell_categories.
-- Tables:  needs cell_categories, feeding; makes cell_feeding, cell_standing (temporary).

CREATE OR REPLACE TEMP TABLE cell_feeding AS
SELECT
    feeding.portal_id,
    cells.form,
    cells.code,
    feeding.published_id,
    CASE WHEN bool_or(cells.is_own AND feeding.role = 'assigned') THEN 'assigned' ELSE 'possible' END AS role,
    any_value(feeding.covered) AS covered,
    any_value(feeding.unread_rows) AS unread_rows,
    any_value(feeding.proof) AS proof,
    any_value(feeding.complete_at) AS complete_at,
    any_value(feeding.read_at) AS read_at,
    any_value(feeding.whole_to) AS whole_to
FROM feeding
INNER JOIN cell_categories AS cells ON feeding.category = cells.category
GROUP BY feeding.portal_id, cells.form, cells.code, feeding.published_id;

CREATE OR REPLACE TEMP TABLE cell_standing AS
SELECT
    portal_id,
    form,
    code,
    CASE WHEN bool_or(role = 'assigned') THEN min(whole_to) ELSE 0 END AS whole_to,
    min(complete_at) AS complete_at,
    max(read_at) AS read_at
FROM cell_feeding
GROUP BY portal_id, form, code;


-- name: form_counts
-- Purpose: how many documents each cell of a year counts. Grain: portal × year × cell; none where there is no document.
-- Inputs:  form_items (as the statements of the forms have filled it), filed.
-- Tables:  needs filed, form_items; makes form_counts (temporary).

CREATE OR REPLACE TEMP TABLE form_counts AS
SELECT filed.portal_id, filed.year, form_items.cell, count(*) AS documents
FROM form_items
INNER JOIN filed USING (document)
GROUP BY filed.portal_id, filed.year, form_items.cell;


-- name: form_figures
-- Purpose: the figures of the office's forms, of every year that form `sections` has.
-- Grain:   portal × form × year × code. Inputs: form_cells, form_counts, cell_standing, published.figures.
--          computed: all sections that feed it were read whole after that year (the present one: in it). Otherwise, and
--          always where the website shows only a part, what was found is a lower_bound; nothing found is missing, and so
--          is a declared cell: a person's figure is put in its place (nothing here counts it).
-- Tables:  needs cell_standing, form_cells, form_counts (temporary).

INSERT INTO published.main.figures BY NAME
WITH
years AS (
    SELECT DISTINCT portal_id, year FROM published.main.figures WHERE form = 'sections'
),
judged AS (
    SELECT
        years.*,
        cells.*,
        counted.documents,
        standing.complete_at,
        standing.read_at,
        CASE
            WHEN cells.origin = 'computed' AND years.year <= standing.whole_to THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS known
    FROM years
    CROSS JOIN form_cells AS cells
    LEFT JOIN cell_standing AS standing
        ON years.portal_id = standing.portal_id AND cells.form = standing.form AND cells.code = standing.code
    LEFT JOIN form_counts AS counted
        ON years.portal_id = counted.portal_id AND years.year = counted.year AND cells.cell = counted.cell
)
SELECT
    portal_id,
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
ORDER BY portal_id, year, cell;


-- name: form_behind
-- Purpose: the documents behind each of these figures. Grain: figure × document. Inputs: form_cells, form_items, filed.
-- Tables:  needs filed, form_cells, form_items (temporary).

INSERT INTO published.main.figure_items BY NAME
SELECT filed.portal_id, cells.form, filed.year, cells.code, filed.item_id
FROM form_items
INNER JOIN filed USING (document)
INNER JOIN form_cells AS cells USING (cell);


-- name: form_sources
-- Purpose: the sections that each of these figures rests on. Grain: portal × form × code × section. Inputs: cell_feeding.
-- Tables:  needs cell_feeding, resting_on (temporary).

INSERT INTO resting_on BY NAME
SELECT portal_id, form, code, published_id AS section_id, role, covered, unread_rows, proof, complete_at
FROM cell_feeding
ORDER BY portal_id, form, code, role, published_id;


-- name: form_exclusions
-- Purpose: documents of the categories of a cell that its rule does not take for what is counted there (a foretelling of
--          an interview, a list of licences), and that no other figure tells apart. Grain: form × document.
-- Inputs:  filed, cell_kinds, form_cells, form_items.
-- Tables:  needs cell_kinds, filed, form_cells, form_items (temporary).

INSERT INTO published.main.exclusions BY NAME
WITH
told_apart AS (
    SELECT cell FROM form_cells WHERE split_part(rule, '@', 1) IN ('F-event', 'F-decision')
)
SELECT
    any_value(filed.portal_id) AS portal_id,
    cells.form,
    any_value(filed.year) AS year,
    filed.item_id,
    cells.rule,
    string_agg('“' || cells.label || '”(' || cells.code || ')', '、' ORDER BY cells.cell)
    || ' 不计:标题表明不是所要计的(预告、通知、清单等,见规则)' AS fact
FROM filed
INNER JOIN cell_kinds AS kinds ON filed.kind = kinds.kind
INNER JOIN form_cells AS cells ON kinds.cell = cells.cell
ANTI JOIN (SELECT * FROM form_items SEMI JOIN told_apart USING (cell)) AS behind
    ON filed.document = behind.document AND cells.cell = behind.cell
WHERE cells.cell IN (SELECT cell FROM told_apart)
GROUP BY cells.form, cells.rule, filed.item_id
ORDER BY cells.form, year, filed.item_id;


-- name: drop_filed
-- Purpose: what each figure counts stands in the file now: the documents by their numbers make room. Grain: three tables.
-- Inputs:  filed, form_items, titled (temporary).

DROP TABLE filed;

DROP TABLE form_items;

DROP TABLE titled;
