-- name: mergeable
-- Purpose: the items whose keys are looked at: those that count, and those that a person excluded, for it is told
--          which copy of theirs counts instead.
-- Grain:   row of placed (to ask whether an item is among them). Inputs: placed, decided.
-- Tables:  needs decided, placed; makes mergeable (temporary).

CREATE OR REPLACE TEMP VIEW mergeable AS
SELECT item_id FROM placed WHERE counted
UNION ALL
SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied';


-- name: merge_keys
-- Purpose: what makes two items one document: keys by rule; items that share a key are merged.
-- Grain:   item × key. Inputs: mergeable, published.items, current_versions, title_keys (of titles that were taken out).
--          Numbers read from a label, a meta tag or the list speak for the document; one found only in the
--          body may be another document's, and one without an organ code is anybody's. A unit that nobody printed
--          tells no documents apart; where several printed theirs it is nobody's. A 索引号 or a number without an organ
--          code may be a template's: the day or the body has to be the same too.
-- Tables:  needs current_versions, mergeable, title_keys; makes merge_keys (temporary).

CREATE OR REPLACE TEMP TABLE merge_keys AS
WITH
numbered AS (
    SELECT
        items.item_id,
        items.portal_id,
        coalesce(keys.title, folded(items.title)) AS title,
        CASE WHEN items.unit_from NOT IN ('default', 'unread', 'unknown') THEN items.unit END AS unit,
        items.published_on,
        pages.body_digest,
        folded_number(items.document_number) AS number,
        nullif(upper(folded(items.index_number)), '') AS index_number,
        coalesce(json_extract_string(pages.read_from, '$.document_number') LIKE 'body%', FALSE) AS from_body,
        coalesce(keys.explains, regexp_matches(items.title, '解读|图解|一图'), FALSE) AS explains
    FROM published.main.items AS items
    LEFT JOIN title_keys AS keys ON items.item_id = keys.item_id
    LEFT JOIN current_versions AS pages ON items.item_id = pages.item_id
    WHERE
        (items.document_number IS NOT NULL OR items.index_number IS NOT NULL)
        AND items.item_id IN (SELECT item_id FROM mergeable)
),
judged AS MATERIALIZED (
    SELECT
        *,
        regexp_matches(number, '^(公告|通告|公示|通知|令|第|公告第|通告第|令第)?〔') AS generic
    FROM numbered
),
of_nobody AS (
    SELECT
        item_id, portal_id, number, title, unit, published_on, body_digest,
        count(DISTINCT unit) OVER (PARTITION BY portal_id, number, title) > 1 AS units_differ
    FROM judged
    WHERE number IS NOT NULL AND generic AND title <> ''
),
-- One number, title and day or body; of several printed units or 文号 those that print none are nobody's.
indexed AS (
    SELECT
        item_id, portal_id, index_number, title, published_on, body_digest, unit, own_number,
        count(DISTINCT unit) OVER same > 1 AS units_differ,
        count(DISTINCT own_number) OVER same > 1 AS numbers_differ
    FROM (SELECT *, CASE WHEN NOT generic AND NOT from_body THEN number END AS own_number FROM judged)
    WHERE index_number IS NOT NULL AND title <> ''
    WINDOW same AS (PARTITION BY portal_id, index_number, title)
)
SELECT item_id, 'M-document-number' AS rule, concat_ws(chr(31), portal_id, number) AS merge_key
FROM judged
WHERE number IS NOT NULL AND NOT generic AND NOT from_body AND NOT explains
UNION ALL
SELECT item_id, 'M-document-number', concat_ws(chr(31), portal_id, number, explains, title)
FROM judged
WHERE number IS NOT NULL AND NOT generic AND title <> ''
UNION ALL
SELECT
    item_id,
    'M-generic-number',
    concat_ws(chr(31), portal_id, number, CASE WHEN units_differ THEN unit END, title, unnest([
        'day ' || published_on, 'body ' || body_digest
    ]))
FROM of_nobody
WHERE NOT units_differ OR unit IS NOT NULL
UNION ALL
SELECT
    item_id,
    'M-index-number',
    concat_ws(
        chr(31), portal_id, index_number, title,
        CASE WHEN units_differ THEN unit END,
        CASE WHEN numbers_differ THEN own_number END,
        unnest(['day ' || published_on, 'body ' || body_digest])
    )
FROM indexed
WHERE (NOT units_differ OR unit IS NOT NULL) AND (NOT numbers_differ OR own_number IS NOT NULL);


