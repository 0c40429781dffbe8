-- Purpose: what a person said of a finding stands beside it, as long as the finding comes back.
-- Grain:   finding. Inputs: decided, published.findings (changed). Key of a finding: check_id:subject.

UPDATE published.main.findings
SET verdict = decided.value, verdict_by = decided.who, verdict_on = decided.decided_on
FROM decided
WHERE
    decided.kind = 'verdict'
    AND decided.state = 'open'
    AND decided.item = published.main.findings.check_id || ':' || published.main.findings.subject;

UPDATE decided
SET
    state = CASE WHEN found.told IS NULL THEN 'unknown_item' ELSE 'applied' END,
    note = CASE WHEN found.told IS NULL THEN '现在没有这项检查结果(可能已经解决)' ELSE '' END
FROM (
    SELECT decided.line, any_value(findings.check_id) AS told
    FROM decided
    LEFT JOIN published.main.findings AS findings
        ON decided.item = findings.check_id || ':' || findings.subject
    WHERE decided.kind = 'verdict' AND decided.state = 'open'
    GROUP BY decided.line
) AS found
WHERE decided.line = found.line;
