-- name: edited_rows
-- Purpose: list rows whose title or date a complete night accepts in another form than before. Runs before
--          accept_rows. A row that states no date any more unsays none. Grain: item × section.
-- Inputs:  held_rows, held_versions, stage_packages, item_changes; $portal_id, $run_id, $packages, in whose sections no
--          item is changed twice.
--          One edit shows in several lists, in each as soon as it is read so far, a whole list every 30 days: what
--          another list or the item's page has said already is no further edit.
-- Tables:  needs held_rows, held_versions, stage_packages (temporary).

INSERT INTO item_changes
WITH
changed AS (
    SELECT
        *,
        accepted_title IS DISTINCT FROM list_title AS title_changed,
        coalesce(listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on, FALSE) AS date_changed
    FROM held_rows
    WHERE
        portal_id = $portal_id
        AND section_id IN (SELECT section_id FROM stage_packages WHERE package IN (SELECT unnest($packages::INTEGER [])))
        AND accepted_at IS NOT NULL
        AND (
            accepted_title IS DISTINCT FROM list_title
            OR (listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on)
        )
),
paged AS (
    SELECT
        changed.item_id,
        bool_or(folded(kept.title) = folded(changed.list_title)) AS title,
        bool_or(kept.published_on = changed.listed_on) AS day
    FROM changed
    INNER JOIN held_versions AS kept
        ON
            changed.item_id = kept.item_id
            AND kept.version > 1
            AND kept.run_id <> $run_id
            AND kept.seen_at BETWEEN changed.last_seen_at - INTERVAL 40 DAY AND changed.last_seen_at
    GROUP BY changed.item_id
),
told AS (
    SELECT
        changed.item_id,
        changed.last_seen_at,
        concat_ws(
            ';',
            CASE WHEN changed.title_changed AND NOT coalesce(paged.title, FALSE) THEN
                '列表标题由“' || coalesce(changed.accepted_title, '') || '”改为“' || coalesce(changed.list_title, '') || '”'
            END,
            CASE WHEN changed.date_changed AND NOT coalesce(paged.day, FALSE) THEN
                '列表日期由 ' || coalesce(changed.accepted_listed_on::VARCHAR, '无') || ' 改为 ' || changed.listed_on::VARCHAR
            END
        ) AS detail
    FROM changed
    LEFT JOIN paged ON changed.item_id = paged.item_id
)
SELECT
    told.item_id,
    $portal_id,
    'edited',
    told.last_seen_at,
    $run_id,
    NULL,
    told.detail
FROM told
LEFT JOIN item_changes AS said
    ON
        told.item_id = said.item_id
        AND said.change = 'edited'
        AND told.detail = said.detail
        AND said.changed_at > told.last_seen_at - INTERVAL 40 DAY
WHERE told.detail <> '' AND said.item_id IS NULL;
