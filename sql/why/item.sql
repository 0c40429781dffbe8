-- name: find_item
-- Purpose: the item that an id or address names, with what is known of it. Grain: item (none or one).
-- Inputs:  $ids (the ids that the words may stand for), items, portals, rules, decisions, attachments.

SELECT
    items.* EXCLUDE (portal_id),
    portals.name AS portal,
    (SELECT count(*) FROM attachments WHERE attachments.item_id = items.item_id) AS attachments,
    (
        SELECT rules.text
        FROM decisions
        INNER JOIN rules ON decisions.rule = rules.rule
        WHERE decisions.kind = 'unit' AND decisions.state = 'applied' AND decisions.item_id = items.item_id
        LIMIT 1
    ) AS unit_decision,
    (
        -- Words with a section's unit are those of its name.
        SELECT rule || ':' || text
        FROM rules
        WHERE
            starts_with(rule, 'U-title@')
            AND (items.unit_from = 'title' OR (items.unit_from = 'section' AND items.unit_printed IS NOT NULL))
        LIMIT 1
    ) AS unit_rule
FROM items
INNER JOIN portals ON items.portal_id = portals.portal_id
WHERE list_contains($ids::VARCHAR [], items.item_id)
ORDER BY items.item_id
LIMIT 1;


-- name: knows
-- Purpose: whether a file has a table that older files have not. Grain: one row. Inputs: the catalog, $table.

SELECT count(*) > 0
FROM (
    SELECT database_name, schema_name, table_name AS name FROM duckdb_tables()
    UNION ALL
    SELECT database_name, schema_name, view_name FROM duckdb_views()
) AS relations
WHERE database_name = current_database() AND schema_name = 'main' AND name = $table;


-- name: exclusions
-- Purpose: why an item is not counted, with the words of the rule. Grain: form. Inputs: $item_id, exclusions, rules.

SELECT exclusions.form, exclusions.rule, exclusions.fact, rules.text
FROM exclusions
LEFT JOIN rules ON exclusions.rule = rules.rule
WHERE exclusions.item_id = $item_id
ORDER BY exclusions.form <> 'sections', exclusions.form;


-- name: redactions
-- Purpose: what of an item was taken out for good, when, by whom and why. Grain: redaction. Inputs: $item_id,
--          redactions.

SELECT
    redacted_at,
    any_value(who) AS who,
    any_value(why) AS why,
    bool_or(what = 'title') AS with_title,
    count(*) FILTER (WHERE what = 'record') AS records
FROM redactions
WHERE item_id = $item_id
GROUP BY redacted_at
ORDER BY redacted_at;


-- name: near_items
-- Purpose: items that somebody may have meant: alike in id, address or title. Grain: item, nearest first, five.
-- Inputs:  $words, items.

SELECT
    item_id,
    title,
    url,
    greatest(
        jaro_winkler_similarity(item_id, $words),
        jaro_winkler_similarity(reverse(url), reverse($words)),
        CASE WHEN length($words) >= 2 AND contains(title, $words) THEN 1 ELSE jaro_winkler_similarity(title, $words) END
    ) AS likeness
FROM items
WHERE likeness > 0.7
ORDER BY likeness DESC, item_id ASC
LIMIT 5;


-- name: portals
-- Purpose: the portals of a file of before they could be renamed, each of which gives an address an id of its own.
-- Grain:   portal. Inputs: portals.

SELECT portal_id, portal_id AS first_id FROM portals ORDER BY portal_id;


-- name: sections
-- Purpose: where an item stands, and whether that place counts. Grain: section. Inputs: $item_id.

SELECT
    sections.section_id,
    sections.name,
    sections.category,
    placed.list_title,
    placed.listed_on,
    placed.pinned,
    placed.counted,
    placed.first_seen_at,
    placed.accepted_at,
    placed.left_at
FROM item_sections AS placed
INNER JOIN sections ON placed.section_id = sections.section_id
WHERE placed.item_id = $item_id
ORDER BY placed.first_seen_at, sections.section_id;


-- name: classifications
-- Purpose: an item's categories with the words of the rule that gave each. Grain: category. Inputs: $item_id.

SELECT classifications.category, classifications.decided_by, classifications.rule, rules.text
FROM classifications
LEFT JOIN rules ON classifications.rule = rules.rule
WHERE classifications.item_id = $item_id
ORDER BY classifications.category;


-- name: merges
-- Purpose: the items that are one document with this one; kept is the one that counts. Grain: other item.
-- Inputs:  $item_id, merges, items, rules.

WITH
others AS (
    SELECT kept_item_id AS other_id, TRUE AS other_is_kept, rule
    FROM merges
    WHERE merged_item_id = $item_id
    UNION ALL
    SELECT merged_item_id, FALSE, rule
    FROM merges
    WHERE kept_item_id = $item_id
)
SELECT others.other_id, others.other_is_kept, others.rule, rules.text, items.title, items.published_on, items.url
FROM others
INNER JOIN items ON others.other_id = items.item_id
LEFT JOIN rules ON others.rule = rules.rule
ORDER BY items.published_on, others.other_id;


