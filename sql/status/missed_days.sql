-- Purpose: days without a complete nightly run, of the last $days before today; none before the first run.
-- Grain:   day (Asia/Shanghai). Inputs: runs; $now, $days.

WITH
nights AS (
    SELECT
        CAST(timezone('Asia/Shanghai', started_at) AS DATE) AS day,
        outcome
    FROM runs
    WHERE kind = 'nightly'
),
wanted AS (
    SELECT CAST(unnest(generate_series(
        greatest(
            (SELECT min(day) FROM nights),
            CAST(timezone('Asia/Shanghai', $now::TIMESTAMPTZ) AS DATE) - $days::INTEGER
        )::TIMESTAMP,
        (CAST(timezone('Asia/Shanghai', $now::TIMESTAMPTZ) AS DATE) - 1)::TIMESTAMP,
        INTERVAL 1 DAY
    )) AS DATE) AS day
)
SELECT wanted.day
FROM wanted
WHERE wanted.day NOT IN (SELECT day FROM nights WHERE outcome = 'complete')
ORDER BY wanted.day;
