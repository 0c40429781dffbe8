-- name: stated_standing
-- Purpose: the form and the rules of the published file that stands. Grain: one row; none in a file without meta.
-- Inputs:  standing (the published file, attached).

SELECT schema_version, rules_version FROM standing.main.meta;


-- name: other_reader
-- Purpose: whether pages are read by another reader now than when the file that stands was published: by that of the
--          last reading, or because the archive was read again since. A file that stands before any section was
--          read to its end was made by no other reader. Grain: one row.
-- Inputs:  standing (attached, of today's form), published.

SELECT
    coalesce(
        (SELECT arg_max(reader_version, finished_at) FROM standing.main.section_runs)
        <> (SELECT arg_max(reader_version, finished_at) FROM published.main.section_runs),
        FALSE
    )
    OR (SELECT count(*) FROM standing.main.runs WHERE kind = 'reparse')
    <> (SELECT count(*) FROM published.main.runs WHERE kind = 'reparse');


-- name: stood
-- Purpose: the figures of the file that stands, in words, of portals as they are called now. Grain: figure.
-- Inputs:  standing (attached, of today's form). Tables: needs called_now; makes stood (temporary).

CREATE OR REPLACE TEMP TABLE stood AS
SELECT
    coalesce(called_now.portal_id, figures.portal_id) AS portal_id,
    figures.form,
    figures.year,
    figures.code,
    figures.label,
    figure_words(figures.state, figures.value, figures.value_text) AS told,
    figures.origin,
    figures.rule
FROM standing.main.figures AS figures
LEFT JOIN called_now ON figures.portal_id = called_now.former_id;


-- name: called_now
-- Purpose: what portals are called now whose id was another one when a file was made. Grain: former id.
-- Inputs:  portal_names, portals. Tables: makes called_now (temporary).

CREATE OR REPLACE TEMP TABLE called_now AS
SELECT former_id, any_value(portal_id) AS portal_id
FROM portal_names
WHERE former_id NOT IN (SELECT portal_id FROM portals)
GROUP BY former_id;


-- name: stood_of_several
-- Purpose: whether the file that stands is of several portals. Grain: one row. Inputs: standing (attached).

SELECT count(*) > 1 FROM standing.main.portals;


-- name: stood_6
-- Purpose: the same of a file of form 6 and before, which told all portals of the home together, of a home of one.
-- Grain:   figure. Tables: needs called_now; makes stood (temporary). Inputs: standing (attached).

CREATE OR REPLACE TEMP TABLE stood AS
SELECT
    coalesce(called_now.portal_id, portals.portal_id) AS portal_id,
    figures.form,
    figures.year,
    figures.code,
    figures.label,
    figure_words(CASE figures.origin WHEN 'missing' THEN 'missing' ELSE 'given' END, figures.value, NULL) AS told,
    figures.origin,
    figures.rule
FROM standing.main.figures AS figures
CROSS JOIN standing.main.portals AS portals
LEFT JOIN called_now ON portals.portal_id = called_now.former_id;


-- name: forget_unpublished
-- Purpose: moves of a publication that did not come to its end are forgotten: it is made again. Grain: move.
-- Inputs:  figure_moves (changed), standing (attached).

DELETE FROM figure_moves
WHERE moved_at > (SELECT max(built_at) FROM standing.main.meta);


-- name: bring_back
-- Purpose: moves of a publication that took place while the clock was ahead are told from now on. Grain: move.
-- Inputs:  figure_moves (changed), $now.

UPDATE figure_moves
SET moved_at = $now::TIMESTAMPTZ - INTERVAL 1 SECOND
WHERE moved_at > $now::TIMESTAMPTZ;


-- name: note_moves
-- Purpose: every figure whose value or origin is another one than in the file that stands, of years and forms that
--          it told. A row without a number that comes or goes has moved nothing. Grain: figure.
-- Inputs:  published.figures, figure_moves (changed), $now. Tables: needs stood (temporary).

INSERT INTO figure_moves BY NAME
WITH
becomes AS (
    SELECT portal_id, form, year, code, label, figure_words(state, value, value_text) AS told, origin, rule
    FROM published.main.figures
    SEMI JOIN stood USING (portal_id, form, year)
)
SELECT
    portal_id,
    form,
    year,
    code,
    coalesce(becomes.label, stood.label) AS label,
    stood.told AS before,
    becomes.told AS after,
    stood.origin AS origin_before,
    becomes.origin AS origin_after,
    stood.rule AS rule_before,
    becomes.rule AS rule_after,
    $now::TIMESTAMPTZ AS moved_at
FROM stood
FULL JOIN becomes USING (portal_id, form, year, code)
WHERE
    (stood.told IS DISTINCT FROM becomes.told OR coalesce(stood.origin, 'missing') <> coalesce(becomes.origin, 'missing'))
    AND (stood.told IS NOT NULL OR becomes.told IS NOT NULL)
    -- What a person declares, or withdraws, no rule has moved; the self-check moves with the days.
    AND form <> 'self-check'
    AND coalesce(stood.origin, '') <> 'declared'
    AND coalesce(becomes.origin, '') <> 'declared'
ORDER BY portal_id, form, year, code;


-- name: moved_years
-- Purpose: how many figures of which years moved in this publication. Grain: portal × year. Inputs: figure_moves, $now.

SELECT portal_id, year, count(*) AS figures
FROM figure_moves
WHERE moved_at = $now::TIMESTAMPTZ
GROUP BY portal_id, year
ORDER BY year, portal_id;


-- name: former_ids
-- Purpose: what a portal was called before. Grain: former id. Inputs: portal_names, $portal_id.

SELECT former_id
FROM portal_names
WHERE portal_id = $portal_id
ORDER BY former_id;


-- name: attach_closed
-- Purpose: a sealed file, to say what it holds of figures that moved. Inputs: $file. Grain: one file.

ATTACH $file AS closed (READ_ONLY);


-- name: closed_form
-- Purpose: the form of the sealed file. Grain: one row. Inputs: closed (attached).

SELECT schema_version FROM closed.main.meta;


-- name: note_closed
-- Purpose: what the sealed file, which is that portal's, holds of a figure that moved. Grain: move.
-- Inputs:  figure_moves (changed), closed (attached, of today's form), $now, $name, $portal_id.

UPDATE figure_moves
SET sealed_file = $name, sealed_value = coalesce(figure_words(sealed.state, sealed.value, sealed.value_text), '缺')
FROM closed.main.figures AS sealed
WHERE
    figure_moves.moved_at = $now::TIMESTAMPTZ
    AND figure_moves.portal_id = $portal_id
    AND figure_moves.form = sealed.form
    AND figure_moves.year = sealed.year
    AND figure_moves.code = sealed.code;


-- name: note_closed_6
-- Purpose: the same of a sealed file of form 6 and before, of a home that held one portal then. Grain: move.
-- Inputs:  figure_moves (changed), closed (attached), $now, $name, $portal_id.

UPDATE figure_moves
SET
    sealed_file = $name,
    sealed_value = coalesce(
        figure_words(CASE sealed.origin WHEN 'missing' THEN 'missing' ELSE 'given' END, sealed.value, NULL), '缺'
    )
FROM (
    SELECT form, year, code, origin, value
    FROM closed.main.figures
    WHERE (SELECT count(*) FROM closed.main.portals) = 1
) AS sealed
WHERE
    figure_moves.moved_at = $now::TIMESTAMPTZ
    AND figure_moves.portal_id = $portal_id
    AND figure_moves.form = sealed.form
    AND figure_moves.year = sealed.year
    AND figure_moves.code = sealed.code;


-- name: detach_closed
-- Purpose: lets go of the sealed file. Inputs: none. Grain: one file.

DETACH closed;


-- name: any_moved
-- Purpose: whether any figure was ever noted to have moved. Grain: one row. Inputs: figure_moves.

SELECT count(*) > 0 FROM figure_moves;


-- name: inform_moved
-- Purpose: finding: figures that moved when rules or program were updated, a year long, and as long as a person's
--          verdict stands beside it. What moved twice in one day is told in one. Grain: portal × figure × day.
-- Inputs:  figure_moves, $now. Tables: needs decided (temporary).

INSERT INTO published.main.findings BY NAME
WITH
words AS (
    SELECT unnest(['computed', 'lower_bound', 'declared', 'missing']) AS origin,
    unnest(['可由网站得出', '仅下限', '须单位填报', '缺']) AS word
),
told AS (
    SELECT
        moves.portal_id,
        moves.moved_at,
        concat_ws(' ', moves.form, moves.year, moves.code, strftime(timezone('Asia/Shanghai', moves.moved_at), '%Y-%m-%d'))
            AS subject,
        moves.year || '年“' || moves.label || '”' AS figure,
        coalesce(moves.before, '缺') || ' → ' || coalesce(moves.after, '缺')
        || CASE
            WHEN before.word IS DISTINCT FROM after.word
                THEN ',来源 ' || coalesce(before.word, '没有这一行') || ' → ' || coalesce(after.word, '没有这一行')
            ELSE ''
        END
        || ',规则 ' || CASE
            WHEN moves.rule_before IS DISTINCT FROM moves.rule_after
                THEN coalesce(moves.rule_before, '无') || ' → ' || coalesce(moves.rule_after, '无')
            ELSE coalesce(moves.rule_after, '无') || '(未变)'
        END
        || strftime(timezone('Asia/Shanghai', moves.moved_at), '(%Y-%m-%d %H:%M 公布)')
        || CASE
            WHEN moves.sealed_file IS NOT NULL
                THEN ';' || moves.year || ' 年已封存,封存的数字是 ' || moves.sealed_value || '(' || moves.sealed_file || '),不变'
            ELSE ''
        END AS change
    FROM figure_moves AS moves
    LEFT JOIN words AS before ON moves.origin_before = before.origin
    LEFT JOIN words AS after ON moves.origin_after = after.origin
    WHERE moves.moved_at <= $now::TIMESTAMPTZ
),
kept AS (
    SELECT told.*
    FROM told
    WHERE
        moved_at > $now::TIMESTAMPTZ - INTERVAL 1 YEAR
        OR 'figure-moved:' || subject IN (SELECT item FROM decided WHERE kind = 'verdict')
)
SELECT
    portal_id,
    'figure-moved' AS check_id,
    'uncertain' AS outcome,
    'warning' AS severity,
    subject,
    any_value(figure) || ':规则或程序更新后,与上次公布相比 ' || string_agg(change, ';又 ' ORDER BY moved_at) AS message,
    min(moved_at) AS found_at
FROM kept
GROUP BY portal_id, subject
ORDER BY portal_id, subject;
