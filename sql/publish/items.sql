-- name: printed_units
-- Purpose: the unit that each printed name stands for; null name where no spelling of the portal file fits.
-- Grain:   portal × printed name, of any list row or published page. Inputs: current_versions, placement, unit_names.
-- Tables:  needs current_versions, placement; makes printed_units (temporary).

CREATE OR REPLACE TEMP TABLE printed_units AS
WITH
printed AS (
    SELECT portal_id, unit FROM current_versions WHERE unit IS NOT NULL
    UNION
    SELECT portal_id, unit FROM placement WHERE unit IS NOT NULL
)
SELECT
    printed.portal_id,
    printed.unit AS printed,
    unit_names.name,
    unit_names.is_alias
FROM printed
LEFT JOIN unit_names
    ON printed.portal_id = unit_names.portal_id AND folded(printed.unit) = unit_names.folded
WHERE folded(printed.unit) <> '';


-- name: several
-- Purpose: the items that stand in several places, of which each place may say something else; and those of them, few, of
--          which some places count and some do not. Looked for once, whatever the number of parts below.
-- Grain:   item. Inputs: placed (as yet without what people decided).
--          By hashes, for their speed: an item whose hash is another's, too, comes out of the sums below as it is.
-- Tables:  needs placed; makes half_counted, several (temporary).

CREATE OR REPLACE TEMP TABLE several AS
WITH
hashes AS MATERIALIZED (
    SELECT hash(item_id) AS hashed
    FROM placed
    GROUP BY hashed
    HAVING count(*) > 1
)
SELECT DISTINCT item_id, hash(item_id) AS hashed FROM placed WHERE hash(item_id) IN (SELECT hashed FROM hashes);

CREATE OR REPLACE TEMP TABLE half_counted AS
SELECT item_id FROM placed WHERE counted AND item_id IN (SELECT item_id FROM placed WHERE NOT counted);


-- name: listed
-- Purpose: what the lists say of an item, from the rows that count (from all, where none does). Here and in the statement
--          below of a part of the items alone, by their hashes: what a part needs fits into memory.
-- Grain:   item. Inputs: placement, $least, $most (hash). Where sections differ: the earliest date, and the words of the
--          section that listed it first.
-- Tables:  needs half_counted, placement, several; makes listed (temporary).

CREATE OR REPLACE TEMP TABLE listed AS
SELECT item_id, listed_on, list_title, unit, index_number, document_number, section_unit, has_page, details
FROM placement
WHERE
    hash(item_id) BETWEEN $least::UBIGINT AND $most::UBIGINT
    AND hash(item_id) NOT IN (SELECT hashed FROM several WHERE hashed BETWEEN $least::UBIGINT AND $most::UBIGINT)
UNION ALL
SELECT
    item_id,
    min(listed_on),
    arg_min(list_title, (first_seen_at, section_id)) FILTER (WHERE list_title IS NOT NULL),
    arg_min(unit, (first_seen_at, section_id)) FILTER (WHERE unit IS NOT NULL),
    arg_min(index_number, (first_seen_at, section_id)) FILTER (WHERE index_number IS NOT NULL),
    arg_min(document_number, (first_seen_at, section_id)) FILTER (WHERE document_number IS NOT NULL),
    arg_min(section_unit, (first_seen_at, section_id)) FILTER (WHERE section_unit IS NOT NULL),
    bool_or(has_page),
    bool_or(details)
FROM placement
-- By their ids, which are looked for before the words of a row are read.
SEMI JOIN (SELECT item_id FROM several WHERE hashed BETWEEN $least::UBIGINT AND $most::UBIGINT) AS own USING (item_id)
WHERE counted OR item_id NOT IN (SELECT item_id FROM half_counted)
GROUP BY item_id;


-- name: items
-- Purpose: every item with its published values. Grain: item.
-- Inputs:  items, listed, current_versions, printed_units, portals, withdrawals, $least, $most.
--          Date: the page's, else the list's. Unit: printed on the page, else in the list, through the
--          aliases; else the section's fixed unit; else the portal's, once the page was read and prints none: of a
--          page still to be read 待读, of one that cannot be read, being gone or no page, 不详 (rule S-unit). Withdrawn (removed_at): as
--          sql/changes settled it. An item whose list row was lost with a damaged package is there with what
--          its page says, and counted nowhere.
-- Tables:  needs current_versions, listed, printed_units (temporary).

INSERT INTO published.main.items BY NAME
WITH
told AS (
    SELECT
        items.*,
        listed.* EXCLUDE (item_id, unit, index_number, document_number),
        coalesce(pages.title, listed.list_title) AS title,
        coalesce(pages.unit, listed.unit) AS unit_told,
        coalesce(
            CAST(timezone('Asia/Shanghai', pages.published_at) AS DATE), pages.published_on
        ) AS page_published_on,
        pages.published_at,
        pages.issued_on,
        coalesce(pages.document_number, listed.document_number) AS document_number,
        coalesce(pages.index_number, listed.index_number) AS index_number,
        pages.content_sha256,
        CASE
            WHEN pages.item_id IS NOT NULL OR NOT listed.has_page OR NOT listed.details THEN NULL
            WHEN is_awaited(items.page_outcome) THEN '待读'
            ELSE '不详'
        END AS unit_awaited
    FROM items
    LEFT JOIN (
        SELECT * FROM listed WHERE hash(item_id) BETWEEN $least::UBIGINT AND $most::UBIGINT
    ) AS listed ON items.item_id = listed.item_id
    LEFT JOIN (
        SELECT * FROM current_versions WHERE hash(item_id) BETWEEN $least::UBIGINT AND $most::UBIGINT
    ) AS pages ON items.item_id = pages.item_id
    WHERE hash(items.item_id) BETWEEN $least::UBIGINT AND $most::UBIGINT
)
SELECT
    told.item_id,
    told.portal_id,
    told.url,
    told.title,
    coalesce(names.name, names.printed, told.section_unit, told.unit_awaited, portals.default_unit) AS unit,
    CASE
        WHEN names.is_alias THEN 'alias'
        WHEN names.printed IS NOT NULL THEN 'printed'
        WHEN told.section_unit IS NOT NULL THEN 'section'
        WHEN told.unit_awaited = '待读' THEN 'unread'
        WHEN told.unit_awaited IS NOT NULL THEN 'unknown'
        WHEN portals.default_unit IS NOT NULL THEN 'default'
    END AS unit_from,
    names.printed AS unit_printed,
    coalesce(told.page_published_on, told.listed_on) AS published_on,
    told.published_at,
    CASE
        WHEN told.page_published_on IS NOT NULL THEN 'page'
        WHEN told.listed_on IS NOT NULL THEN 'list'
        ELSE 'none'
    END AS date_from,
    told.issued_on,
    told.document_number,
    told.index_number,
    coalesce(told.has_page, TRUE) AS has_page,
    told.content_sha256,
    told.first_seen_at,
    told.last_seen_at,
    withdrawals.removed_at
FROM told
INNER JOIN portals ON told.portal_id = portals.portal_id
LEFT JOIN printed_units AS names ON told.portal_id = names.portal_id AND told.unit_told = names.printed
LEFT JOIN withdrawals ON told.item_id = withdrawals.item_id;


-- name: drop_listed
-- Purpose: what lists say of an item stands in the file now. Grain: three tables. Inputs: half_counted, listed, several
--          (temporary).

DROP TABLE listed;

DROP TABLE several;

DROP TABLE half_counted;
