-- Purpose: items that somebody may have meant: alike in id, address or title. Grain: item, nearest first, five.
-- Inputs:  $words, items.

SELECT
    item_id,
    title,
    url,
    greatest(
        jaro_winkler_similarity(item_id, $words),
        jaro_winkler_similarity(reverse(url), reverse($words)),
        CASE WHEN length($words) >= 2 AND contains(title, $words) THEN 1 ELSE jaro_winkler_similarity(title, $words) END
    ) AS likeness
FROM items
WHERE likeness > 0.7
ORDER BY likeness DESC, item_id ASC
LIMIT 5;
