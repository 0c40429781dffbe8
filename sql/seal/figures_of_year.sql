-- Purpose: how many figures the year has. Grain: one row. Inputs: closing, published.figures.

SELECT count(*)
FROM published.main.figures
WHERE form = 'sections' AND year = (SELECT year FROM closing);
