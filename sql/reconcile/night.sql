-- name: waiting
-- Purpose: the reports that are to be set beside the figures: those that wait, and those compared by other rules.
-- Grain:   page of a report, the newest first. Inputs: reconciliations, items, item_versions, attachments, portals; $rules (as line
--          0 names them).

SELECT
    items.portal_id,
    items.item_id,
    items.url,
    items.title,
    CASE WHEN items.unit_from <> 'default' THEN items.unit END AS unit,
    items.published_on,
    pages.version,
    pages.content_sha256,
    pages.archive_file,
    pages.archive_offset,
    (SELECT list(name ORDER BY url) FROM attachments WHERE attachments.item_id = items.item_id) AS linked,
    (SELECT count(*) > 1 FROM portals) AS is_of_several
FROM reconciliations AS told
INNER JOIN items ON told.item_id = items.item_id
INNER JOIN item_versions AS pages ON told.item_id = pages.item_id AND told.version = pages.version
WHERE told.kind = 'report' AND (told.outcome = 'waiting' OR (told.rule <> '' AND told.rule <> $rules))
ORDER BY items.published_on DESC NULLS LAST, items.item_id;


-- name: bases
-- Purpose: the sums over the years' figures. Grain: portal × year. Inputs: year_basis.
-- Tables:  needs year_basis (temporary).

SELECT portal_id, year, basis FROM year_basis;


-- name: forget
-- Purpose: what was kept of some reports goes, before it is kept anew. Grain: report. Inputs: reconciled (changed);
--          $items.

DELETE FROM reconciled WHERE list_contains($items::VARCHAR [], item_id);


-- name: forget_lines
-- Purpose: so do their lines. Grain: line. Inputs: reconciled_lines (changed); $items.

DELETE FROM reconciled_lines WHERE list_contains($items::VARCHAR [], item_id);


-- name: keep_report
-- Purpose: what came of a report. Grain: report. Inputs: reconciled (changed); its columns.

INSERT INTO reconciled BY NAME
SELECT
    $portal_id AS portal_id,
    $item_id AS item_id,
    $version::INTEGER AS version,
    $content_sha256 AS content_sha256,
    $rules AS rules,
    $basis AS basis,
    $year::INTEGER AS year,
    $form AS form,
    $organ AS organ,
    $unit AS unit,
    $outcome AS outcome,
    $reason AS reason,
    $compared_at::TIMESTAMPTZ AS compared_at;


-- name: keep_lines
-- Purpose: its lines. Grain: line. Inputs: reconciled_lines (changed); $portal_id, $item_id, lists of equal length.

INSERT INTO reconciled_lines BY NAME
SELECT
    $portal_id AS portal_id,
    $item_id AS item_id,
    unnest(range(1, len($kinds::VARCHAR []) + 1))::INTEGER AS position,
    unnest($kinds::VARCHAR []) AS kind,
    unnest($forms::VARCHAR []) AS form,
    unnest($codes::VARCHAR []) AS code,
    unnest($labels::VARCHAR []) AS label,
    unnest($printed::VARCHAR [])::DECIMAL(18, 6) AS printed,
    unnest($measures::VARCHAR []) AS measure,
    unnest($ours::VARCHAR [])::DECIMAL(18, 6) AS ours,
    unnest($origins::VARCHAR []) AS origin,
    unnest($outcomes::VARCHAR []) AS outcome,
    unnest($causes::VARCHAR []) AS cause,
    unnest($places::VARCHAR []) AS place,
    unnest($rules::VARCHAR []) AS rule;
