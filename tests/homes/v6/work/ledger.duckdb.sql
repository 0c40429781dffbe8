-- The ledger: what is known of every section and item, folded at load. Private to the pipeline.
--
-- Purpose: state (items, item_sections), history (item_versions, runs, section_runs, fetches, rejects).
-- Grain:   beside each table. Inputs: none; run when this text is not the one that the ledger was last made by,
--          so each statement may find its work done. What changes a table that is there already is a migration
--          (migrations.sql); both together make of any older ledger what this text makes of none.
--
-- Of the large tables no key is indexed: loading joins by hash, and an audit before each publication
-- selects duplicate keys. Every instant is TIMESTAMPTZ, every day is the portal's (Asia/Shanghai).

-- One row: which form of the ledger this is, and the sum of the text of this file that made it so.
CREATE TABLE IF NOT EXISTS ledger_meta (schema_version INTEGER NOT NULL, schema_sha256 VARCHAR);
ALTER TABLE ledger_meta ADD COLUMN IF NOT EXISTS schema_sha256 VARCHAR;

-- One row per portal.
CREATE TABLE IF NOT EXISTS portals (
    portal_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    default_unit VARCHAR
);

-- One row per unit of a portal, and one per spelling (its name and each alias), compared after folding.
CREATE TABLE IF NOT EXISTS units (portal_id VARCHAR NOT NULL, unit_id VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS unit_names (
    portal_id VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    is_alias BOOLEAN NOT NULL
);

-- One row per section of a portal. A section that left the portal file keeps its row and its items.
-- published_id is section_id, or portal_id/section_id where another portal of this home had that id first.
CREATE TABLE IF NOT EXISTS sections (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    published_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    unit VARCHAR,
    details BOOLEAN NOT NULL,
    cadence_days INTEGER NOT NULL,
    declared BOOLEAN NOT NULL
);

-- One row per run. outcome and finished_at are null while it runs, and after a kill until it is resumed.
-- A backfill of several years is for year to to_year; to_year is null for one year. It came with version 3.
CREATE TABLE IF NOT EXISTS runs (
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    year INTEGER,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR,
    to_year INTEGER
);

-- One row per run that ended and whose results are not known to be published: the next run takes it up.
CREATE TABLE IF NOT EXISTS publishing (run_id VARCHAR NOT NULL);

-- One row per list row that a run not yet ended has met and another run has met since: item_sections keeps only the
-- last of them, and the one before may still come to its end and accept the row. It came with version 4.
CREATE TABLE IF NOT EXISTS met_rows (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

-- One row per loaded package: loading it again changes nothing.
CREATE TABLE IF NOT EXISTS packages (
    package_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);

-- One row per run and section that came with a proof of completeness. proof came with version 5: what shows a
-- complete reading to be one (total, pager_end, single_page, increment, person), or that it was read by a version
-- that kept no such ground (before); null where it is not complete, or where nothing shows it beyond doubt.
-- links_seen, rows_seen, rows_set_aside (what became of the links on its list pages) and by what it was read
-- (reader_version, and the versions of section_layouts in force; null: none) came with version 6.
CREATE TABLE IF NOT EXISTS section_runs (
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    pages_declared INTEGER,
    pages_read INTEGER,
    records_declared INTEGER,
    records_read INTEGER,
    whole_list BOOLEAN NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ NOT NULL,
    proof VARCHAR,
    links_seen INTEGER,
    rows_seen INTEGER,
    rows_set_aside INTEGER,
    reader_version VARCHAR,
    list_layout_version INTEGER,
    item_layout_version INTEGER
);

-- One row per section, kind of page (list, item) and version: the layout by which the section's pages are read, from
-- learned_at on until the next one. layout is JSON; null where a person has taken his out and none was ever learned.
-- run_id is the run that learned it, or in which it came into force. It came with version 6.
CREATE TABLE IF NOT EXISTS section_layouts (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    layout VARCHAR,
    learned_from VARCHAR NOT NULL,
    learned_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    reason VARCHAR
);

-- One row per item: one canonical address of one portal, whatever the number of sections that list it.
CREATE TABLE IF NOT EXISTS items (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    checked_at TIMESTAMPTZ,
    page_outcome VARCHAR,
    gone_since TIMESTAMPTZ
);

-- One row per item and section: the list row as last read, and (accepted_…) as it stood when the section
-- was last read and found complete. Published figures rest on the accepted values.
CREATE TABLE IF NOT EXISTS item_sections (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    list_title VARCHAR,
    listed_on DATE,
    unit VARCHAR,
    index_number VARCHAR,
    document_number VARCHAR,
    pinned BOOLEAN NOT NULL,
    has_page BOOLEAN NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    first_run_id VARCHAR NOT NULL,
    last_run_id VARCHAR NOT NULL,
    left_at TIMESTAMPTZ,
    accepted_at TIMESTAMPTZ,
    accepted_title VARCHAR,
    accepted_listed_on DATE,
    accepted_unit VARCHAR,
    accepted_index_number VARCHAR,
    accepted_document_number VARCHAR
);

-- One row per version of an item's page; a version is added when its content or a stated field changed.
-- text_length and body_digest came with version 2 of the ledger: null until the page is read again; reader_version
-- (which reader first read it so) came with version 6.
CREATE TABLE IF NOT EXISTS item_versions (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    accepted_at TIMESTAMPTZ,
    run_id VARCHAR NOT NULL,
    title VARCHAR,
    published_on DATE,
    published_at TIMESTAMPTZ,
    issued_on DATE,
    unit VARCHAR,
    document_number VARCHAR,
    document_number_raw VARCHAR,
    index_number VARCHAR,
    page_column VARCHAR,
    content_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    read_from JSON,
    attachments STRUCT(url VARCHAR, name VARCHAR)[],
    masked STRUCT(kind VARCHAR, masked VARCHAR, place VARCHAR)[],
    text_length INTEGER,
    body_digest VARCHAR,
    reader_version VARCHAR
);

-- One row per item that is withdrawn now. basis: page (its own answer), list (two complete readings of each of its
-- lists without it), moved (the same item stands at a new address).
CREATE TABLE IF NOT EXISTS withdrawals (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    removed_at TIMESTAMPTZ NOT NULL,
    basis VARCHAR NOT NULL
);

-- One row per change of an item that neither first_seen_at nor a version of its page tells: withdrawn, restored,
-- moved (item_id to other_item_id), edited (its list row alone).
CREATE TABLE IF NOT EXISTS item_changes (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    other_item_id VARCHAR,
    detail VARCHAR
);

-- One row per question asked.
CREATE TABLE IF NOT EXISTS fetches (
    package_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    bytes BIGINT NOT NULL,
    sha256 VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    content_type VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    final_url VARCHAR
);

-- One row per list row or page that could not be read, with the reason.
CREATE TABLE IF NOT EXISTS rejects (
    package_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    position INTEGER,
    reason VARCHAR NOT NULL,
    raw VARCHAR
);

-- One row per file of the archive, with the sum that its package stated when it was loaded.
CREATE TABLE IF NOT EXISTS archive_files (archive_file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL);

-- One row per thing that a person should see and that no table shows: what happened while loading.
CREATE TABLE IF NOT EXISTS findings (
    check_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL
);

-- One row per finding of the last publication that is not `pass`: when it was first found. A finding that is gone
-- leaves, and is new when it comes back.
CREATE TABLE IF NOT EXISTS finding_history (
    check_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL
);

INSERT INTO archive_files VALUES
('backfill-20180124T020000-8af3.nb.0001-00001.warc.gz', '4b8be8fd0e0551712d95c88c162aae1a924374cb4dcc9247f58656d2a3841146'),
('nightly-20180121T020000-400a.dt.0001-00001.warc.gz', 'cf44c1daafa7f5e5deeec68d517c3c8863bdb22dea0440a3c7cb03981094e400'),
('nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '2df1452d11c37e58fdde348b537cd3d5904ee5e07c4bac1e821a538933160bc2'),
('nightly-20180121T020000-400a.yj.0001-00001.warc.gz', '3409fab73c77327601a55b98e61f2607761a4882d4a4985f6617caa26cceaa46'),
('nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '074d43fa1b023b141451a676ee7462ff00e9597b1a23ecd75c98d8af8b08f096'),
('nightly-20180122T020000-3776.dt.0001-00001.warc.gz', '1c2b35a6796e0eb7536907a02b8be6099d82160675441dd7698ee21705f0e8ed'),
('nightly-20180122T020000-3776.nb.0001-00001.warc.gz', '97bc651ef350b34c01800bb758a5335c6c753a5f932fea72b918478cda7755a2'),
('nightly-20180122T020000-3776.yj.0001-00001.warc.gz', '1cb6980d9f710c972e4f11df5ca2ccb417c24ce819380f519a6746b007f2d5ff'),
('nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '785a033b2cd3bae83d95fe23ecdfc9d7f7d674dcddccaf547433ebb64e39bf1f'),
('nightly-20180123T020000-bf22.dt.0001-00001.warc.gz', '41a2c0f833ca8beb2edd57616ea1270e6fb92a08821c42f95f0dd012d7cf2770'),
('nightly-20180123T020000-bf22.nb.0001-00001.warc.gz', '011fa4f9ea924e626d4e77d07021062e387d9873d39dada3908134cc53889a89'),
('nightly-20180123T020000-bf22.yj.0001-00001.warc.gz', '49231d29d85aa99f8269565449881da724a75b6fc5576d730c48c81eef48dfa7'),
('nightly-20180123T020000-bf22.zfwj.0001-00001.warc.gz', '0db0643c56164850eef6c52444e3225a406076bd4e585bacdca0b4d30a9310e7'),
('nightly-20180124T020000-d996.dt.0001-00001.warc.gz', 'b59eb7bf8f8b55f22ab090d7ae806c611145c5e0512978e2dba673e0b5a81115'),
('nightly-20180124T020000-d996.nb.0001-00001.warc.gz', '9f14f5d69b600d0d972228ca2e6ee425662b815ead91e456fc277f3ba17bb53e'),
('nightly-20180124T020000-d996.yj.0001-00001.warc.gz', 'feb21bfc490e61c6962e5efd756a96f67e24e5359cd6569e0934e27d76f36702'),
('nightly-20180124T020000-d996.zfwj.0001-00001.warc.gz', 'ecb0b7cfce832063c971434e0923ac967656cc5475217360c51199e71cf66e50');

INSERT INTO fetches VALUES
('backfill-20180124T020000-8af3.nb.0001', 'backfill-20180124T020000-8af3', 'sample', 'nb', 'http://www.sample.gov.cn/nb/', 'GET http://www.sample.gov.cn/nb/', 'list', '2018-01-24 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'backfill-20180124T020000-8af3.nb.0001-00001.warc.gz', '0', NULL),
('nightly-20180121T020000-400a.dt.0001', 'nightly-20180121T020000-400a', 'sample', 'dt', 'http://www.sample.gov.cn/dt/', 'GET http://www.sample.gov.cn/dt/', 'list', '2018-01-21 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '0', NULL),
('nightly-20180121T020000-400a.nb.0001', 'nightly-20180121T020000-400a', 'sample', 'nb', 'http://www.sample.gov.cn/nb/', 'GET http://www.sample.gov.cn/nb/', 'list', '2018-01-21 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '0', NULL),
('nightly-20180121T020000-400a.yj.0001', 'nightly-20180121T020000-400a', 'sample', 'yj', 'http://www.sample.gov.cn/yj/', 'GET http://www.sample.gov.cn/yj/', 'list', '2018-01-21 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180121T020000-400a.yj.0001-00001.warc.gz', '0', NULL),
('nightly-20180121T020000-400a.zfwj.0001', 'nightly-20180121T020000-400a', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/', 'GET http://www.sample.gov.cn/zfwj/', 'list', '2018-01-21 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '0', NULL),
('nightly-20180122T020000-3776.dt.0001', 'nightly-20180122T020000-3776', 'sample', 'dt', 'http://www.sample.gov.cn/dt/', 'GET http://www.sample.gov.cn/dt/', 'list', '2018-01-22 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180122T020000-3776.dt.0001-00001.warc.gz', '0', NULL),
('nightly-20180122T020000-3776.nb.0001', 'nightly-20180122T020000-3776', 'sample', 'nb', 'http://www.sample.gov.cn/nb/', 'GET http://www.sample.gov.cn/nb/', 'list', '2018-01-22 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180122T020000-3776.nb.0001-00001.warc.gz', '0', NULL),
('nightly-20180122T020000-3776.yj.0001', 'nightly-20180122T020000-3776', 'sample', 'yj', 'http://www.sample.gov.cn/yj/', 'GET http://www.sample.gov.cn/yj/', 'list', '2018-01-22 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180122T020000-3776.yj.0001-00001.warc.gz', '0', NULL),
('nightly-20180122T020000-3776.zfwj.0001', 'nightly-20180122T020000-3776', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/', 'GET http://www.sample.gov.cn/zfwj/', 'list', '2018-01-22 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '0', NULL),
('nightly-20180123T020000-bf22.dt.0001', 'nightly-20180123T020000-bf22', 'sample', 'dt', 'http://www.sample.gov.cn/dt/', 'GET http://www.sample.gov.cn/dt/', 'list', '2018-01-23 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180123T020000-bf22.dt.0001-00001.warc.gz', '0', NULL),
('nightly-20180123T020000-bf22.nb.0001', 'nightly-20180123T020000-bf22', 'sample', 'nb', 'http://www.sample.gov.cn/nb/', 'GET http://www.sample.gov.cn/nb/', 'list', '2018-01-23 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180123T020000-bf22.nb.0001-00001.warc.gz', '0', NULL),
('nightly-20180123T020000-bf22.yj.0001', 'nightly-20180123T020000-bf22', 'sample', 'yj', 'http://www.sample.gov.cn/yj/', 'GET http://www.sample.gov.cn/yj/', 'list', '2018-01-23 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180123T020000-bf22.yj.0001-00001.warc.gz', '0', NULL),
('nightly-20180123T020000-bf22.zfwj.0001', 'nightly-20180123T020000-bf22', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/', 'GET http://www.sample.gov.cn/zfwj/', 'list', '2018-01-23 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180123T020000-bf22.zfwj.0001-00001.warc.gz', '0', NULL),
('nightly-20180124T020000-d996.dt.0001', 'nightly-20180124T020000-d996', 'sample', 'dt', 'http://www.sample.gov.cn/dt/', 'GET http://www.sample.gov.cn/dt/', 'list', '2018-01-24 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180124T020000-d996.dt.0001-00001.warc.gz', '0', NULL),
('nightly-20180124T020000-d996.nb.0001', 'nightly-20180124T020000-d996', 'sample', 'nb', 'http://www.sample.gov.cn/nb/', 'GET http://www.sample.gov.cn/nb/', 'list', '2018-01-24 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180124T020000-d996.nb.0001-00001.warc.gz', '0', NULL),
('nightly-20180124T020000-d996.yj.0001', 'nightly-20180124T020000-d996', 'sample', 'yj', 'http://www.sample.gov.cn/yj/', 'GET http://www.sample.gov.cn/yj/', 'list', '2018-01-24 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180124T020000-d996.yj.0001-00001.warc.gz', '0', NULL),
('nightly-20180124T020000-d996.zfwj.0001', 'nightly-20180124T020000-d996', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/', 'GET http://www.sample.gov.cn/zfwj/', 'list', '2018-01-24 02:00:00+08', '200', 'ok', '', '100', '0000000000000000000000000000000000000000000000000000000000000000', '"1"', NULL, 'text/html', 'nightly-20180124T020000-d996.zfwj.0001-00001.warc.gz', '0', NULL);

INSERT INTO findings VALUES
('package-rejected', 'fail', 'error', 'nightly-damaged.dt.0001', '数据包 nightly-damaged.dt.0001 的 package.json 无法读取([Errno 2] No such file or directory: ''/tmp/tmprbtqku3x/home/work/packages/nightly-damaged.dt.0001/package.json'');已移到 rejected/,请重跑该栏目', '2018-01-22 02:06:00+08');

INSERT INTO finding_history VALUES
('annual-report-missing', 'sample 2017', '2018-01-21 02:05:00+08'),
('date-differs', 'zfwj', '2018-01-21 02:05:00+08'),
('item-undated', 'dt', '2018-01-21 02:05:00+08'),
('package-rejected', 'nightly-damaged.dt.0001', '2018-01-22 02:06:00+08'),
('page-unread', '无日期', '2018-01-21 02:05:00+08'),
('personal-data', 'c5769fdaae2700e7', '2018-01-21 02:05:00+08');

INSERT INTO items VALUES
('022a0c19583a3f29', 'sample', 'http://www.sample.gov.cn/zfwj/3.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('0b91c5e163607b92', 'sample', 'http://www.sample.gov.cn/dt/2.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('286963d2389ad89d', 'sample', 'http://www.sample.gov.cn/zfwj/1.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-22 02:01:00+08', 'ok', NULL),
('2eeeb8f32ef1f953', 'sample', 'http://www.sample.gov.cn/zfwj/2.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('7e7dbfb38c1d7b53', 'sample', 'http://www.sample.gov.cn/nb/4.html', '2018-01-21 02:00:00+08', '2018-01-21 02:01:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('b22512adc52474ae', 'sample', 'http://www.sample.gov.cn/dt/4.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', NULL, NULL, NULL),
('c5769fdaae2700e7', 'sample', 'http://www.sample.gov.cn/dt/1.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('cb33319213a7fb69', 'sample', 'http://www.sample.gov.cn/nb/2.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('cb5b7aff1f2306e6', 'sample', 'http://www.sample.gov.cn/nb/1.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('e19f369115d3d8eb', 'sample', 'http://www.sample.gov.cn/nb/3.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL),
('f2cf56be6b10335c', 'sample', 'http://www.sample.gov.cn/dt/3.html', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', '2018-01-21 02:01:00+08', 'ok', NULL);

INSERT INTO item_changes VALUES
('7e7dbfb38c1d7b53', 'sample', 'withdrawn', '2018-01-22 02:05:00+08', 'nightly-20180123T020000-bf22', NULL, '所在栏目两次完整读取都不再列出');

INSERT INTO item_sections VALUES
('022a0c19583a3f29', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/3.html', '关于印发工作要点的通知', '2017-06-01', NULL, NULL, '样政发〔2016〕9号', 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '关于印发工作要点的通知', '2017-06-01', NULL, NULL, '样政发〔2016〕9号'),
('0b91c5e163607b92', 'sample', 'dt', 'http://www.sample.gov.cn/dt/2.html', '关于召开会议的通知', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '关于召开会议的通知', '2017-06-01', NULL, NULL, NULL),
('286963d2389ad89d', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/1.html', '关于印发财政管理办法的通知', '2017-06-01', NULL, NULL, '样政发〔2017〕1号', 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '关于印发财政管理办法的通知', '2017-06-01', NULL, NULL, '样政发〔2017〕1号'),
('2eeeb8f32ef1f953', 'sample', 'zfwj', 'http://www.sample.gov.cn/zfwj/2.html', '财政管理办法', '2017-06-01', NULL, NULL, '样政发〔2017〕1号', 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '财政管理办法', '2017-06-01', NULL, NULL, '样政发〔2017〕1号'),
('7e7dbfb38c1d7b53', 'sample', 'nb', 'http://www.sample.gov.cn/nb/4.html', '样例县2014年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-21 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180121T020000-400a', '2018-01-22 02:05:00+08', '2018-01-21 02:05:00+08', '样例县2014年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL),
('b22512adc52474ae', 'sample', 'dt', 'http://www.sample.gov.cn/dt/4.html', '没有日期的一条', NULL, NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '没有日期的一条', NULL, NULL, NULL, NULL),
('c5769fdaae2700e7', 'sample', 'dt', 'http://www.sample.gov.cn/dt/1.html', '县长到乡镇调研防汛工作', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '县长到乡镇调研防汛工作', '2017-06-01', NULL, NULL, NULL),
('cb33319213a7fb69', 'sample', 'nb', 'http://www.sample.gov.cn/nb/2.html', '样例县2012年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '样例县2012年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL),
('cb5b7aff1f2306e6', 'sample', 'nb', 'http://www.sample.gov.cn/nb/1.html', '样例县2011年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '样例县2011年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL),
('e19f369115d3d8eb', 'sample', 'nb', 'http://www.sample.gov.cn/nb/3.html', '样例县2013年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '样例县2013年政府信息公开年度报告', '2017-06-01', NULL, NULL, NULL),
('f2cf56be6b10335c', 'sample', 'dt', 'http://www.sample.gov.cn/dt/3.html', '转载:全国会议召开', '2017-06-01', NULL, NULL, NULL, 'false', 'true', '2018-01-21 02:00:00+08', '2018-01-24 02:00:00+08', 'nightly-20180121T020000-400a', 'nightly-20180124T020000-d996', NULL, '2018-01-21 02:05:00+08', '转载:全国会议召开', '2017-06-01', NULL, NULL, NULL);

INSERT INTO item_versions VALUES
('022a0c19583a3f29', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '关于印发工作要点的通知', '2016-12-30', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'd7cfb01cd5c2933960be943eacbd121d323b587b571361dbefcd30d69f034196', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '2291', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('0b91c5e163607b92', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '关于召开会议的通知', '2017-07-04', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '879f454197587c849f3d80231154f612a3895cb91d5e5de20b70e1a961aa3878', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '1246', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('286963d2389ad89d', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '关于印发财政管理办法的通知', '2017-05-05', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '120c78e6ca179b18882f595b389541e25cbec6308f26ad37745e38699f2f82d4', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '297', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('286963d2389ad89d', 'sample', '2', '2018-01-22 02:01:00+08', '2018-01-22 02:05:00+08', 'nightly-20180122T020000-3776', '关于印发财政管理办法的通知(修订)', '2017-05-05', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'b64a30ffee7be544b3f016fde13151981919005d7b1983c3f685a5b6c1b382a8', 'nightly-20180122T020000-3776.zfwj.0001-00001.warc.gz', '299', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('2eeeb8f32ef1f953', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '财政管理办法', '2017-05-06', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'e93f4c282983fe408f73ff4aad1cd55e58f59a3076261a053b427c6aa5967b3e', 'nightly-20180121T020000-400a.zfwj.0001-00001.warc.gz', '1301', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('7e7dbfb38c1d7b53', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '样例县2014年政府信息公开年度报告', '2017-03-04', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a873e9b9d752f73f8c054961d18a7368735a38cc1e7b98ae08449e131d21711e', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '3322', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('c5769fdaae2700e7', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '县长到乡镇调研防汛工作', '2017-07-03', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '7d35b3405b3a1764267d2ad3f5214cb4dbf3e89e8d7929fd3a1462586dc95158', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '296', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[{''kind'': 手机号, ''masked'': 138****5678, ''place'': body}, {''kind'': 身份证号, ''masked'': 110105********002X, ''place'': body}]', '78', 'c71d5a1e199dead3', 'fde948b42b06'),
('cb33319213a7fb69', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '样例县2012年政府信息公开年度报告', '2017-03-02', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a31b020a4be2c79bb5af9671c5f0ff1561dbb3a72fd9db3f46677173cccd156c', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '1304', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('cb5b7aff1f2306e6', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '样例县2011年政府信息公开年度报告', '2017-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '92eb7a93b3dbf5169c78fdada62bde5e2b141a74ca7562a29ab5cceea35795b7', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '297', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('e19f369115d3d8eb', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '样例县2013年政府信息公开年度报告', '2017-03-03', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '718a00dc255552528bb9e66220ebafe62a4f2ac7fa4eb74db11ba332b4d01a85', 'nightly-20180121T020000-400a.nb.0001-00001.warc.gz', '2313', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06'),
('f2cf56be6b10335c', 'sample', '1', '2018-01-21 02:01:00+08', '2018-01-21 02:05:00+08', 'nightly-20180121T020000-400a', '转载:全国会议召开', '2017-07-05', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '9e5c0566c73c07eee7bf1aea0e2ce138226b0a1df17f142ab68f07245c77a1f6', 'nightly-20180121T020000-400a.dt.0001-00001.warc.gz', '2238', '{"title":"meta:ArticleTitle","published":"meta:PubDate"}', '[]', '[]', '66', 'd08ca75ef7604344', 'fde948b42b06');

INSERT INTO ledger_meta VALUES
('6', '954cf97802b09f5fc8202f445c1553ee0eeb56354c7ee4ef9a0cfd7d460ce7bb');

INSERT INTO met_rows VALUES
('sample', 'nb', 'cb33319213a7fb69', 'backfill-20180124T020000-8af3'),
('sample', 'nb', 'cb5b7aff1f2306e6', 'backfill-20180124T020000-8af3'),
('sample', 'nb', 'e19f369115d3d8eb', 'backfill-20180124T020000-8af3');

INSERT INTO packages VALUES
('backfill-20180124T020000-8af3.nb.0001', 'sample', 'backfill-20180124T020000-8af3', 'nb', '1', '2018-01-24 02:05:00+08', '2018-01-24 02:06:00+08'),
('nightly-20180121T020000-400a.dt.0001', 'sample', 'nightly-20180121T020000-400a', 'dt', '1', '2018-01-21 02:05:00+08', '2018-01-21 02:06:00+08'),
('nightly-20180121T020000-400a.nb.0001', 'sample', 'nightly-20180121T020000-400a', 'nb', '1', '2018-01-21 02:05:00+08', '2018-01-21 02:06:00+08'),
('nightly-20180121T020000-400a.yj.0001', 'sample', 'nightly-20180121T020000-400a', 'yj', '1', '2018-01-21 02:05:00+08', '2018-01-21 02:06:00+08'),
('nightly-20180121T020000-400a.zfwj.0001', 'sample', 'nightly-20180121T020000-400a', 'zfwj', '1', '2018-01-21 02:05:00+08', '2018-01-21 02:06:00+08'),
('nightly-20180122T020000-3776.dt.0001', 'sample', 'nightly-20180122T020000-3776', 'dt', '1', '2018-01-22 02:05:00+08', '2018-01-22 02:06:00+08'),
('nightly-20180122T020000-3776.nb.0001', 'sample', 'nightly-20180122T020000-3776', 'nb', '1', '2018-01-22 02:05:00+08', '2018-01-22 02:06:00+08'),
('nightly-20180122T020000-3776.yj.0001', 'sample', 'nightly-20180122T020000-3776', 'yj', '1', '2018-01-22 02:05:00+08', '2018-01-22 02:06:00+08'),
('nightly-20180122T020000-3776.zfwj.0001', 'sample', 'nightly-20180122T020000-3776', 'zfwj', '1', '2018-01-22 02:05:00+08', '2018-01-22 02:06:00+08'),
('nightly-20180123T020000-bf22.dt.0001', 'sample', 'nightly-20180123T020000-bf22', 'dt', '1', '2018-01-23 02:05:00+08', '2018-01-23 02:06:00+08'),
('nightly-20180123T020000-bf22.nb.0001', 'sample', 'nightly-20180123T020000-bf22', 'nb', '1', '2018-01-23 02:05:00+08', '2018-01-23 02:06:00+08'),
('nightly-20180123T020000-bf22.yj.0001', 'sample', 'nightly-20180123T020000-bf22', 'yj', '1', '2018-01-23 02:05:00+08', '2018-01-23 02:06:00+08'),
('nightly-20180123T020000-bf22.zfwj.0001', 'sample', 'nightly-20180123T020000-bf22', 'zfwj', '1', '2018-01-23 02:05:00+08', '2018-01-23 02:06:00+08'),
('nightly-20180124T020000-d996.dt.0001', 'sample', 'nightly-20180124T020000-d996', 'dt', '1', '2018-01-24 02:05:00+08', '2018-01-24 02:06:00+08'),
('nightly-20180124T020000-d996.nb.0001', 'sample', 'nightly-20180124T020000-d996', 'nb', '1', '2018-01-24 02:05:00+08', '2018-01-24 02:06:00+08'),
('nightly-20180124T020000-d996.yj.0001', 'sample', 'nightly-20180124T020000-d996', 'yj', '1', '2018-01-24 02:05:00+08', '2018-01-24 02:06:00+08'),
('nightly-20180124T020000-d996.zfwj.0001', 'sample', 'nightly-20180124T020000-d996', 'zfwj', '1', '2018-01-24 02:05:00+08', '2018-01-24 02:06:00+08');

INSERT INTO portals VALUES
('sample', '样例县人民政府', 'http://www.sample.gov.cn/', '样例县人民政府');

INSERT INTO publishing VALUES
('backfill-20180124T020000-8af3');

INSERT INTO rejects VALUES
('nightly-20180122T020000-3776.dt.0001', 'nightly-20180122T020000-3776', 'sample', 'dt', 'http://www.sample.gov.cn/dt/', '1', '日期读不懂', '<li></li>');

INSERT INTO runs VALUES
('backfill-20180124T020000-8af3', 'sample', 'backfill', '2015', '2018-01-24 02:00:00+08', NULL, NULL, '2016'),
('nightly-20180121T020000-400a', 'sample', 'nightly', NULL, '2018-01-21 02:00:00+08', '2018-01-21 02:06:00+08', 'complete', NULL),
('nightly-20180122T020000-3776', 'sample', 'nightly', NULL, '2018-01-22 02:00:00+08', '2018-01-22 02:06:00+08', 'partial', NULL),
('nightly-20180123T020000-bf22', 'sample', 'nightly', NULL, '2018-01-23 02:00:00+08', '2018-01-23 02:06:00+08', 'complete', NULL),
('nightly-20180124T020000-d996', 'sample', 'nightly', NULL, '2018-01-24 02:00:00+08', '2018-01-24 02:06:00+08', 'complete', NULL);

INSERT INTO sections VALUES
('sample', 'dt', 'dt', '3', '政务动态', 'http://www.sample.gov.cn/dt/', 'auto', NULL, 'true', '365', 'true'),
('sample', 'nb', 'nb', '2', '信息公开年报', 'http://www.sample.gov.cn/nb/', '信息公开年报', '县财政局', 'true', '365', 'true'),
('sample', 'yj', 'yj', '4', '意见征集', 'http://www.sample.gov.cn/yj/', '公众留言', NULL, 'true', '365', 'true'),
('sample', 'zfwj', 'zfwj', '1', '政府文件', 'http://www.sample.gov.cn/zfwj/', '政府文件', NULL, 'true', '365', 'true');

INSERT INTO section_layouts VALUES
('sample', 'nb', 'item', '1', '{"title":"h1","labels":[],"learned_from":"items","version":1}', 'items', '2018-01-21 02:00:00+08', 'nightly-20180121T020000-400a', '此前没有学到过'),
('sample', 'nb', 'list', '1', '{"rows":["ul.list > li"],"title":"a","date":"span","first_page":2,"frame":[],"learned_from":"pages","version":1}', 'pages', '2018-01-21 02:00:00+08', 'nightly-20180121T020000-400a', '此前没有学到过');

INSERT INTO section_runs VALUES
('nightly-20180121T020000-400a', 'sample', 'dt', 'complete', NULL, '1', '1', '4', '4', 'true', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180121T020000-400a', 'sample', 'nb', 'complete', NULL, '1', '1', '4', '4', 'true', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'pager_end', '30', '4', '0', 'fde948b42b06', '1', '1'),
('nightly-20180121T020000-400a', 'sample', 'yj', 'empty', NULL, '1', '1', '0', '0', 'true', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180121T020000-400a', 'sample', 'zfwj', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-21 02:00:00+08', '2018-01-21 02:05:00+08', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'sample', 'dt', 'partial', '有读不出的行', '2', '1', '5', '4', 'true', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', NULL, '30', '4', '1', 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'sample', 'nb', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180122T020000-3776', 'sample', 'yj', 'empty', NULL, '1', '1', '0', '0', 'true', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180122T020000-3776', 'sample', 'zfwj', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-22 02:00:00+08', '2018-01-22 02:05:00+08', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'sample', 'dt', 'complete', NULL, '1', '1', '4', '4', 'true', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'sample', 'nb', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180123T020000-bf22', 'sample', 'yj', 'empty', NULL, '1', '1', '0', '0', 'true', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180123T020000-bf22', 'sample', 'zfwj', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-23 02:00:00+08', '2018-01-23 02:05:00+08', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'sample', 'dt', 'complete', NULL, '1', '1', '4', '4', 'true', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'single_page', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'sample', 'nb', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'pager_end', '30', '3', '0', 'fde948b42b06', '1', '1'),
('nightly-20180124T020000-d996', 'sample', 'yj', 'empty', NULL, '1', '1', '0', '0', 'true', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', NULL, NULL, NULL, NULL, 'fde948b42b06', NULL, NULL),
('nightly-20180124T020000-d996', 'sample', 'zfwj', 'complete', NULL, '1', '1', '3', '3', 'true', '2018-01-24 02:00:00+08', '2018-01-24 02:05:00+08', 'total', NULL, NULL, NULL, 'fde948b42b06', NULL, NULL);

INSERT INTO units VALUES
('sample', '9a92499f8c2ac1e9', '样例县人民政府'),
('sample', '9d215cb10940179a', '样例县财政局');

INSERT INTO unit_names VALUES
('sample', '县财政局', '样例县财政局', 'true'),
('sample', '样例县人民政府', '样例县人民政府', 'false'),
('sample', '样例县财政局', '样例县财政局', 'false');

INSERT INTO withdrawals VALUES
('7e7dbfb38c1d7b53', 'sample', '2018-01-22 02:05:00+08', 'list');

