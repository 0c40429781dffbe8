-- Purpose: the items whose keys are looked at: those that count, and those that a person excluded, for it is told
--          which copy of theirs counts instead.
-- Grain:   item. Inputs: placed, decided.

CREATE OR REPLACE TEMP VIEW mergeable AS
SELECT item_id FROM placed WHERE counted
UNION
SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied';
