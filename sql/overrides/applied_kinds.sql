-- Purpose: the kinds of decision that have been applied. Grain: kind. Inputs: decided.

SELECT DISTINCT kind
FROM decided
WHERE state = 'applied';
