-- Purpose: since when each finding of the file about to be put in place is known; what is gone is forgotten.
-- Grain:   check × subject. Inputs: published.findings.

CREATE OR REPLACE TABLE finding_history AS
SELECT check_id, subject, min(found_at) AS found_at
FROM published.main.findings
WHERE outcome <> 'pass'
GROUP BY check_id, subject
ORDER BY check_id, subject;
