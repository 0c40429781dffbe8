-- name: observing
-- Purpose: which packages say anything of observations, and which have read a list whole that may show letters no more.
-- Grain:   package. Inputs: stage_items, stage_observations, stage_packages, observations; $portal_id.
-- Tables:  needs stage_items, stage_observations, stage_packages (temporary).

WITH
telling AS (
    SELECT package FROM stage_observations
    UNION ALL
    SELECT package
    FROM stage_items
    WHERE
        len(observed) > 0
        OR item_id IN (
            SELECT item_id FROM observations WHERE portal_id = $portal_id AND source = 'page' AND item_id IS NOT NULL
        )
),
letters AS (
    SELECT section_id
    FROM observations
    WHERE portal_id = $portal_id AND source = 'list' AND section_id IS NOT NULL
)
SELECT
    package,
    package IN (SELECT package FROM telling) AS tells,
    coalesce(is_whole(outcome) AND whole_list AND section_id IN (SELECT section_id FROM letters), FALSE) AS unlists
FROM stage_packages
ORDER BY package;


-- name: fold_observed_pages
-- Purpose: of the pages of a package that were answered each one's last reading. Grain: item whose page was read, or is
--          as it was. Inputs: stage_items; $package.
-- Tables:  needs stage_items; makes told_pages (temporary).

CREATE OR REPLACE TEMP TABLE told_pages AS
SELECT item_id, url, seen_at, outcome, observed
FROM stage_items
WHERE package = $package AND is_answered(outcome)
QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY seen_at DESC, outcome = 'ok' DESC) = 1;


-- name: fold_observations
-- Purpose: a package's observations, one of each fact: what the last reading of a page says of it, and what was met
--          first on a list or on the home page. page_key is what the page is known by: its item, a link its address.
-- Grain:   kind × source × page × fact. Inputs: told_pages, stage_observations; $package.
-- Tables:  needs stage_observations, told_pages; makes told_observations (temporary).

CREATE OR REPLACE TEMP TABLE told_observations AS
WITH
read_pages AS (
    SELECT item_id, url, seen_at, unnest(observed) AS told
    FROM told_pages
    WHERE outcome = 'ok' AND len(observed) > 0
),
stated AS (
    SELECT
        told.kind AS kind, 'page' AS source, url, item_id, told.fact AS fact, told.value AS value, told.day AS day, seen_at,
        FALSE AS yields
    FROM read_pages
    UNION ALL BY NAME
    SELECT kind, source, url, item_id, fact, value, day, seen_at, yields
    FROM stage_observations
    WHERE package = $package
)
SELECT *, if(kind = 'home_link', url, coalesce(item_id, url)) AS page_key
FROM stated
QUALIFY
    row_number() OVER (
        PARTITION BY kind, source, if(kind = 'home_link', url, coalesce(item_id, url)), fact
        ORDER BY yields, seen_at DESC, value IS NULL AND day IS NULL
    ) = 1;


-- name: drop_observations
-- Purpose: what a page said and says no more: it was read again without it, by a program that looks for it.
-- Grain:   observation. Inputs: told_observations, told_pages, observations (changed); $portal_id.
-- Tables:  needs told_observations, told_pages (temporary).

DELETE FROM observations AS kept
WHERE
    kept.portal_id = $portal_id
    AND kept.source = 'page'
    AND EXISTS (
        SELECT 1
        FROM told_pages AS page
        WHERE
            page.item_id = kept.item_id
            AND page.outcome = 'ok'
            AND page.observed IS NOT NULL
            AND page.seen_at >= kept.read_at
    )
    AND NOT EXISTS (
        SELECT 1
        FROM told_observations AS told
        WHERE
            told.source = 'page' AND told.page_key = kept.item_id AND told.kind = kept.kind AND told.fact = kept.fact
    );


-- name: drop_home_observations
-- Purpose: what the home page does not link to any more, where tonight's reading of it is there. Grain: observation.
-- Inputs:  told_observations, observations (changed); $portal_id.
-- Tables:  needs told_observations (temporary).

