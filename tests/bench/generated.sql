-- Purpose: a ledger as a whole year's crawl leaves it, made up row by row: $rows items over $sections sections, each
--          with a page; one in ten stands in a second section, one in twenty shares its document number with another.
--          Rows lie section by section, as a first crawl brings them.
-- Grain:   beside each table. Inputs: sections, already synchronised (ids 's0' …); $rows, $sections, $run_id, $at. An item is named as
--          scrapers.address.item_id names it, so that packages can tell more of it.

CREATE OR REPLACE TEMP TABLE made AS
SELECT
    i,
    's' || CAST(i % $sections AS VARCHAR) AS section_id,
    's' || CAST((i * 7 + 1) % $sections AS VARCHAR) AS second_id,
    '关于做好2017年第' || CAST(i AS VARCHAR) || '号事项有关工作的通知' AS title,
    DATE '2015-01-01' + CAST(hash(i * 31) % 1096 AS INTEGER) AS day,
    'http://www.sample.gov.cn/s' || CAST(i % $sections AS VARCHAR) || strftime(day, '/%Y%m/t%Y%m%d_') || CAST(i AS VARCHAR)
    || '.html' AS url,
    substr(sha256('made' || chr(10) || url), 1, 16) AS item_id,
    '某县第' || CAST(i % 60 AS VARCHAR) || '局' AS unit,
    CASE WHEN i % 4 = 0 THEN '某政发〔2017〕' || CAST(i - CASE WHEN i % 20 = 0 THEN 4 ELSE 0 END AS VARCHAR) || '号' END
        AS document_number,
    sha256('made ' || CAST(i AS VARCHAR)) AS content_sha256
FROM range($rows) AS numbers(i)
ORDER BY i % $sections, i;

INSERT INTO items BY NAME
SELECT
    item_id, 'made' AS portal_id, url, day + INTERVAL 20 HOUR AS first_seen_at, $at AS last_seen_at, $at AS checked_at,
    'ok' AS page_outcome
FROM made;

INSERT INTO item_sections BY NAME
WITH
placed AS (
    SELECT *, section_id AS stands_in FROM made
    UNION ALL
    SELECT *, second_id AS stands_in FROM made WHERE i % 10 = 0 AND second_id <> section_id
)
SELECT
    item_id, 'made' AS portal_id, stands_in AS section_id, url, title AS list_title, day AS listed_on,
    FALSE AS pinned, TRUE AS has_page, day + INTERVAL 20 HOUR AS first_seen_at, $at AS last_seen_at, $run_id AS first_run_id,
    $run_id AS last_run_id, $at AS accepted_at, title AS accepted_title, day AS accepted_listed_on
FROM placed;

INSERT INTO item_versions BY NAME
SELECT
    item_id, 'made' AS portal_id, 1 AS version, $at AS seen_at, $at AS accepted_at, $run_id AS run_id, title,
    day AS published_on, unit, document_number, document_number AS document_number_raw, content_sha256,
    'made-' || section_id || '.warc.gz' AS archive_file, i * 4096 AS archive_offset,
    1200 AS text_length, substr(content_sha256, 1, 16) AS body_digest,
    '{"title":"meta:ArticleTitle","published":"label:发布时间","unit":"label:来源"}' AS read_from
FROM made;

INSERT INTO fetches BY NAME
SELECT
    'made.' || section_id AS package_id, $run_id AS run_id, 'made' AS portal_id, section_id, url,
    'GET ' || url AS question, 'item' AS role, $at AS asked_at, 200 AS status, 'ok' AS outcome, 12000 AS bytes,
    content_sha256 AS sha256, substr(content_sha256, 1, 20) AS etag, 'text/html; charset=utf-8' AS content_type,
    'made-' || section_id || '.warc.gz' AS archive_file, i * 4096 AS archive_offset, url AS final_url
FROM made;

INSERT INTO section_runs BY NAME
SELECT
    $run_id AS run_id, 'made' AS portal_id, section_id, 'complete' AS outcome, 25 AS pages_declared, 25 AS pages_read,
    count(*) AS records_declared, count(*) AS records_read, TRUE AS whole_list, $at AS finished_at
FROM item_sections
GROUP BY section_id;

DROP TABLE made;