-- name: repeated_bodies
-- Purpose: what occurs twice of bodies that are long enough to say so, by sums alone: of a million pages few are looked at
--          further. Grain: sum. Inputs: current_versions, $rules (warehouse/rules/merging.csv).
-- Tables:  needs current_versions; makes repeated_bodies (temporary).

CREATE OR REPLACE TEMP TABLE repeated_bodies AS
SELECT hash(portal_id, body_digest) AS told
FROM current_versions
WHERE
    text_length >= (
        SELECT min_text::INTEGER
        FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
        WHERE rule = 'M-content'
    )
    AND body_digest IS NOT NULL
GROUP BY told
HAVING count(*) > 1;


-- name: no_twins
-- Purpose: the table that `twins` makes, where no body occurs twice. Grain: none. Inputs: none.
-- Tables:  makes twins (temporary).

CREATE OR REPLACE TEMP TABLE twins (
    item_id VARCHAR,
    portal_id VARCHAR,
    body_digest VARCHAR,
    title VARCHAR,
    published_on DATE,
    number VARCHAR,
    max_days INTEGER,
    max_dates INTEGER,
    is_counted BOOLEAN
);


-- name: twins
-- Purpose: items whose bodies are the same, text, pictures and files, and long enough to say so.
-- Grain:   item. Inputs: repeated_bodies, current_versions, published.items, placed, decided, title_keys, $rules
--          (warehouse/rules/merging.csv).
-- Tables:  needs current_versions, decided, placed, repeated_bodies, title_keys; makes twins (temporary).

CREATE OR REPLACE TEMP TABLE twins AS
WITH
limits AS (
    SELECT max_days::INTEGER AS max_days, max_dates::INTEGER AS max_dates
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE rule = 'M-content'
),
alike AS MATERIALIZED (
    SELECT item_id, portal_id, body_digest
    FROM current_versions AS pages
    SEMI JOIN repeated_bodies AS repeated ON hash(pages.portal_id, pages.body_digest) = repeated.told
    WHERE body_digest IS NOT NULL
),
counted AS (
    SELECT DISTINCT placed.item_id FROM placed SEMI JOIN alike ON placed.item_id = alike.item_id WHERE placed.counted
)
SELECT
    alike.item_id,
    alike.portal_id,
    alike.body_digest,
    coalesce(keys.title, folded(items.title)) AS title,
    items.published_on,
    folded_number(items.document_number) AS number,
    limits.max_days,
    limits.max_dates,
    counted.item_id IS NOT NULL AS is_counted
