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
