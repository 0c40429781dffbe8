-- Purpose: what the next night should settle: is there an item that the last complete reading of the whole list
--          did not meet, and that no second one has confirmed; and the pages to ask of items that left.
-- Grain:   item that left a list. Inputs: departed. One that other lists still hold as last read may be withdrawn
--          all the same: these need not have been read so far down.

SELECT
    item_id,
    url,
    all_left AND NOT confirmed AS unconfirmed,
    has_page AND (checked_at IS NULL OR checked_at < left_at) AS page_due
FROM departed
WHERE left_at IS NOT NULL AND NOT rolled_off AND gone_since IS NULL AND removed_at IS NULL
ORDER BY item_id;
