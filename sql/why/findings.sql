-- Purpose: what the checks found about an item. Grain: finding. Inputs: $item_id, findings.

SELECT check_id, severity, message, verdict, verdict_by, verdict_on
FROM findings
WHERE subject = $item_id AND outcome <> 'pass'
ORDER BY check_id, message;
