-- Purpose: figures that somebody may have meant. Grain: figure, nearest first, eight.
-- Inputs:  $form, $year, $code, figures.

SELECT form, year, code
FROM figures
ORDER BY
    form <> $form,
    jaro_winkler_similarity(code, $code) + CASE WHEN contains(code, $code) OR contains($code, code) THEN 1 ELSE 0 END DESC,
    abs(year - $year),
    code
LIMIT 8;
