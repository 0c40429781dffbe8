-- name: finding_keys
-- Purpose: by what people name a finding: check_id:subject; one that begins with a portal's id, by its former ids too.
-- Grain:   finding × name. Inputs: published.findings, portal_names.
-- Tables:  makes finding_keys (temporary).

CREATE OR REPLACE TEMP TABLE finding_keys AS
SELECT DISTINCT portal_id, check_id, subject, check_id || ':' || subject AS key
FROM published.main.findings
UNION
SELECT findings.portal_id, findings.check_id, findings.subject, findings.check_id || ':' || names.former_id || substr(findings.subject, length(names.portal_id) + 1)
FROM published.main.findings AS findings
INNER JOIN portal_names AS names
    ON findings.subject = names.portal_id OR starts_with(findings.subject, names.portal_id || ' ');


-- name: verdicts
-- Purpose: what a person said of a finding stands beside it, as long as the finding comes back.
-- Grain:   finding. Inputs: decided, finding_keys, published.findings (changed).
-- Tables:  needs decided, finding_keys (temporary).

UPDATE published.main.findings AS findings
SET verdict = decided.value, verdict_by = decided.who, verdict_on = decided.decided_on
FROM decided
INNER JOIN finding_keys ON decided.item = finding_keys.key
WHERE
    decided.kind = 'verdict'
    AND decided.state = 'open'
    AND decided.meant_portal IN ('', findings.portal_id)
    AND findings.portal_id = finding_keys.portal_id
    AND findings.check_id = finding_keys.check_id
    AND findings.subject = finding_keys.subject;

UPDATE decided
SET
    state = CASE WHEN found.told IS NULL THEN 'unknown_item' ELSE 'applied' END,
    note = CASE WHEN found.told IS NULL THEN '现在没有这项检查结果(可能已经解决)' ELSE '' END
FROM (
    SELECT decided.row_id, any_value(finding_keys.check_id) AS told
    FROM decided
    LEFT JOIN finding_keys
        ON decided.item = finding_keys.key AND decided.meant_portal IN ('', finding_keys.portal_id)
    WHERE decided.kind = 'verdict' AND decided.state = 'open'
    GROUP BY decided.row_id
) AS found
WHERE decided.row_id = found.row_id;


-- name: write
-- Purpose: the decided with what came of them, and those that applied as rules that tables name.
-- Grain:   row of decisions.csv. Inputs: decided.
-- Tables:  needs decided (temporary).

INSERT INTO published.main.decisions BY NAME
SELECT
    greatest(line, 0) AS line,
    nullif(decision_id, '') AS decision_id,
    kind,
    item,
    portal_id,
    item_id,
    value,
    value_id AS value_item_id,
    who,
    decided_on,
    why,
    rule,
    state,
    nullif(note, '') AS note,
    of_portal AS portal,
    missing_since
FROM decided
ORDER BY row_id;

INSERT INTO published.main.rules BY NAME
SELECT
    rule,
    1 AS version,
    '人工' AS kind,
    CASE kind
        WHEN 'category' THEN '人工决定类别为“' || value || '”'
        WHEN 'unit' THEN '人工决定发布单位为“' || unit || '”'
        WHEN 'merge' THEN '人工认定与“' || value || '”是同一份文件'
        WHEN 'split' THEN '人工认定不与' || CASE WHEN value = '' THEN '任何条目' ELSE '“' || value || '”' END || '合并'
        WHEN 'exclude' THEN '人工排除,不计入任何数字'
        WHEN 'include' THEN '人工决定计入'
    END || '(' || who || ',' || decided_on || ';原因:' || why || ')' AS text
FROM decided
WHERE state = 'applied' AND kind NOT IN ('verdict', 'withdraw')
-- One row of the file may apply in several portals.
QUALIFY row_number() OVER (PARTITION BY rule ORDER BY row_id) = 1
ORDER BY rule;


-- name: findings
-- Purpose: finding: decisions that did nothing, contradict each other or cannot be read. Grain: row of decisions.csv.
-- Inputs:  decided, $found_at.
-- Tables:  needs decided (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        CASE state
            WHEN 'contradicts' THEN 'decision-contradicts'
            WHEN 'invalid' THEN 'decision-invalid'
            ELSE 'decision-unused'
        END AS check_id,
        CASE WHEN state IN ('contradicts', 'invalid') THEN 'fail' ELSE 'uncertain' END AS outcome,
        CASE WHEN state IN ('contradicts', 'invalid') THEN 'error' ELSE 'warning' END AS severity,
        kind || ' ' || item AS subject,
        'decisions.csv ' || place || '没有起作用:' || note AS message,
        coalesce(decided.portal_id, portals.portal_id) AS portal_id
    FROM decided
    -- What no item of any portal answers to may be meant for each of them.
    LEFT JOIN published.main.portals AS portals ON decided.portal_id IS NULL
    WHERE state <> 'applied' AND NOT (state = 'no_effect' AND note LIKE '已由 %')
)
SELECT portal_id, check_id, outcome, severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY check_id, subject, message;


