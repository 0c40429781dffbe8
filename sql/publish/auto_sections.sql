-- Purpose: how many sections leave their category to the rules. Grain: one row. Inputs: section_state.

SELECT count(*) FROM section_state WHERE category = 'auto';
