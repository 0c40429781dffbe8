-- name: figures
-- Purpose: what the website gives of the cells of the forms, to be shown beside those that a person has to give; where a
--          declared figure stands in its place, what would stand there without it. Grain: figure.
-- Inputs:  figures and declarations of the file (of the portal that is meant); $years.

SELECT
    figures.form,
    figures.year,
    figures.code,
    CASE figures.origin WHEN 'declared' THEN told.site_value ELSE figures.value END AS value,
    CASE figures.origin WHEN 'declared' THEN NULL ELSE figures.value_text END AS value_text,
    CASE
        WHEN figures.origin <> 'declared' THEN figures.state
        WHEN told.site_value IS NULL THEN 'missing'
        ELSE 'given'
    END AS state,
    CASE figures.origin WHEN 'declared' THEN coalesce(told.site_origin, 'missing') ELSE figures.origin END AS origin
FROM figures
LEFT JOIN declarations AS told USING (portal_id, form, year, code)
WHERE figures.form <> 'sections' AND list_contains($years::INTEGER [], figures.year)
ORDER BY figures.form, figures.year, figures.code;