-- name: notes
-- Purpose: the decisions that did not apply, and what is to be known of one that did, in the file's order.
-- Grain:   row of decisions.csv. Inputs: decided.
-- Tables:  needs decided (temporary).

SELECT
    'overrides/decisions.csv ' || place || '(' || kind || ' ' || item || ')'
    || CASE state WHEN 'applied' THEN '已起作用,但' ELSE '没有起作用:' END || note
FROM decided
WHERE state <> 'applied' OR note <> ''
ORDER BY row_id;


-- name: unreadable
-- Purpose: finding: what cannot be read of people's files, so that its last readable form stays in force.
-- Grain:   portal × problem. Inputs: lists of equal length, one element a problem; $found_at.

INSERT INTO published.main.findings BY NAME
WITH
told AS (
    SELECT unnest($subjects::VARCHAR []) AS subject, unnest($messages::VARCHAR []) AS message
)
SELECT
    portals.portal_id,
    'decisions-unreadable' AS check_id,
    'fail' AS outcome,
    'error' AS severity,
    subject,
    message,
    $found_at::TIMESTAMPTZ AS found_at
FROM told
CROSS JOIN published.main.portals AS portals;


-- name: unreadable_since
-- Purpose: the same findings say since which day they stand. Grain: finding. Inputs: published.findings (changed),
--          found_at of which is when each was first found.

UPDATE published.main.findings
SET message = message || '(自 ' || strftime(timezone('Asia/Shanghai', found_at), '%Y-%m-%d') || ' 起)'
WHERE check_id = 'decisions-unreadable' AND outcome = 'fail';


-- name: missing
-- Purpose: finding: rows that are in force and not in their file any more, of which is asked whether they are
--          withdrawn. Grain: portal × row. Inputs: lists of equal length, one element a row; decided; $found_at.
-- Tables:  needs decided (temporary).

INSERT INTO published.main.findings BY NAME
WITH
told AS (
    SELECT unnest($subjects::VARCHAR []) AS subject, unnest($messages::VARCHAR []) AS message
)
SELECT
    portals.portal_id,
    'decision-missing' AS check_id,
    'uncertain' AS outcome,
    'warning' AS severity,
    told.subject,
    told.message,
    $found_at::TIMESTAMPTZ AS found_at
FROM told
CROSS JOIN published.main.portals AS portals
-- A decision is of the portal that its item is of; what cannot be told apart is told of each.
WHERE
    portals.portal_id IN (SELECT portal_id FROM decided WHERE decision_id = told.subject)
    OR told.subject NOT IN (SELECT decision_id FROM decided WHERE portal_id IS NOT NULL);


-- name: log
-- Purpose: every change of people's files since they are logged, as overrides/log.csv has it. Grain: line of the log.
-- Inputs:  lists of equal length, one element a line.

INSERT INTO published.main.decision_log BY NAME
SELECT
    unnest($numbers::INTEGER []) AS number,
    unnest($instants::TIMESTAMPTZ []) AS logged_at,
    unnest($files::VARCHAR []) AS file,
    unnest($ids::VARCHAR []) AS decision_id,
    unnest($changes::VARCHAR []) AS change,
    unnest($who::VARCHAR []) AS who,
    unnest($contents::VARCHAR []) AS content,
    unnest($notes::VARCHAR []) AS note,
    unnest($sums::VARCHAR []) AS sha256;


-- name: log_faults
-- Purpose: finding: what was altered in the log of decisions or is lost of it, as it is now or as the log says that
--          it was mended. Grain: portal × fault. Inputs: $faults (as it is now), published.decision_log, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT 'fail' AS outcome, 'error' AS severity, 'log.csv' AS subject, unnest($faults::VARCHAR []) AS message
    UNION ALL
    SELECT 'uncertain', 'info', 'log.csv 第 ' || number || ' 行', strftime(logged_at, '%Y-%m-%d') || ' ' || note
    FROM published.main.decision_log
    WHERE change = 'repaired'
)
SELECT
    portals.portal_id,
    'decision-log' AS check_id,
    bad.outcome,
    bad.severity,
    bad.subject,
    bad.message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
CROSS JOIN published.main.portals AS portals
ORDER BY subject, message;
