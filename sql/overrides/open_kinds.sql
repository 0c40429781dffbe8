-- Purpose: the kinds of decision that are still to be applied. Grain: kind. Inputs: decided.

SELECT DISTINCT kind
FROM decided
WHERE state = 'open';
