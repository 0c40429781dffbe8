-- The years of which the file holds figures of a form.
--
-- Purpose: to tell a person who asks for another year which ones there are.
-- Grain:   form × year.
-- Inputs:  figures; parameter form.
SELECT DISTINCT year
FROM figures
WHERE form = $form
ORDER BY year;