-- name: versions
-- Purpose: every version of an item's page with the place of its bytes, and by what it was read: the reader, and the
--          layout of its section then (null: none, or several sections read by different ones).
-- Grain:   version. Inputs: $item_id, item_versions, item_sections, section_runs. Older files lack some columns.

WITH
readings AS (
    SELECT
        section_runs.run_id,
        json_extract_string(to_json(section_runs), '$.item_layout_version')::INTEGER AS layout_version
    FROM section_runs
    WHERE section_id IN (SELECT section_id FROM item_sections WHERE item_id = $item_id)
),
read_by AS (
    SELECT run_id, any_value(layout_version) AS layout_version
    FROM readings
    GROUP BY run_id
    HAVING count(DISTINCT coalesce(layout_version, 0)) = 1
)
SELECT
    versions.version,
    versions.seen_at,
    versions.title,
    versions.content_sha256,
    versions.archive_file,
    versions.archive_offset,
    versions.published_on,
    versions.published_at,
    versions.issued_on,
    versions.unit,
    versions.document_number,
    versions.index_number,
    json_extract_string(versions.read_from, '$.published') AS date_read_from,
    json_extract_string(to_json(versions), '$.reader_version') AS reader_version,
    read_by.layout_version
FROM item_versions AS versions
LEFT JOIN read_by ON json_extract_string(to_json(versions), '$.run_id') = read_by.run_id
WHERE versions.item_id = $item_id
ORDER BY versions.version;


-- name: changes
-- Purpose: what happened to an item after it was found: withdrawn, back, moved, its list row edited.
-- Grain:   change. Inputs: $item_id, item_changes.

SELECT change, changed_at, other_item_id, detail
FROM item_changes
WHERE item_id = $item_id OR other_item_id = $item_id
ORDER BY changed_at, change, detail;


-- name: decisions
-- Purpose: what people decided about an item, whether it applied or not. Grain: row of decisions.csv.
-- Inputs:  $item_id, decisions.

SELECT line, kind, value, who, decided_on, why, state, note
FROM decisions
WHERE item_id = $item_id OR value_item_id = $item_id
ORDER BY line;


-- name: findings
-- Purpose: what the checks found about an item: about itself, naming it, or about a section that it stands in.
-- Grain:   finding. Inputs: $item_id, findings, items, item_sections.

WITH
here AS (
    SELECT section_id FROM item_sections WHERE item_id = $item_id
),
asked AS (
    -- An address at the end, or before what no address holds: a/1.htm is not a/1.html.
    SELECT item_id, url, regexp_escape(url) || '([^A-Za-z0-9_./?=&%#-]|$)' AS printed
    FROM items
    WHERE item_id = $item_id
)
SELECT
    findings.check_id,
    findings.severity,
    findings.message,
    findings.verdict,
    findings.verdict_by,
    findings.verdict_on,
    here.section_id
FROM findings
CROSS JOIN asked
LEFT JOIN here ON findings.subject = here.section_id
WHERE
    findings.outcome <> 'pass'
    AND (
        findings.subject IN (asked.item_id, asked.url)
        OR here.section_id IS NOT NULL
        OR contains(findings.message, asked.item_id)
        OR regexp_matches(findings.message, asked.printed)
    )
ORDER BY here.section_id IS NOT NULL, findings.check_id, findings.message;


-- name: figures_of_item
-- Purpose: the figures that count an item, or the document that it was merged into; what a self-check finds fault with
--          is not counted there. Grain: figure.
-- Inputs:  $item_id, figure_items, figures, rules.

SELECT
    figures.form, figures.year, figures.code, figures.label, figures.value, figures.measure, figures.origin, figures.rule,
    rules.text
FROM figure_items
INNER JOIN figures
    ON figure_items.form = figures.form AND figure_items.year = figures.year AND figure_items.code = figures.code
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figure_items.item_id = $item_id AND figures.form <> 'self-check'
ORDER BY figures.form, figures.year, figures.code = '合计', figures.code;


-- name: evidence_of_item
-- Purpose: what the self-check says of an item. Grain: row of check_evidence. Inputs: $item_id, check_evidence, figures.

SELECT evidence.year, evidence.code, figures.label, evidence.state, evidence.words
FROM check_evidence AS evidence
LEFT JOIN figures
    ON
        evidence.portal_id = figures.portal_id
        AND figures.form = 'self-check'
        AND evidence.year = figures.year
        AND evidence.code = figures.code
WHERE evidence.item_id = $item_id
ORDER BY evidence.year, evidence.code, evidence.words;
