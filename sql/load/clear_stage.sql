-- Purpose: empties the stage before the next package. Grain: all rows. Inputs: the stage_… tables.

DELETE FROM stage_fetches;
DELETE FROM stage_rows;
DELETE FROM stage_items;
DELETE FROM stage_rejects;
