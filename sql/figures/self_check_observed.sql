-- name: check_home
-- Purpose: self-check V3 (2019), O2 (2015): the home page by the newest day that it prints or that an item linked there
--          has; where it is navigation alone by the newest item of all sections.
-- Grain:   present year × portal. Inputs: check_asked, check_cycles, check_sections, portals, published.observations,
--          items; published.check_evidence (changed).
-- Tables:  needs check_asked, check_cycles, check_sections (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
homes AS (
    SELECT
        portal_id,
        max(value) FILTER (WHERE fact = 'outcome') AS outcome,
        max(day) FILTER (WHERE fact = 'newest') AS newest_on,
        CAST(timezone('Asia/Shanghai', max(last_seen_at) FILTER (WHERE fact = 'outcome')) AS DATE) AS seen_on
    FROM published.main.observations
    WHERE kind = 'home'
    GROUP BY portal_id
),
linked AS (
    SELECT links.portal_id, asked.code, count(DISTINCT items.item_id) AS items, max(items.published_on) AS newest_on
    FROM check_asked AS asked
    INNER JOIN published.main.observations AS links ON asked.portal_id = links.portal_id
    INNER JOIN published.main.items AS items
        ON
            links.portal_id = items.portal_id
            AND (links.item_id = items.item_id OR links.url = items.url)
            AND items.published_on <= asked.on_day
    WHERE asked.statement = 'check_home' AND asked.is_present AND links.kind = 'home_link' AND links.fact = 'outcome'
    GROUP BY links.portal_id, asked.code
),
lists AS (
    SELECT portal_id, year, max(last_on) AS newest_on, bool_and(is_whole) AS are_whole
    FROM check_sections
    GROUP BY portal_id, year
),
told AS (
    SELECT
        asked.portal_id,
        asked.year,
        asked.code,
        asked.on_day,
        portals.home AS url,
        homes.outcome,
        homes.seen_on,
        homes.newest_on AS printed_on,
        linked.newest_on AS linked_on,
        homes.newest_on IS NULL AND linked.items IS NULL AS is_navigation,
        lists.are_whole,
        lists.newest_on AS listed_on,
        CASE
            WHEN homes.newest_on IS NULL AND linked.items IS NULL THEN lists.newest_on
            ELSE greatest(CASE WHEN homes.newest_on <= asked.on_day THEN homes.newest_on END, linked.newest_on)
        END AS last_on,
        cycles.count,
        cycles.soon_days
    FROM check_asked AS asked
    INNER JOIN homes ON asked.portal_id = homes.portal_id
    INNER JOIN check_cycles AS cycles ON asked.code = cycles.code
    INNER JOIN published.main.portals AS portals ON asked.portal_id = portals.portal_id
    LEFT JOIN linked ON asked.portal_id = linked.portal_id AND asked.code = linked.code
    LEFT JOIN lists ON asked.portal_id = lists.portal_id AND asked.year = lists.year
    WHERE asked.statement = 'check_home' AND asked.is_present
),
judged AS (
    SELECT
        *,
        last_on + count AS due_on,
        CASE
            WHEN outcome IS NULL OR NOT is_answered(outcome) THEN 'not_assessable'
            WHEN last_on + count >= on_day THEN CASE WHEN last_on + count <= on_day + soon_days THEN 'due' ELSE 'in_order' END
            WHEN last_on IS NULL OR seen_on < on_day THEN 'not_assessable'
            WHEN is_navigation THEN CASE WHEN are_whole THEN 'breach' ELSE 'not_assessable' END
            WHEN printed_on IS NULL OR printed_on > on_day THEN 'not_assessable'
            -- A script may write what is new, which the reading of the page does not see.
            WHEN listed_on + count >= on_day THEN 'not_assessable'
            ELSE 'breach'
        END AS state
    FROM told
)
SELECT
    portal_id,
    year,
    code,
    state,
    url,
    CASE WHEN state = 'breach' THEN due_on + 1 END AS since,
    due_on,
    CASE
        WHEN outcome IS NULL OR NOT is_answered(outcome) THEN '首页没有读到(' || coalesce(outcome_words(outcome), '没有读过') || ')'
        WHEN is_navigation AND last_on IS NOT NULL THEN '首页没有链到条目也没有印日期,按全部栏目的最近一条 ' || last_on
        ELSE concat_ws(
            ',',
            '首页所印最近日期 ' || coalesce(printed_on::VARCHAR, '没有'),
            '所链条目最近发布于 ' || coalesce(linked_on::VARCHAR, '没有'),
            CASE
                WHEN state = 'not_assessable' AND listed_on + count >= on_day
                    THEN '栏目里有更近的(' || listed_on || '),首页上没有看到,要人去看'
            END
        )
    END AS words
FROM judged;


-- name: check_letters
-- Purpose: self-check V5b (2019), O5 (2015): letters that were published, written within the twelve months before the day of
--          judgement, and not answered within three months. Those answered in time are told in one row.
-- Grain:   year × letter; section on what was not read of it. Inputs: check_asked, check_cycles, check_sections, feeding,
--          placed, published.observations, items; published.check_evidence (changed).
-- Tables:  needs check_asked, check_cycles, check_sections, feeding, placed (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
letters AS (
    SELECT
        seen.portal_id,
        seen.url,
        any_value(seen.item_id) AS item_id,
        any_value(seen.section_id) AS section_id,
        max(seen.day) FILTER (WHERE seen.fact = 'written') AS written_on,
        max(seen.day) FILTER (WHERE seen.fact = 'answered') AS answered_on,
        max(seen.value) FILTER (WHERE seen.fact = 'answer') AS answer,
        CAST(timezone('Asia/Shanghai', max(seen.first_seen_at) FILTER (WHERE seen.fact = 'answer')) AS DATE) AS stands_since,
        CAST(timezone('Asia/Shanghai', max(seen.last_seen_at) FILTER (WHERE seen.fact = 'answer')) AS DATE) AS seen_on,
        any_value(items.published_on) AS published_on
    FROM published.main.observations AS seen
    LEFT JOIN published.main.items AS items ON seen.item_id = items.item_id
    WHERE seen.kind = 'letter'
    GROUP BY seen.portal_id, seen.url
),
reckoned AS (
    SELECT
        asked.year,
        asked.code,
        asked.on_day,
        asked.is_present,
        cycles.soon_days,
        letters.*,
        CAST(coalesce(letters.written_on, letters.published_on) + to_months(cycles.count) AS DATE) AS due_on
    FROM check_asked AS asked
    INNER JOIN check_cycles AS cycles ON asked.code = cycles.code
    INNER JOIN letters ON asked.portal_id = letters.portal_id
    WHERE
        asked.statement = 'check_letters'
        AND coalesce(
            (coalesce(letters.written_on, letters.published_on) <= asked.on_day OR asked.is_present)
            AND coalesce(letters.written_on, letters.published_on) > asked.on_day - to_months(cycles.back_months),
            asked.is_present
        )
),
judged AS (
    SELECT
        *,
        -- Days that cannot be: a letter of a day to come, a reply before the letter or of a day to come.
        coalesce(written_on > on_day, FALSE) AND is_present AS is_of_later,
        answer = 'answered'
        AND coalesce(answered_on < written_on OR (answered_on > on_day AND is_present), FALSE) AS is_impossible,
        CASE
            WHEN is_of_later THEN 'not_assessable'
            WHEN answer = 'answered' AND answered_on IS NOT NULL AND NOT is_impossible
                THEN CASE
                    WHEN answered_on > due_on AND due_on < on_day THEN 'breach'
                    WHEN written_on IS NULL THEN 'not_assessable'
                    WHEN answered_on <= on_day THEN 'answered'
                    WHEN due_on <= on_day + soon_days THEN 'due'
                    ELSE 'in_order'
                END
            -- It was answered when it was read; without a day it is proven only for one who read it in time.
            WHEN answer = 'answered'
                THEN CASE
                    WHEN written_on IS NOT NULL AND (due_on >= on_day OR stands_since <= due_on) THEN 'answered'
                    ELSE 'not_assessable'
                END
            WHEN answer = 'unanswered'
                THEN CASE
                    WHEN due_on < on_day THEN CASE WHEN seen_on > due_on THEN 'breach' ELSE 'not_assessable' END
                    WHEN written_on IS NULL THEN 'not_assessable'
                    WHEN due_on <= on_day + soon_days THEN 'due'
                    ELSE 'in_order'
                END
            ELSE 'not_assessable'
        END AS state
    FROM reckoned
),
letter_boxes AS (
    SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category = '公众留言'
),
unobserved AS (
    SELECT sections.portal_id, sections.year, sections.section_id, count(DISTINCT placed.item_id) AS items
    FROM check_sections AS sections
    SEMI JOIN letter_boxes USING (portal_id, section_id)
    INNER JOIN placed ON sections.portal_id = placed.portal_id AND sections.section_id = placed.section_id
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    ANTI JOIN letters ON placed.item_id = letters.item_id
    WHERE
        placed.counted
        AND coalesce(items.published_on BETWEEN sections.on_day - INTERVAL 12 MONTH AND sections.on_day, sections.is_present)
    GROUP BY sections.portal_id, sections.year, sections.section_id
),
boxes AS (
    SELECT
        asked.portal_id,
        asked.year,
        asked.code,
        sections.published_id,
        sections.url,
        nullif(concat_ws(';', sections.unread, unobserved.items || ' 条来信的页面没有读出写信和答复'), '') AS unread,
        sections.last_on IS NULL AND sections.next_on IS NOT NULL AS is_later
    FROM check_asked AS asked
    INNER JOIN check_sections AS sections ON asked.portal_id = sections.portal_id AND asked.year = sections.year
    SEMI JOIN letter_boxes
        ON sections.portal_id = letter_boxes.portal_id AND sections.section_id = letter_boxes.section_id
    LEFT JOIN unobserved
        ON
            sections.portal_id = unobserved.portal_id
            AND sections.year = unobserved.year
            AND sections.section_id = unobserved.section_id
    WHERE asked.statement = 'check_letters'
)
SELECT
    portal_id,
    year,
    code,
    state,
    section_id,
    item_id,
    url,
    CASE WHEN state = 'breach' THEN due_on + 1 END AS since,
    CASE WHEN written_on IS NOT NULL OR state = 'breach' THEN due_on END AS due_on,
    CASE WHEN written_on IS NOT NULL THEN '写信 ' || written_on ELSE '没有印写信日期,公布于 ' || coalesce(published_on::VARCHAR, '不详') END
    || CASE
        WHEN is_of_later THEN ',晚于读到之日'
        WHEN answer = 'answered' AND is_impossible
            THEN ',答复 ' || answered_on || CASE WHEN answered_on < written_on THEN ',早于写信' ELSE ',晚于读到之日' END
        WHEN answer = 'answered' AND answered_on IS NOT NULL
            THEN ',答复 ' || answered_on || CASE WHEN state = 'not_assessable' THEN ',看不出隔了多久' ELSE '' END
        WHEN answer = 'unanswered' AND state = 'not_assessable' AND due_on < on_day
            THEN ',到 ' || seen_on || ' 没有答复,此后没有再读到'
        WHEN answer = 'unanswered' THEN ',没有答复'
        WHEN answer = 'answered' THEN ',已答复,看不出答复日期'
        ELSE ',看不出有没有答复'
    END AS words
FROM judged
WHERE state <> 'answered'
UNION ALL BY NAME
SELECT
    portal_id,
    year,
    code,
    'in_order' AS state,
    '按时答复的来信 ' || count(*) || ' 封'
    || CASE
        WHEN count(*) FILTER (WHERE answered_on IS NULL) > 0
            THEN ',其中看不出答复日期的 ' || count(*) FILTER (WHERE answered_on IS NULL) || ' 封'
        ELSE ''
    END AS words
FROM judged
WHERE state = 'answered'
GROUP BY portal_id, year, code
UNION ALL BY NAME
SELECT portal_id, year, code, 'not_assessable' AS state, published_id AS section_id, url, unread AS words
FROM boxes
WHERE unread IS NOT NULL
UNION ALL BY NAME
SELECT portal_id, year, code, 'in_order' AS state, '十二个月内没有公布来信' AS words
FROM boxes
ANTI JOIN judged USING (portal_id, year, code)
GROUP BY portal_id, year, code
HAVING bool_and(unread IS NULL AND NOT is_later);


-- name: check_replies
-- Purpose: self-check D3: letters or replies published within two months. Grain: year × portal with such a section.
-- Inputs:  check_asked, check_cycles, check_sections, feeding, published.observations; published.check_evidence (changed).
-- Tables:  needs check_asked, check_cycles, check_sections, feeding (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
lists AS (
    SELECT
        sections.portal_id,
        sections.year,
        max(sections.last_on) AS listed_on,
        min(sections.next_on) AS next_on,
        bool_and(sections.is_whole) AS are_whole,
        string_agg(sections.name || ':' || sections.unread, ';' ORDER BY sections.published_id) AS unread,
        CASE WHEN count(*) = 1 THEN any_value(sections.published_id) END AS section_id,
        min(sections.url) AS url
    FROM check_sections AS sections
    SEMI JOIN (SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category = '公众留言') AS letter_boxes
        ON sections.portal_id = letter_boxes.portal_id AND sections.section_id = letter_boxes.section_id
    GROUP BY sections.portal_id, sections.year
),
answered AS (
    SELECT asked.portal_id, asked.year, max(seen.day) AS answered_on
    FROM check_asked AS asked
    INNER JOIN published.main.observations AS seen ON asked.portal_id = seen.portal_id AND seen.day <= asked.on_day
    -- A day without an answer is one on which the letter was handed on.
    SEMI JOIN published.main.observations AS given
        ON
            seen.portal_id = given.portal_id
            AND seen.url = given.url
            AND given.kind = 'letter'
            AND given.fact = 'answer'
            AND given.value = 'answered'
    WHERE asked.statement = 'check_replies' AND seen.kind = 'letter' AND seen.fact = 'answered'
    GROUP BY asked.portal_id, asked.year
),
reckoned AS (
    SELECT
        asked.code,
        asked.on_day,
        cycles.soon_days,
        lists.*,
        CAST(greatest(lists.listed_on, answered.answered_on) + to_months(cycles.count) AS DATE) AS due_on,
        greatest(lists.listed_on, answered.answered_on) AS last_on
    FROM check_asked AS asked
    INNER JOIN check_cycles AS cycles ON asked.code = cycles.code
    INNER JOIN lists ON asked.portal_id = lists.portal_id AND asked.year = lists.year
    LEFT JOIN answered ON asked.portal_id = answered.portal_id AND asked.year = answered.year
    WHERE asked.statement = 'check_replies'
),
judged AS (
    SELECT
        *,
        CASE
            WHEN due_on >= on_day THEN CASE WHEN due_on <= on_day + soon_days THEN 'due' ELSE 'in_order' END
            WHEN NOT are_whole OR last_on IS NULL THEN 'not_assessable'
            ELSE 'breach'
        END AS state
    FROM reckoned
)
SELECT
    portal_id,
    year,
    code,
    state,
    section_id,
    url,
    CASE WHEN state = 'breach' THEN due_on + 1 END AS since,
    due_on,
    concat_ws(
        ';',
        coalesce('最近一次公布或答复 ' || last_on, '没有读到有日期的来信或答复'),
        CASE WHEN state = 'not_assessable' THEN unread END
    ) AS words
FROM judged;
