-- name: basis
-- Purpose: a sum over the figures of each year and the units, whose reports these are, which tells whether a report was
--          set beside these. By DuckDB's own hash:
--          another version of it has every report compared once more.
-- Grain:   portal × year. Inputs: $figures, $counts, $units (tables by their names).
-- Tables:  makes year_basis (temporary).

CREATE OR REPLACE TEMP TABLE year_basis AS
WITH
told AS (
    SELECT portal_id, year, hash('figure', form, code, value, state, origin) AS told FROM query_table($figures)
    UNION ALL
    SELECT portal_id, year, hash('count', month, unit, category, items) AS told FROM query_table($counts)
    UNION ALL
    SELECT years.portal_id, years.year, hash('unit', units.name) AS told
    FROM (SELECT DISTINCT portal_id, year FROM query_table($figures)) AS years
    INNER JOIN query_table($units) AS units USING (portal_id)
)
SELECT portal_id, year, sum(told::HUGEINT)::VARCHAR AS basis
FROM told
GROUP BY portal_id, year;


-- name: report_pages
-- Purpose: the pages on which annual reports stand: items of a section of 信息公开年报, or of that category by the rules;
--          of merged ones the one that is kept. Each with the version of its page that is published.
-- Grain:   item. Inputs: published.items, item_sections, sections, classifications, merges, current_versions.
-- Tables:  needs current_versions; makes meant_reports, report_pages (temporary): few items, of which no join is to begin
--          with all.

CREATE OR REPLACE TEMP TABLE meant_reports AS
SELECT placed.item_id
FROM published.main.item_sections AS placed
INNER JOIN published.main.sections AS sections USING (section_id)
WHERE sections.category = '信息公开年报'
UNION
SELECT item_id
FROM published.main.classifications
WHERE category = '信息公开年报';

CREATE OR REPLACE TEMP TABLE report_pages AS
SELECT
    items.portal_id,
    items.item_id,
    pages.version,
    pages.content_sha256,
    pages.archive_file IS NOT NULL AS is_kept
FROM published.main.items AS items
SEMI JOIN meant_reports USING (item_id)
ANTI JOIN (SELECT merged_item_id AS item_id FROM published.main.merges) AS merged USING (item_id)
LEFT JOIN current_versions AS pages USING (item_id);


-- name: reports
-- Purpose: of each such page how far it is compared. What was compared of another version of the page, or beside other
--          figures than these, waits for the next night: none of it is said to be so. What was compared after the
--          instant of the publication is not known to it yet.
-- Grain:   page. Inputs: report_pages, year_basis, reconciled, published.reconciliations (filled).
-- Tables:  needs present_instant, report_pages, year_basis (temporary); makes standing_reports (temporary).

CREATE OR REPLACE TEMP TABLE standing_reports AS
SELECT
    pages.*,
    told.* EXCLUDE (portal_id, item_id, version, content_sha256),
    coalesce(
        told.version = pages.version
        AND told.content_sha256 IS NOT DISTINCT FROM pages.content_sha256
        AND told.basis IS NOT DISTINCT FROM year_basis.basis,
        FALSE
    ) AS stands
FROM report_pages AS pages
LEFT JOIN reconciled AS told
    ON pages.item_id = told.item_id AND told.compared_at <= (SELECT believed_until FROM present_instant)
LEFT JOIN year_basis ON pages.portal_id = year_basis.portal_id AND told.year = year_basis.year;

INSERT INTO published.main.reconciliations BY NAME
SELECT
    portal_id,
    item_id,
    0 AS position,
    'report' AS kind,
    CASE WHEN stands THEN year END AS year,
    CASE WHEN stands THEN form END AS form,
    '' AS code,
    CASE WHEN stands THEN coalesce(organ, '') ELSE '' END AS label,
    '' AS measure,
    CASE WHEN NOT is_kept THEN 'unread' WHEN stands THEN outcome ELSE 'waiting' END AS outcome,
    CASE
        WHEN NOT is_kept THEN '没有存档的网页:栏目只读列表,网页没有读到,或条目本身是文件'
        WHEN stands THEN reason
        WHEN outcome IS NULL THEN '还没有核对,夜间核对'
        ELSE '网页或本库的数字变了,夜间重新核对'
    END AS cause,
    '' AS place,
    CASE WHEN stands AND is_kept THEN 'reconcile@' || rules ELSE '' END AS rule,
    CASE WHEN is_kept THEN version END AS version,
    CASE WHEN stands AND is_kept THEN compared_at END AS compared_at
FROM standing_reports
ORDER BY item_id;


-- name: lines
-- Purpose: every line of the reports that stand compared. The rule of a compared figure is that of the file's figure.
-- Grain:   line. Inputs: standing_reports, reconciled_lines, published.figures, published.reconciliations (filled).
-- Tables:  needs standing_reports (temporary).

INSERT INTO published.main.reconciliations BY NAME
SELECT
    reports.portal_id,
    reports.item_id,
    lines.position,
    lines.kind,
    reports.year,
    lines.form,
    lines.code,
    lines.label,
    lines.printed,
    lines.measure,
    lines.ours,
    lines.origin,
    lines.outcome,
    lines.cause,
    lines.place,
    CASE
        WHEN lines.rule <> '' THEN lines.rule
        WHEN lines.ours IS NULL THEN ''
        ELSE coalesce(figures.rule, '')
    END AS rule,
    reports.version,
    reports.compared_at
FROM standing_reports AS reports
INNER JOIN reconciled_lines AS lines USING (item_id)
LEFT JOIN published.main.figures AS figures
    ON
        reports.portal_id = figures.portal_id
        AND lines.form = figures.form
        AND reports.year = figures.year
        AND lines.code = figures.code
WHERE reports.stands AND reports.is_kept
ORDER BY reports.item_id, lines.position;
