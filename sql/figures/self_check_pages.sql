-- name: check_guides
-- Purpose: self-check V6b (each guide that lacks so many element classes) and V6c (where all guides together are fewer than
--          V6b asks for, and every one lacks so many).
-- Grain:   present year × guide; one row on those in order; section that was not read whole. Inputs: check_asked,
--          check_cells, check_sections, placed, feeding, published.observations, items; published.check_evidence (changed).
-- Tables:  needs check_asked, check_cells, check_sections, feeding, placed (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
guides AS (
    SELECT
        portal_id,
        url,
        any_value(item_id) AS item_id,
        any_value(section_id) AS section_id,
        count(DISTINCT fact) FILTER (WHERE value = 'absent') AS absent,
        string_agg(DISTINCT fact, '、' ORDER BY fact) FILTER (WHERE value = 'absent') AS absent_words,
        CAST(timezone('Asia/Shanghai', max(first_seen_at) FILTER (WHERE value = 'absent')) AS DATE) AS since
    FROM published.main.observations
    WHERE kind = 'guide'
    GROUP BY portal_id, url
),
unobserved AS (
    SELECT placed.portal_id, placed.item_id, any_value(placed.published_id) AS section_id, any_value(items.url) AS url
    FROM placed
    SEMI JOIN (
        SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category = '办事服务' AND declared
    ) AS services ON placed.portal_id = services.portal_id AND placed.section_id = services.section_id
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    ANTI JOIN guides ON placed.item_id = guides.item_id
    WHERE placed.counted AND items.removed_at IS NULL AND placed.left_at IS NULL
    GROUP BY placed.portal_id, placed.item_id
),
told AS (
    SELECT asked.portal_id, asked.year, asked.code, asked.threshold, asked.least, guides.* EXCLUDE (portal_id)
    FROM check_asked AS asked
    INNER JOIN guides ON asked.portal_id = guides.portal_id
    WHERE asked.statement = 'check_guides' AND asked.is_present
),
summed AS (
    SELECT
        portal_id,
        year,
        code,
        count(*) AS guides,
        count(*) FILTER (WHERE absent < least) AS in_order,
        code = 'V6c' AS is_of_few,
        count(*) < (SELECT threshold FROM check_cells WHERE code = 'V6b') AS are_few
    FROM told
    GROUP BY portal_id, year, code
),
unread AS (
    SELECT sections.portal_id, sections.year, sections.published_id AS section_id, sections.url, sections.unread
    FROM check_sections AS sections
    SEMI JOIN (
        SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category = '办事服务' AND declared
    ) AS services ON sections.portal_id = services.portal_id AND sections.section_id = services.section_id
    WHERE sections.is_present AND sections.unread IS NOT NULL
),
waiting AS (
    SELECT portal_id, count(*) AS guides
    FROM (
        SELECT portal_id FROM unobserved
        UNION ALL
        SELECT portal_id FROM unread
    )
    GROUP BY portal_id
),
judged AS (
    SELECT
        summed.*,
        NOT summed.is_of_few OR (summed.are_few AND summed.in_order = 0 AND waiting.guides IS NULL) AS is_counted,
        summed.is_of_few AND summed.are_few AND summed.in_order = 0 AND waiting.guides > 0 AS is_open
    FROM summed
    LEFT JOIN waiting ON summed.portal_id = waiting.portal_id
)
SELECT
    told.portal_id,
    told.year,
    told.code,
    'breach' AS state,
    told.section_id,
    told.item_id,
    told.url,
    told.since,
    '缺 ' || told.absent || ' 类:' || told.absent_words AS words
FROM told
INNER JOIN judged USING (portal_id, year, code)
WHERE told.absent >= told.least AND judged.is_counted
UNION ALL BY NAME
SELECT
    portal_id,
    year,
    code,
    CASE WHEN is_open THEN 'not_assessable' ELSE 'in_order' END AS state,
    CASE
        WHEN is_open THEN '读出要素的 ' || guides || ' 项都缺四类以上,还有没有读出的,不知道总共几项'
        WHEN is_of_few THEN '读出要素的指南 ' || guides || ' 项,缺四类以下的 ' || in_order || ' 项'
        ELSE '缺四类以下的指南 ' || in_order || ' 项'
    END AS words
FROM judged
WHERE is_open OR (is_of_few AND NOT is_counted) OR (NOT is_of_few AND in_order > 0)
UNION ALL BY NAME
SELECT
    asked.portal_id,
    asked.year,
    asked.code,
    'not_assessable' AS state,
    unobserved.section_id,
    unobserved.item_id,
    unobserved.url,
    '页面没有读出指南的要素' AS words
FROM check_asked AS asked
INNER JOIN unobserved ON asked.portal_id = unobserved.portal_id
WHERE asked.statement = 'check_guides' AND asked.is_present AND asked.code = 'V6b'
UNION ALL BY NAME
SELECT asked.portal_id, asked.year, asked.code, 'not_assessable' AS state, unread.section_id, unread.url, unread.unread AS words
FROM check_asked AS asked
INNER JOIN unread ON asked.portal_id = unread.portal_id AND asked.year = unread.year
WHERE asked.statement = 'check_guides' AND asked.is_present AND asked.code = 'V6b';


-- name: check_elements
-- Purpose: self-check O6 (2015): element classes that a guide lacks, each once. Grain: present year × class.
-- Inputs:  check_asked, published.observations; published.check_evidence (changed).
-- Tables:  needs check_asked (temporary).

INSERT INTO published.main.check_evidence BY NAME
SELECT
    asked.portal_id,
    asked.year,
    asked.code,
    CASE WHEN count(*) FILTER (WHERE seen.value = 'absent') > 0 THEN 'breach' ELSE 'in_order' END AS state,
    min(seen.url) FILTER (WHERE seen.value = 'absent') AS url,
    CAST(timezone('Asia/Shanghai', min(seen.first_seen_at) FILTER (WHERE seen.value = 'absent')) AS DATE) AS since,
    seen.fact || ':' || count(*) || ' 项指南中缺的 ' || count(*) FILTER (WHERE seen.value = 'absent') || ' 项' AS words
FROM check_asked AS asked
INNER JOIN published.main.observations AS seen ON asked.portal_id = seen.portal_id
WHERE asked.statement = 'check_elements' AND asked.is_present AND seen.kind = 'guide'
GROUP BY asked.portal_id, asked.year, asked.code, seen.fact;


-- name: check_services
-- Purpose: self-check V6a: that services are offered is proven by an item of 办事服务 or a guide; that none is cannot be seen.
-- Grain:   year. Inputs: check_asked, check_sections, feeding, published.observations; published.check_evidence (changed).
-- Tables:  needs check_asked, check_sections, feeding (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
offered AS (
    SELECT
        sections.portal_id,
        sections.year,
        sum(sections.dated_count + CASE WHEN sections.is_present THEN sections.undated_count ELSE 0 END)::BIGINT AS items
    FROM check_sections AS sections
    SEMI JOIN (SELECT portal_id, section_id FROM feeding WHERE role = 'assigned' AND category = '办事服务') AS services
        ON sections.portal_id = services.portal_id AND sections.section_id = services.section_id
    GROUP BY sections.portal_id, sections.year
)
SELECT
    asked.portal_id,
    asked.year,
    asked.code,
    CASE WHEN offered.items > 0 THEN 'in_order' ELSE 'not_seen' END AS state,
    CASE WHEN offered.items > 0 THEN '办事服务栏目有条目 ' || offered.items || ' 条' ELSE asked.why_unseen END AS words
FROM check_asked AS asked
LEFT JOIN offered ON asked.portal_id = offered.portal_id AND asked.year = offered.year
WHERE asked.statement = 'check_services';


-- name: check_links
-- Purpose: self-check D6: links of the home page that lead nowhere; those that open are told in one row, those that were
--          not asked or gave no clear answer are listed, and that the home page was not read any more where it was not.
-- Grain:   present year × link. Inputs: check_asked, check_outcomes, published.observations, portals;
--          published.check_evidence (changed).
-- Tables:  needs check_asked, check_outcomes (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
homes AS (
    SELECT portal_id, value AS outcome, CAST(timezone('Asia/Shanghai', last_seen_at) AS DATE) AS seen_on
    FROM published.main.observations
    WHERE kind = 'home' AND fact = 'outcome'
),
told AS (
    SELECT
        asked.portal_id,
        asked.year,
        asked.code,
        coalesce(outcomes.state, 'not_assessable') AS state,
        links.url,
        CAST(timezone('Asia/Shanghai', links.first_seen_at) AS DATE) AS first_on,
        coalesce(outcomes.words, links.value, '没有结果') AS words
    FROM check_asked AS asked
    INNER JOIN published.main.observations AS links ON asked.portal_id = links.portal_id
    LEFT JOIN check_outcomes AS outcomes ON links.value = outcomes.outcome
    WHERE asked.statement = 'check_links' AND asked.is_present AND links.kind = 'home_link' AND links.fact = 'outcome'
)
SELECT
    portal_id, year, code, state, url, CASE WHEN state = 'breach' THEN first_on END AS since, words
FROM told
WHERE state <> 'in_order'
UNION ALL BY NAME
SELECT portal_id, year, code, 'in_order' AS state, '打得开的链接 ' || count(*) || ' 个' AS words
FROM told
WHERE state = 'in_order'
GROUP BY portal_id, year, code
UNION ALL BY NAME
SELECT
    asked.portal_id,
    asked.year,
    asked.code,
    'not_assessable' AS state,
    portals.home AS url,
    '首页' || CASE
        WHEN is_answered(homes.outcome) THEN '最近一次读到在 ' || homes.seen_on
        ELSE '这一次没有读到(' || outcome_words(homes.outcome) || ')'
    END || ',链接是以前的' AS words
FROM check_asked AS asked
INNER JOIN homes ON asked.portal_id = homes.portal_id
INNER JOIN published.main.portals AS portals ON asked.portal_id = portals.portal_id
WHERE
    asked.statement = 'check_links'
    AND asked.is_present
    AND asked.portal_id IN (SELECT portal_id FROM told)
    AND (NOT is_answered(homes.outcome) OR homes.seen_on < asked.on_day);


-- name: check_unseen
-- Purpose: self-check: what no crawl can see is listed as such, never as passed. Grain: year × indicator.
-- Inputs:  check_asked; published.check_evidence (changed). Tables: needs check_asked (temporary).

INSERT INTO published.main.check_evidence BY NAME
SELECT portal_id, year, code, 'not_seen' AS state, why_unseen AS words
FROM check_asked
WHERE statement = 'check_unseen';


-- name: check_nothing
-- Purpose: self-check: why an indicator is without any other row: of a year that is over what only the present shows, else
--          there was nothing to judge. Leads without a find are told as such, too. Grain: year × indicator.
-- Inputs:  check_asked; published.check_evidence (changed). Tables: needs check_asked (temporary).

INSERT INTO published.main.check_evidence BY NAME
SELECT
    asked.portal_id,
    asked.year,
    asked.code,
    CASE WHEN asked.kind = 'suspect' THEN 'not_seen' ELSE 'not_assessable' END AS state,
    CASE
        WHEN asked.kind = 'suspect' THEN '没有找到可疑的发布日期;其余五种情形看不到'
        WHEN asked.is_current_only AND NOT asked.is_present THEN '以往年度的页面现在看不到,只有当年读到的才能判断'
        WHEN asked.statement = 'check_home' THEN '首页没有读过'
        WHEN asked.statement = 'check_links' THEN '首页上的链接没有读过'
        WHEN asked.statement IN ('check_guides', 'check_elements') THEN '没有读到办事指南'
        WHEN asked.statement IN ('check_letters', 'check_replies') THEN '没有归入公众留言的栏目'
        WHEN asked.rule LIKE 'K-statistics@%' THEN '没有从名称看得出是办事统计的栏目'
        ELSE '没有可以判断的栏目或条目'
    END AS words
FROM check_asked AS asked
ANTI JOIN published.main.check_evidence AS found
    ON asked.portal_id = found.portal_id AND asked.year = found.year AND asked.code = found.code;
