-- Purpose: an item's categories with the words of the rule that gave each. Grain: category. Inputs: $item_id.

SELECT classifications.category, classifications.decided_by, classifications.rule, rules.text
FROM classifications
LEFT JOIN rules ON classifications.rule = rules.rule
WHERE classifications.item_id = $item_id
ORDER BY classifications.category;
