-- name: covered_since
-- Purpose: since when each section was once read whole. Grain: section. Inputs: section_runs.
-- Tables:  makes covered_since (temporary).

CREATE OR REPLACE TEMP TABLE covered_since AS
SELECT portal_id, section_id, min(finished_at) AS covered_at
FROM section_runs
WHERE is_whole(outcome) AND whole_list
GROUP BY portal_id, section_id;


-- name: watched
-- Purpose: the items at which checks look further, by what is unusual about them. Each is told by the rows of its item, of
--          what this may be one document with and of its sections alone: so a publication of what has changed believes
--          what the last one told of all other items.
-- Grain:   item × what; day: that in its address. Inputs: published.items, placed.
--          later: dated 30 days and more before it came up, in a section that had been read whole; address: before the day
--          in its address; differs: the list dates it in another year; impossible: dated before there were portals or
--          after it was read; undated; issued: came out 20 days and more after it was formed; early: seen before the
--          day it is dated.
-- Tables:  needs covered_since, placed; makes watched (temporary).

CREATE OR REPLACE TEMP TABLE watched AS
WITH
addressed AS (
    SELECT
        item_id,
        published_on,
        coalesce(
            try_strptime(
                nullif(
                    regexp_extract(url, '[^0-9](20\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01]))[^0-9]', 1), ''
                )
                .replace('/', '-'),
                '%Y-%m-%d'
            ),
            try_strptime(
                nullif(regexp_extract(url, '[^0-9](20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))', 1), ''), '%Y%m%d'
            )
        )::DATE AS address_day
    FROM published.main.items
    WHERE published_on IS NOT NULL
)
SELECT item_id, 'address' AS what, address_day AS day
FROM addressed
WHERE published_on < address_day - 30
UNION ALL
SELECT DISTINCT placed.item_id, 'later', NULL
FROM placed
INNER JOIN covered_since USING (portal_id, section_id)
INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
WHERE
    placed.counted
    AND placed.first_seen_at > covered_since.covered_at
    AND placed.first_seen_at = items.first_seen_at
    -- The reading that did not meet it was before: a later date is never 30 days before that.
    AND items.published_on < CAST(timezone('Asia/Shanghai', placed.first_seen_at) AS DATE) - 30
UNION ALL
SELECT DISTINCT placed.item_id, 'differs', NULL
FROM placed
INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
WHERE placed.counted AND items.date_from = 'page' AND year(placed.listed_on) <> year(items.published_on)
UNION ALL
SELECT item_id, 'undated', NULL
FROM published.main.items
WHERE published_on IS NULL
UNION ALL
SELECT item_id, 'impossible', NULL
FROM published.main.items
WHERE
    published_on < DATE '1995-01-01'
    OR (
        -- A zone is costly to reckon in: first what is not before the day eight hours ahead of UTC, which no day of the
        -- portal's zone was ever before.
        published_on - DATE '1970-01-01' > (epoch_us(last_seen_at) + 28800000000) // 86400000000
        AND published_on > CAST(timezone('Asia/Shanghai', last_seen_at) AS DATE)
    )
UNION ALL
SELECT item_id, 'early', NULL
FROM published.main.items
WHERE
    published_on - DATE '1970-01-01' > (epoch_us(first_seen_at) + 28800000000) // 86400000000
    AND published_on > CAST(timezone('Asia/Shanghai', first_seen_at) AS DATE)
UNION ALL
-- Sooner than 20 days of any kind is never late.
SELECT item_id, 'issued', NULL
FROM published.main.items
WHERE issued_on >= DATE '2008-05-01' AND published_on > issued_on + 20;


-- name: unclassified
-- Purpose: the items that no rule gives a category, in sections that have none: often many. Grain: item.
-- Inputs:  published.classifications, merges, open_rows.
-- Tables:  needs open_rows; makes unclassified (temporary).

CREATE OR REPLACE TEMP TABLE unclassified AS
SELECT DISTINCT open_rows.item_id
FROM open_rows
ANTI JOIN published.main.classifications AS classifications ON open_rows.item_id = classifications.item_id
ANTI JOIN published.main.merges AS merges ON open_rows.item_id = merges.merged_item_id;


-- name: alike_keys
-- Purpose: what items that may look like one document have in common: one 索引号; one title and day. By hashes: who looks
--          further compares the words. Grain: item × key. Inputs: published.items.
-- Tables:  makes alike_keys (temporary).

CREATE OR REPLACE TEMP TABLE alike_keys AS
SELECT hash(item_id) AS hashed, hash('index', portal_id, index_number) AS key
FROM published.main.items
WHERE index_number IS NOT NULL
UNION ALL
SELECT hash(item_id), hash('title', portal_id, title, published_on)
FROM published.main.items
WHERE published_on IS NOT NULL AND title <> '';


-- name: alike_items
-- Purpose: the items of which others have a key. Grain: item. Inputs: alike_keys, published.items.
-- Tables:  needs alike_keys; makes alike_items (temporary).

CREATE OR REPLACE TEMP TABLE alike_items AS
WITH
shared AS MATERIALIZED (
    SELECT hashed
    FROM alike_keys
    SEMI JOIN (SELECT key FROM alike_keys GROUP BY key HAVING count(*) > 1) AS several USING (key)
)
SELECT item_id, portal_id, title, index_number, published_on, unit, unit_from
FROM published.main.items
-- By their places: they are few, and of the others the words need not be read.
WHERE rowid IN (SELECT rowid FROM published.main.items WHERE hash(item_id) IN (SELECT hashed FROM shared));


-- name: watched_items
-- Purpose: what is published of them, for checks to look at. Grain: item × what. Inputs: watched, published.items.
-- Tables:  needs watched; makes watched_items (temporary).

CREATE OR REPLACE TEMP TABLE watched_items AS
SELECT
    watched.what,
    watched.day,
    items.portal_id,
    items.item_id,
    items.url,
    items.title,
    items.unit,
    items.published_on,
    items.issued_on,
    items.first_seen_at,
    items.last_seen_at
FROM published.main.items AS items
INNER JOIN watched ON items.item_id = watched.item_id;


-- name: watched_rows
-- Purpose: their rows. Grain: item × section. Inputs: watched, placed.
-- Tables:  needs placed, watched; makes watched_rows (temporary).

CREATE OR REPLACE TEMP TABLE watched_rows AS
SELECT * FROM placed SEMI JOIN watched USING (item_id);
