-- Purpose: something that happened while loading and that a person should see; said once.
-- Grain:   check × subject × message. Inputs: findings.

INSERT INTO findings
SELECT
    $check_id, $outcome, $severity, $subject, $message, $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (
    SELECT 1 FROM findings WHERE check_id = $check_id AND subject = $subject AND message = $message
);
