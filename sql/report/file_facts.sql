-- Whose file this is and how fresh it is.
--
-- Purpose: heading and "data as of" of a report.
-- Grain:   one row.
-- Inputs:  portals, meta.
SELECT
    (SELECT string_agg(name, '、' ORDER BY portal_id) FROM portals) AS portal_name, -- all portals of the file
    (SELECT min(home) FROM portals) AS portal_home, -- first address, where there are several
    (SELECT max(built_at) FROM meta) AS built_at,
    (SELECT max(data_as_of) FROM meta) AS data_as_of,
    (SELECT max(rules_version) FROM meta) AS rules_version;
