-- Purpose: rules that people's decisions made, of which the decision is not there or says otherwise; and decisions
--          without their rule. Grain: rule. Inputs: rules, decisions.

SELECT rule, rules.text, decisions.who, decisions.why
FROM (SELECT rule, text FROM rules WHERE kind = '人工') AS rules
FULL JOIN (
    SELECT rule, who, why
    FROM decisions
    WHERE state = 'applied' AND kind <> 'verdict'
) AS decisions USING (rule)
WHERE
    rules.text IS NULL
    OR decisions.who IS NULL
    OR NOT contains(rules.text, decisions.who)
    OR NOT contains(rules.text, decisions.why)
ORDER BY rule;
