-- Purpose: list rows whose title or date a complete night accepts in another form than before. Runs before
--          accept_rows. A row that states no date any more unsays none. Grain: item × section. Inputs: item_sections.

INSERT INTO item_changes
SELECT
    item_id,
    $portal_id,
    'edited',
    last_seen_at,
    $run_id,
    NULL,
    concat_ws(
        ';',
        CASE WHEN accepted_title IS DISTINCT FROM list_title THEN
            '列表标题由“' || coalesce(accepted_title, '') || '”改为“' || coalesce(list_title, '') || '”'
        END,
        CASE WHEN listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on THEN
            '列表日期由 ' || coalesce(accepted_listed_on::VARCHAR, '无') || ' 改为 ' || listed_on::VARCHAR
        END
    )
FROM item_sections
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND accepted_at IS NOT NULL
    AND (
        accepted_title IS DISTINCT FROM list_title
        OR (listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on)
    );
