-- Purpose: in which sections each item stands. Grain: item × section. Inputs: placed.

INSERT INTO published.main.item_sections BY NAME
SELECT
    item_id, published_id AS section_id, list_title, listed_on, pinned, first_seen_at, last_seen_at, accepted_at,
    left_at, counted
FROM placed;
