-- name: inform_redacted_online
-- Purpose: finding: items that were taken out and that the portal goes on showing, or that a run has read again since:
--          the portal is to be asked to take them off, and what came in since is to be taken out too.
-- Grain:   item. Inputs: redactions, item_sections, item_versions, published.items.

INSERT INTO published.main.findings BY NAME
WITH
taken AS (
    SELECT portal_id, item_id, max(redacted_at) AS redacted_at
    FROM redactions
    WHERE what = 'item'
    GROUP BY portal_id, item_id
),
shown AS (
    SELECT taken.item_id, max(rows.last_seen_at) AS seen_at, string_agg(DISTINCT rows.section_id, '、') AS sections
    FROM taken
    INNER JOIN item_sections AS rows ON taken.portal_id = rows.portal_id AND taken.item_id = rows.item_id
    WHERE rows.last_seen_at > taken.redacted_at AND rows.left_at IS NULL
    GROUP BY taken.item_id
),
read_again AS (
    SELECT DISTINCT taken.item_id
    FROM taken
    INNER JOIN item_versions AS versions
        ON taken.portal_id = versions.portal_id AND taken.item_id = versions.item_id
    WHERE versions.seen_at > taken.redacted_at
),
bad AS (
    SELECT
        items.portal_id,
        items.item_id AS subject,
        CASE
            WHEN shown.item_id IS NOT NULL THEN
                '已依规删除的条目 ' || items.item_id || ' 门户仍在公开:' || strftime(
                    timezone('Asia/Shanghai', shown.seen_at), '%Y-%m-%d'
                ) || ' 栏目 ' || shown.sections || ' 的列表还列着它'
            ELSE '已依规删除的条目 ' || items.item_id
        END || CASE WHEN read_again.item_id IS NULL THEN '' ELSE ',其内容页此后又被读到' END
        || ';请通知发布单位撤下,撤下后再运行一次 gongkai redact ' || items.item_id || ',删去此后存档的列表和网页' AS message
    FROM published.main.items AS items
    LEFT JOIN shown ON items.item_id = shown.item_id
    LEFT JOIN read_again ON items.item_id = read_again.item_id
    WHERE shown.item_id IS NOT NULL OR read_again.item_id IS NOT NULL
)
SELECT
    portal_id, 'redacted-still-online' AS check_id, 'fail' AS outcome, 'error' AS severity, subject, message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject;


-- name: inform_redacted_again
-- Purpose: finding: an item whose text is the very text of one that was taken out, at another address, of whichever portal: it is an item of
--          its own, and nothing of it was taken out. Grain: item. Inputs: redactions, current_versions.
-- Tables:  needs current_versions (temporary).

INSERT INTO published.main.findings BY NAME
WITH
taken AS (
    SELECT DISTINCT versions.item_id, versions.body_digest
    FROM redactions
    INNER JOIN current_versions AS versions
        ON redactions.portal_id = versions.portal_id AND redactions.item_id = versions.item_id
    WHERE redactions.what = 'item' AND versions.text_length > 0 AND versions.body_digest IS NOT NULL
),
bad AS (
    SELECT others.portal_id, others.item_id AS subject, min(taken.item_id) AS taken_item_id
    FROM taken
    INNER JOIN current_versions AS others
        ON taken.body_digest = others.body_digest AND taken.item_id <> others.item_id
    WHERE others.item_id NOT IN (SELECT item_id FROM redactions WHERE what = 'item')
    GROUP BY others.portal_id, others.item_id
)
SELECT
    portal_id, 'redacted-elsewhere' AS check_id, 'fail' AS outcome, 'error' AS severity, subject,
    '条目 ' || subject || ' 的正文与已依规删除的条目 ' || taken_item_id
    || ' 完全相同;也不该公开的,请运行 gongkai redact ' || subject AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject;