DELETE FROM observations AS kept
WHERE
    kept.portal_id = $portal_id
    AND kept.source = 'home'
    AND EXISTS (
        SELECT 1
        FROM told_observations AS home
        WHERE home.kind = 'home' AND home.fact = 'outcome' AND home.value = 'ok' AND home.seen_at >= kept.read_at
    )
    AND NOT EXISTS (
        SELECT 1
        FROM told_observations AS told
        WHERE
            told.source = 'home' AND told.kind = kept.kind AND told.fact = kept.fact
            AND told.page_key = kept.url
    );


-- name: drop_unlinked
-- Purpose: a letter whose row was no link, once it is one. Grain: observation.
-- Inputs:  stage_observations, observations (changed); $portal_id, $package.
-- Tables:  needs stage_observations (temporary).

DELETE FROM observations
WHERE
    portal_id = $portal_id
    AND source = 'list'
    AND item_id IS NULL
    AND EXISTS (
        SELECT 1
        FROM stage_observations
        WHERE package = $package AND starts_with(observations.url, stage_observations.unlinked)
    );


-- name: touch_observations
-- Purpose: a page that answers that it is unchanged says what it said. Grain: observation.
-- Inputs:  told_pages, observations (changed); $portal_id, $run_id.
-- Tables:  needs told_pages (temporary).

UPDATE observations
SET
    last_seen_at = greatest(observations.last_seen_at, page.seen_at),
    run_id = CASE WHEN page.seen_at > observations.last_seen_at THEN $run_id ELSE observations.run_id END
FROM told_pages AS page
WHERE
    observations.portal_id = $portal_id
    AND observations.source = 'page'
    AND observations.item_id = page.item_id
    AND page.outcome = 'unchanged';


-- name: update_observations
-- Purpose: what was observed before, seen again: a value that is another one stands from now on. An older answer
--          (packages may come late, or are made from the archive) changes nothing; one that is read again by other
--          rules is no sighting.
-- Grain:   observation. Inputs: told_observations, observations (changed); $portal_id, $run_id, $is_sighting.
-- Tables:  needs told_observations (temporary).

UPDATE observations
SET
    value = CASE WHEN told.yields THEN observations.value ELSE told.value END,
    day = CASE WHEN told.yields THEN observations.day ELSE told.day END,
    first_seen_at = CASE
        WHEN
            told.yields
            OR (told.value IS NOT DISTINCT FROM observations.value AND told.day IS NOT DISTINCT FROM observations.day)
            THEN observations.first_seen_at
        ELSE told.seen_at
    END,
    read_at = told.seen_at,
    last_seen_at = CASE
        WHEN told.yields THEN observations.last_seen_at
        ELSE greatest(observations.last_seen_at, told.seen_at)
    END,
    run_id = CASE WHEN $is_sighting AND NOT told.yields THEN $run_id ELSE observations.run_id END
FROM told_observations AS told
WHERE
    observations.portal_id = $portal_id
    AND observations.kind = told.kind
    AND observations.source = told.source
    AND observations.fact = told.fact
    AND if(observations.kind = 'home_link', observations.url, coalesce(observations.item_id, observations.url)) = told.page_key
    AND told.seen_at >= observations.read_at;


-- name: add_observations
-- Purpose: what is observed for the first time. Grain: observation. Inputs: told_observations, observations (changed);
--          $portal_id, $section_id (null: of none), $run_id.
-- Tables:  needs told_observations (temporary).

INSERT INTO observations BY NAME
SELECT
    $portal_id AS portal_id, told.kind, told.source, told.url, told.item_id, $section_id::VARCHAR AS section_id, told.fact,
    told.value, told.day, told.seen_at AS read_at, told.seen_at AS first_seen_at, told.seen_at AS last_seen_at,
    $run_id AS run_id
FROM told_observations AS told
WHERE NOT EXISTS (
    SELECT 1
    FROM observations AS kept
    WHERE
        kept.portal_id = $portal_id
        AND kept.kind = told.kind
        AND kept.source = told.source
        AND kept.fact = told.fact
        AND if(kept.kind = 'home_link', kept.url, coalesce(kept.item_id, kept.url)) = told.page_key
);


-- name: drop_unlisted
-- Purpose: letters that a list no longer shows, once it was read whole without them. Grain: observation.
-- Inputs:  observations (changed); $portal_id, $section_id, $run_id.

DELETE FROM observations
WHERE portal_id = $portal_id AND section_id = $section_id AND source = 'list' AND run_id <> $run_id;
