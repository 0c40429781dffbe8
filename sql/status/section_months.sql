-- Purpose: how many items each section published in each month of some years, by the rows that figures rest on.
-- Grain:   section × year × month, only where there are any. Inputs: item_sections, items of the published file;
--          $first, $last year. An item that was taken off later was published in its month all the same.

SELECT
    placed.section_id,
    CAST(year(items.published_on) AS INTEGER) AS published_year,
    CAST(month(items.published_on) AS INTEGER) AS published_month,
    count(DISTINCT items.item_id) AS items
FROM item_sections AS placed
INNER JOIN items USING (item_id)
WHERE placed.counted AND year(items.published_on) BETWEEN $first AND $last
GROUP BY ALL
ORDER BY ALL;
