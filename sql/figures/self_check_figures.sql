-- name: check_figures
-- Purpose: form self-check: how many faults of each indicator were found, and what that comes to (value_text).
-- Grain:   portal × year × indicator. Inputs: check_asked, published.check_evidence; published.figures (changed).
--          computed: all that the indicator judges was read. What was found beside unread things is a lower_bound; nothing
--          found beside them is missing, but where they are fewer than a veto asks for, that is said without a number.
-- Tables:  needs check_asked; makes check_judged (temporary).

CREATE OR REPLACE TEMP TABLE check_judged AS
WITH
counted AS (
    SELECT
        portal_id,
        year,
        code,
        count(*) FILTER (WHERE state IN ('breach', 'suspect')) AS found,
        count(*) FILTER (WHERE state IN ('not_assessable', 'not_seen')) AS doubts,
        count(*) FILTER (WHERE state IN ('due', 'in_order')) AS fine,
        -- Of a section that was not read whole nobody knows how many items it holds.
        bool_or(state = 'not_assessable' AND section_id IS NOT NULL AND item_id IS NULL) AS is_open,
        bool_and(state = 'not_seen') AS is_unseen
    FROM published.main.check_evidence
    GROUP BY portal_id, year, code
),
judged AS (
    SELECT
        asked.*,
        counted.found,
        CASE
            WHEN asked.statement = 'check_guides' AND counted.is_open THEN greatest(counted.doubts, asked.threshold)
            ELSE counted.doubts
        END AS doubts,
        counted.fine,
        counted.is_unseen
    FROM check_asked AS asked
    INNER JOIN counted ON asked.portal_id = counted.portal_id AND asked.year = counted.year AND asked.code = counted.code
)
SELECT
    *,
    CASE
        WHEN found > 0 AND (doubts > 0 OR kind = 'suspect') THEN 'lower_bound'
        WHEN found > 0 THEN 'computed'
        WHEN fine > 0 AND doubts = 0 THEN 'computed'
        WHEN fine > 0 AND kind = 'veto' AND doubts < threshold THEN 'lower_bound'
        ELSE 'missing'
    END AS origin,
    CASE
        WHEN kind = 'suspect' THEN '待人工核实'
        WHEN kind = 'veto' AND found >= threshold THEN '不合格'
        WHEN kind = 'veto' AND found = 0 AND doubts = 0 THEN '未发现问题'
        WHEN kind = 'veto' AND found + doubts < threshold THEN '未达单项否决'
        WHEN kind = 'veto' THEN '无法判断'
        WHEN found = 0 THEN '未发现问题'
        WHEN score IS NOT NULL THEN '扣分'
        ELSE '有问题'
    END AS verdict
FROM judged;

INSERT INTO published.main.figures BY NAME
SELECT
    portal_id,
    'self-check' AS form,
    year,
    code,
    label,
    measure,
    CASE WHEN origin = 'computed' OR found > 0 THEN found END AS value,
    CASE WHEN origin <> 'missing' THEN verdict END AS value_text,
    CASE WHEN origin = 'missing' THEN 'missing' ELSE 'given' END AS state,
    origin,
    rule,
    sql_file,
    CASE WHEN origin <> 'missing' THEN as_of END AS as_of
FROM check_judged
ORDER BY portal_id, year, position;


-- name: check_verdict
-- Purpose: form self-check: what the vetoes come to together. Never 合格: what cannot be seen may be wrong.
-- Grain:   portal × year. Inputs: check_judged, $rule, $sql_file (this file and statement); published.figures (changed).
-- Tables:  needs check_judged (temporary).

INSERT INTO published.main.figures BY NAME
WITH
summed AS (
    SELECT
        portal_id,
        year,
        any_value(as_of) AS as_of,
        count(*) FILTER (WHERE kind = 'veto' AND verdict = '不合格') AS vetoes,
        count(*) FILTER (WHERE kind = 'suspect' OR (kind = 'veto' AND is_unseen)) AS unseen,
        count(*) FILTER (
            WHERE kind = 'veto' AND NOT is_unseen AND (origin = 'missing' OR verdict = '无法判断')
        ) AS undecided,
        count(*) FILTER (WHERE kind = 'suspect' AND found > 0) AS suspects
    FROM check_judged
    GROUP BY portal_id, year
)
SELECT
    portal_id,
    'self-check' AS form,
    year,
    '单项否决' AS code,
    '单项否决结论' AS label,
    '项' AS measure,
    CASE WHEN vetoes > 0 THEN vetoes END AS value,
    CASE WHEN vetoes > 0 THEN '不合格' WHEN undecided > 0 THEN '无法判断' ELSE '未发现单项否决问题' END
    || '(' || concat_ws(
        ',',
        CASE WHEN undecided > 0 THEN undecided || ' 项无法判断' END,
        unseen || ' 项看不到',
        CASE WHEN suspects > 0 THEN '有待人工核实的' END
    ) || ')' AS value_text,
    'given' AS state,
    'lower_bound' AS origin,
    $rule AS rule,
    $sql_file AS sql_file,
    as_of
