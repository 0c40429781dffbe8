-- name: attach_standing
-- Purpose: the published file of several portals, of which some are meant. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS standing (READ_ONLY);


-- name: whose
-- Purpose: which portals of the file are meant. Grain: one list. Inputs: $portal_ids.

SET VARIABLE meant_portals = $portal_ids;


-- name: narrow
-- Purpose: the published file as if it held the portals that are meant alone: what is said of a portal, of those;
--          of none, as it is.
-- Grain:   as of each table. Inputs: standing (the published file), the variable meant_portals.

ATTACH ':memory:' AS published;
CREATE VIEW published.main.meta AS
SELECT * REPLACE (
    (
        SELECT min(data_as_of)
        FROM standing.main.portals
        WHERE list_contains(getvariable('meant_portals'), portal_id)
    ) AS data_as_of
)
FROM standing.main.meta;
CREATE VIEW published.main.rules AS SELECT * FROM standing.main.rules;
CREATE VIEW published.main.archive_files AS SELECT * FROM standing.main.archive_files;
CREATE VIEW published.main.decision_log AS SELECT * FROM standing.main.decision_log;
CREATE VIEW published.main.archive_changes AS SELECT * FROM standing.main.archive_changes;
CREATE VIEW published.main.redactions AS
SELECT * FROM standing.main.redactions WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.decisions AS
SELECT * FROM standing.main.decisions WHERE portal_id IS NULL OR list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.portals AS
SELECT * FROM standing.main.portals WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE TABLE published.main.portal_names AS
SELECT * FROM standing.main.portal_names WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.units AS
SELECT * FROM standing.main.units WHERE list_contains(getvariable('meant_portals'), portal_id);
-- Their rows are told apart by their order (rowid), which a view has not.
CREATE TABLE published.main.sections AS
SELECT * FROM standing.main.sections WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.items AS
SELECT * FROM standing.main.items WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.item_sections AS
SELECT * FROM standing.main.item_sections WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.item_versions AS
SELECT * FROM standing.main.item_versions WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.item_changes AS
SELECT * FROM standing.main.item_changes WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.attachments AS
SELECT * FROM standing.main.attachments WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.classifications AS
SELECT * FROM standing.main.classifications WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.merges AS
SELECT * FROM standing.main.merges WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.runs AS
SELECT * FROM standing.main.runs WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.section_runs AS
SELECT * FROM standing.main.section_runs WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.section_layouts AS
SELECT * FROM standing.main.section_layouts WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.fetches AS
SELECT * FROM standing.main.fetches WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.rejects AS
SELECT * FROM standing.main.rejects WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.figures AS
SELECT * FROM standing.main.figures WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.check_evidence AS
SELECT * FROM standing.main.check_evidence WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.observations AS
SELECT * FROM standing.main.observations WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.figure_items AS
SELECT * FROM standing.main.figure_items WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.figure_sources AS
SELECT * FROM standing.main.figure_sources WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.exclusions AS
SELECT * FROM standing.main.exclusions WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.findings AS
SELECT * FROM standing.main.findings WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.reconciliations AS
SELECT * FROM standing.main.reconciliations WHERE list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.declarations AS
SELECT * FROM standing.main.declarations WHERE portal_id IS NULL OR list_contains(getvariable('meant_portals'), portal_id);
CREATE VIEW published.main.counts AS
SELECT * FROM standing.main.counts WHERE list_contains(getvariable('meant_portals'), portal_id);


-- name: use_narrowed
-- Purpose: from now on tables are those of the portals that are meant. Inputs: published (views).
-- Grain:   the connection.

USE published.main;
