-- name: first_found
-- Purpose: a finding keeps the instant at which it was first found, for as long as it comes back.
-- Grain:   finding. Inputs: published.findings (changed), finding_history. A pass is told as of this publication.

UPDATE published.main.findings AS findings
SET found_at = finding_history.found_at
FROM finding_history
WHERE
    findings.portal_id = finding_history.portal_id
    AND findings.check_id = finding_history.check_id
    AND findings.subject = finding_history.subject
    AND findings.outcome <> 'pass'
    AND finding_history.found_at < findings.found_at;


-- name: remember_found
-- Purpose: since when each finding of the file about to be put in place is known; what is gone is forgotten.
-- Grain:   portal × check × subject. Inputs: published.findings.

CREATE OR REPLACE TABLE finding_history AS
SELECT portal_id, check_id, subject, min(found_at) AS found_at
FROM published.main.findings
WHERE outcome <> 'pass'
GROUP BY portal_id, check_id, subject
ORDER BY portal_id, check_id, subject;
