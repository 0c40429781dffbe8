-- Purpose: how many decisions of people a published file rests on. Grain: one row. Inputs: decisions of that file.

SELECT count(*) AS decisions FROM decisions;