FROM alike
INNER JOIN published.main.items AS items ON alike.item_id = items.item_id
LEFT JOIN title_keys AS keys ON alike.item_id = keys.item_id
LEFT JOIN counted ON alike.item_id = counted.item_id
CROSS JOIN limits
WHERE
    counted.item_id IS NOT NULL
    OR alike.item_id IN (SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied');


-- name: content_keys
-- Purpose: items of one title and one body are one document, by the limits of rule M-content.
-- Grain:   item × key. Inputs: twins, merge_keys (added to).
--          Dates too far apart, or more of them than reposting explains, stand in the key: then only what was
--          published on one day is one document. So do document numbers that differ.
-- Tables:  needs merge_keys, twins (temporary).

INSERT INTO merge_keys BY NAME
WITH
same AS (
    SELECT
        portal_id,
        body_digest,
        title,
        max(published_on) FILTER (WHERE is_counted) - min(published_on) FILTER (WHERE is_counted) <= any_value(max_days)
        AND count(DISTINCT published_on) FILTER (WHERE is_counted) <= any_value(max_dates) AS is_one_time,
        count(DISTINCT number) FILTER (WHERE is_counted) > 1 AS numbers_differ
    FROM twins
    WHERE title <> '' AND published_on IS NOT NULL
    GROUP BY portal_id, body_digest, title
    HAVING count(*) > 1
)
SELECT
    twins.item_id,
    'M-content' AS rule,
    concat_ws(
        chr(31),
        portal_id,
        body_digest,
        title,
        CASE WHEN NOT same.is_one_time THEN twins.published_on::VARCHAR END,
        CASE WHEN same.numbers_differ THEN coalesce(twins.number, '') END
    ) AS merge_key
FROM twins
INNER JOIN same USING (portal_id, body_digest, title)
WHERE twins.published_on IS NOT NULL;


-- name: moved_keys
-- Purpose: an item that moved and the item at its new address are one document while the old address is empty.
-- Grain:   item × key. Inputs: item_changes, withdrawals, placed, merge_keys (added to).
-- Tables:  needs merge_keys, placed (temporary).

INSERT INTO merge_keys BY NAME
SELECT
    unnest([changes.item_id, changes.other_item_id]) AS item_id,
    'M-moved' AS rule,
    concat_ws(chr(31), changes.item_id, changes.other_item_id) AS merge_key
FROM item_changes AS changes
SEMI JOIN withdrawals ON changes.item_id = withdrawals.item_id
WHERE
    changes.change = 'moved'
    AND changes.item_id IN (SELECT item_id FROM placed WHERE counted)
    AND changes.other_item_id IN (SELECT item_id FROM placed WHERE counted);


-- name: any_shared
-- Purpose: whether any two items have a key in common: else no item is merged. Grain: one row. Inputs: merge_keys.
-- Tables:  needs merge_keys (temporary).

SELECT count(*) > count(DISTINCT (rule, merge_key)) FROM merge_keys;


-- name: joined
-- Purpose: items that are one document: each merged item with the one that is kept, and the rule.
-- Grain:   merged item. Inputs: merge_keys, decided, published.items, $rules (warehouse/rules/merging.csv).
--          Kept is the earliest published, then one whose unit is printed, then the first seen, then the smallest id. Items linked through
--          different keys end at one root.
-- Tables:  needs decided, merge_keys; makes joined (temporary).

CREATE OR REPLACE TEMP TABLE joined AS
WITH RECURSIVE
shared AS (
    SELECT *
    FROM merge_keys
    SEMI JOIN (SELECT rule, merge_key FROM merge_keys GROUP BY rule, merge_key HAVING count(*) > 1) AS several
        ON merge_keys.rule = several.rule AND merge_keys.merge_key = several.merge_key
),
ranked AS (
    SELECT DISTINCT
        items.portal_id,
        shared.item_id,
        dense_rank() OVER (
            ORDER BY
                items.published_on ASC NULLS LAST,
                items.unit_from IN ('default', 'unread', 'unknown') ASC NULLS LAST,
                items.first_seen_at ASC,
                items.item_id ASC
        ) AS rank
    FROM shared
    INNER JOIN published.main.items AS items USING (item_id)
),
grouped AS (
    SELECT
        ranked.rank,
        shared.rule,
        min(ranked.rank) OVER (PARTITION BY shared.rule, shared.merge_key) AS first_rank
    FROM shared
    INNER JOIN ranked USING (item_id)
),
links AS (
    SELECT DISTINCT rank AS a, first_rank AS b FROM grouped WHERE rank <> first_rank
    UNION
    SELECT DISTINCT first_rank, rank FROM grouped WHERE rank <> first_rank
),
roots(rank, root) USING KEY (rank) AS (
    SELECT rank, rank FROM ranked
    UNION
    (
        SELECT links.b, min(told.root)
        FROM roots AS told
        INNER JOIN links ON told.rank = links.a
        INNER JOIN recurring.roots AS known ON known.rank = links.b
        WHERE told.root < known.root
        GROUP BY links.b
    )
),
versions AS (
    -- Of the rules that join an item a person's is told, else the one that stands first in the file.
    SELECT rule, rule || '@' || version AS named, row_number() OVER () AS position
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    UNION ALL
    SELECT rule, rule, 0
    FROM decided
    WHERE kind = 'merge' AND state = 'applied'
),
reasons AS (
    SELECT grouped.rank, arg_min(versions.named, (versions.position, versions.named)) AS rule
    FROM grouped
    INNER JOIN versions USING (rule)
    GROUP BY grouped.rank
)
SELECT
    kept.portal_id,
    kept.item_id AS kept_item_id,
    merged.item_id AS merged_item_id,
    reasons.rule
FROM roots
INNER JOIN ranked AS merged ON roots.rank = merged.rank
INNER JOIN ranked AS kept ON roots.root = kept.rank
INNER JOIN reasons ON roots.rank = reasons.rank
WHERE roots.rank <> roots.root;


-- name: merges
-- Purpose: the merges within each portal. Grain: merged item. Inputs: joined.
-- Tables:  needs joined (temporary).

INSERT INTO published.main.merges BY NAME
SELECT portal_id, kept_item_id, merged_item_id, rule
FROM joined
ORDER BY kept_item_id, merged_item_id;


-- name: drop_keys
-- Purpose: merges stand in the file now: what led to them makes room. Grain: two tables. Inputs: joined, merge_keys (temporary).

DROP TABLE IF EXISTS joined;

DROP TABLE merge_keys;
