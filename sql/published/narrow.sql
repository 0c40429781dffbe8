-- name: attach_standing
-- Purpose: the published file of several portals, of which one is meant. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS standing (READ_ONLY);


-- name: whose
-- Purpose: which portal of the file is meant. Grain: one value. Inputs: $portal_id.

SET VARIABLE meant_portal = $portal_id;


-- name: narrow
-- Purpose: the published file as if it held the one portal that is meant: what is said of a portal, of that one; of
--          none, as it is.
-- Grain:   as of each table. Inputs: standing (the published file), the variable meant_portal.

ATTACH ':memory:' AS published;
CREATE VIEW published.main.meta AS SELECT * FROM standing.main.meta;
CREATE VIEW published.main.rules AS SELECT * FROM standing.main.rules;
CREATE VIEW published.main.archive_files AS SELECT * FROM standing.main.archive_files;
CREATE VIEW published.main.decisions AS
SELECT * FROM standing.main.decisions WHERE coalesce(portal_id, getvariable('meant_portal')) = getvariable('meant_portal');
CREATE VIEW published.main.portals AS
SELECT * FROM standing.main.portals WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.portal_names AS
SELECT * FROM standing.main.portal_names WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.units AS
SELECT * FROM standing.main.units WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.sections AS
SELECT * FROM standing.main.sections WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.items AS
SELECT * FROM standing.main.items WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.item_sections AS
SELECT * FROM standing.main.item_sections WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.item_versions AS
SELECT * FROM standing.main.item_versions WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.item_changes AS
SELECT * FROM standing.main.item_changes WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.attachments AS
SELECT * FROM standing.main.attachments WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.classifications AS
SELECT * FROM standing.main.classifications WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.merges AS
SELECT * FROM standing.main.merges WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.runs AS
SELECT * FROM standing.main.runs WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.section_runs AS
SELECT * FROM standing.main.section_runs WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.section_layouts AS
SELECT * FROM standing.main.section_layouts WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.fetches AS
SELECT * FROM standing.main.fetches WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.rejects AS
SELECT * FROM standing.main.rejects WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.figures AS
SELECT * FROM standing.main.figures WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.figure_items AS
SELECT * FROM standing.main.figure_items WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.figure_sources AS
SELECT * FROM standing.main.figure_sources WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.exclusions AS
SELECT * FROM standing.main.exclusions WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.findings AS
SELECT * FROM standing.main.findings WHERE portal_id = getvariable('meant_portal');
CREATE VIEW published.main.counts AS
SELECT * FROM standing.main.counts WHERE portal_id = getvariable('meant_portal');


-- name: use_narrowed
-- Purpose: from now on tables are those of the one portal. Inputs: published (views).
-- Grain:   the connection.

USE published.main;