FROM summed
ORDER BY portal_id, year;


-- name: check_score
-- Purpose: form self-check: the points that are lost at least: each fault that has a score once, several where it is known
--          how far they add up. Grain: portal × year. Inputs: check_judged, $rule, $sql_file; published.figures (changed).
-- Tables:  needs check_judged (temporary).

INSERT INTO published.main.figures BY NAME
WITH
summed AS (
    SELECT
        portal_id,
        year,
        any_value(as_of) AS as_of,
        sum(least(found * score, coalesce(max_score, score))) FILTER (WHERE found > 0)::BIGINT AS at_least,
        sum(found * score) FILTER (WHERE found > 0)::BIGINT AS listed,
        count(*) FILTER (WHERE is_unseen) AS unseen,
        count(*) FILTER (WHERE NOT is_unseen AND origin = 'missing') AS undecided
    FROM check_judged
    WHERE kind = 'deduct'
    GROUP BY portal_id, year
)
SELECT
    portal_id,
    'self-check' AS form,
    year,
    '扣分' AS code,
    '扣分(下限)' AS label,
    '分' AS measure,
    CASE WHEN at_least > 0 THEN at_least END AS value,
    CASE
        WHEN at_least > 0
            THEN '至少扣 ' || at_least || ' 分'
                || CASE WHEN listed > at_least THEN '(逐项相加 ' || listed || ' 分,有的分值上限不知道)' ELSE '' END
        ELSE '看得到的没有扣分'
            || coalesce(
                '(' || nullif(
                    concat_ws(
                        ',',
                        CASE WHEN undecided > 0 THEN undecided || ' 项无法判断' END,
                        CASE WHEN unseen > 0 THEN unseen || ' 项看不到' END
                    ),
                    ''
                ) || ')',
                ''
            )
    END AS value_text,
    'given' AS state,
    'lower_bound' AS origin,
    $rule AS rule,
    $sql_file AS sql_file,
    as_of
FROM summed
ORDER BY portal_id, year;


-- name: check_behind
-- Purpose: form self-check: the items that are at fault, and the sections that its figures rest on, as other forms have them.
-- Grain:   figure × item; indicator × section. Inputs: published.check_evidence, section_state, feeding; published.figure_items,
--          resting_on (added to).
-- Tables:  needs feeding, resting_on, section_state (temporary).

INSERT INTO published.main.figure_items BY NAME
SELECT DISTINCT evidence.portal_id, 'self-check' AS form, evidence.year, evidence.code, evidence.item_id
FROM published.main.check_evidence AS evidence
INNER JOIN published.main.items AS items ON evidence.item_id = items.item_id
WHERE evidence.state IN ('breach', 'suspect');

INSERT INTO resting_on BY NAME
SELECT DISTINCT
    state.portal_id,
    'self-check' AS form,
    evidence.code,
    state.published_id AS section_id,
    'assigned' AS role,
    state.covered,
    coalesce(feeding.unread_rows, 0) AS unread_rows,
    state.proof,
    state.complete_at
FROM published.main.check_evidence AS evidence
INNER JOIN section_state AS state ON evidence.portal_id = state.portal_id AND evidence.section_id = state.published_id
LEFT JOIN feeding
    ON state.portal_id = feeding.portal_id AND state.section_id = feeding.section_id AND feeding.category = '合计';


-- name: check_together
-- Purpose: form self-check of all portals together: the faults of all, and how many sites each verdict has: a verdict is of
--          one site. Grain: year × code. Inputs: published.figures; published.figures_all (changed).

INSERT INTO published.main.figures_all BY NAME
WITH
told AS (
    SELECT
        *,
        CASE
            WHEN state = 'missing' THEN '缺'
            WHEN code = '扣分' AND value IS NOT NULL THEN '有扣分'
            ELSE regexp_replace(value_text, '[(].*$', '')
        END AS verdict
    FROM published.main.figures
    WHERE form = 'self-check'
),
verdicts AS (
    SELECT year, code, verdict, count(*) AS sites FROM told GROUP BY year, code, verdict
),
said AS (
    SELECT year, code, string_agg(verdict || ' ' || sites || ' 个网站', ';' ORDER BY sites DESC, verdict) AS words
    FROM verdicts
    GROUP BY year, code
)
SELECT
    'self-check' AS form,
    told.year,
    told.code,
    min(told.label) AS label,
    min(told.measure) AS measure,
    sum(told.value) AS value,
    CASE WHEN bool_or(told.state = 'given') THEN any_value(said.words) END AS value_text,
    CASE WHEN bool_or(told.state = 'given') THEN 'given' ELSE 'missing' END AS state,
    CASE
        WHEN bool_and(told.origin = 'computed') THEN 'computed'
        WHEN bool_or(told.state = 'given') THEN 'lower_bound'
        ELSE 'missing'
    END AS origin,
    min(told.rule) AS rule,
    min(told.sql_file) AS sql_file,
    min(told.as_of) AS as_of
FROM told
INNER JOIN said ON told.year = said.year AND told.code = said.code
GROUP BY told.year, told.code
ORDER BY told.year, told.code;
