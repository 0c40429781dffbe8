-- Purpose: every item with its published values. Grain: item.
-- Inputs:  items, listed, current_versions, printed_units, portals, withdrawals.
--          Date: the page's, else the list's. Unit: printed on the page, else in the list, through the
--          aliases; else the section's fixed unit; else the portal's. Withdrawn (removed_at): as
--          sql/changes settled it. An item whose list row was lost with a damaged package is there with what
--          its page says, and counted nowhere.

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
        pages.content_sha256
    FROM items
    LEFT JOIN listed ON items.item_id = listed.item_id
    LEFT JOIN current_versions AS pages ON items.item_id = pages.item_id
)
SELECT
    told.item_id,
    told.portal_id,
    told.url,
    told.title,
    coalesce(names.name, names.printed, told.section_unit, portals.default_unit) AS unit,
    CASE
        WHEN names.is_alias THEN 'alias'
        WHEN names.printed IS NOT NULL THEN 'printed'
        WHEN told.section_unit IS NOT NULL THEN 'section'
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
