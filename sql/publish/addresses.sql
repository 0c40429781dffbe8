-- name: telling_addresses
-- Purpose: addresses of items that may hold an ID number, or a mobile or card number under a name that says so: the
--          caller knows (scrapers/privacy.py). Grain: address. Inputs: published.items.

SELECT DISTINCT url
FROM published.main.items
WHERE may_tell_of_people(url);


-- name: telling_files
-- Purpose: the same of files that items link to. Grain: address. Inputs: published.attachments.

SELECT DISTINCT url
FROM published.main.attachments
WHERE may_tell_of_people(url);


-- name: telling_observed
-- Purpose: the same of what was observed. Grain: address. Inputs: published.observations.

SELECT DISTINCT url
FROM published.main.observations
WHERE may_tell_of_people(url);


-- name: mask_observed
-- Purpose: the same of what was observed. Grain: observation. Inputs: lists of equal length; published.observations
--          (changed).

UPDATE published.main.observations
SET url = told.masked
FROM (SELECT unnest($urls::VARCHAR []) AS url, unnest($masked::VARCHAR []) AS masked) AS told
WHERE published.main.observations.url = told.url;


-- name: mask_items
-- Purpose: such addresses stand masked in what is published; the ledger, which has to ask for them, keeps them.
-- Grain:   item. Inputs: lists of equal length; published.items (changed).

UPDATE published.main.items
SET url = told.masked
FROM (SELECT unnest($urls::VARCHAR []) AS url, unnest($masked::VARCHAR []) AS masked) AS told
WHERE published.main.items.url = told.url;


-- name: mask_files
-- Purpose: the same of files. Grain: item × address. Inputs: lists of equal length; published.attachments (changed).

UPDATE published.main.attachments
SET url = told.masked
FROM (SELECT unnest($urls::VARCHAR []) AS url, unnest($masked::VARCHAR []) AS masked) AS told
WHERE published.main.attachments.url = told.url;


-- name: mask_questions
-- Purpose: the same of the questions for them. Grain: question. Inputs: lists of equal length; published.fetches
--          (changed).

UPDATE published.main.fetches
SET url = told.masked
FROM (SELECT unnest($urls::VARCHAR []) AS url, unnest($masked::VARCHAR []) AS masked) AS told
WHERE published.main.fetches.url = told.url;
