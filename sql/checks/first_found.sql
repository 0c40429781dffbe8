-- Purpose: a finding keeps the instant at which it was first found, for as long as it comes back.
-- Grain:   finding. Inputs: published.findings (changed), finding_history. A pass is told as of this publication.

UPDATE published.main.findings AS findings
SET found_at = finding_history.found_at
FROM finding_history
WHERE
    findings.check_id = finding_history.check_id
    AND findings.subject = finding_history.subject
    AND findings.outcome <> 'pass'
    AND finding_history.found_at < findings.found_at;
