-- Purpose: the year's figures as they are published. Grain: figure, document, row of counts.
-- Inputs:  closing, published.figures, figure_items, counts.

INSERT INTO sealed.main.figures
SELECT * FROM published.main.figures WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.figure_items
SELECT * FROM published.main.figure_items WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.counts
SELECT * FROM published.main.counts WHERE year = (SELECT year FROM closing);
