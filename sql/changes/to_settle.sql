-- Purpose: what the next night should settle: is there an item that the last complete reading of the whole list
--          did not meet, and that no second one has confirmed; and the pages to ask of items that left.
-- Grain:   item that left every list. Inputs: departed.

SELECT
    item_id,
    url,
    NOT confirmed AS unconfirmed,
    has_page AND (checked_at IS NULL OR checked_at < left_at) AS page_due
FROM departed
WHERE all_left AND NOT rolled_off AND gone_since IS NULL AND removed_at IS NULL
ORDER BY item_id;
