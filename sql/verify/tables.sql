-- name: tables
-- Purpose: the tables of an attached file: columns, their types, those that are never null, the key where one is
--          declared; and what a table is called (Chinese), by its comment. Grain: table.
-- Inputs:  the catalog, $catalog (the attached file).

WITH
columns AS (
    SELECT
        table_name,
        list(column_name ORDER BY column_index) AS names,
        list(data_type ORDER BY column_index) AS types,
        list(column_name ORDER BY column_index) FILTER (WHERE NOT is_nullable) AS required
    FROM duckdb_columns()
    WHERE database_name = $catalog AND schema_name = 'main'
    GROUP BY table_name
),
keys AS (
    SELECT table_name, any_value(constraint_column_names) AS declared
    FROM duckdb_constraints()
    WHERE database_name = $catalog AND schema_name = 'main' AND constraint_type = 'PRIMARY KEY'
    GROUP BY table_name
)
SELECT
    tables.table_name AS name,
    '"' || replace(tables.database_name, '"', '""') || '".main."' || tables.table_name || '"' AS place,
    split_part(coalesce(tables.comment, tables.table_name), '。', 1) AS called,
    columns.names,
    columns.types,
    coalesce(columns.required, []) AS required,
    coalesce(keys.declared, []) AS declared
FROM duckdb_tables() AS tables
INNER JOIN columns ON tables.table_name = columns.table_name
LEFT JOIN keys ON tables.table_name = keys.table_name
WHERE tables.database_name = $catalog AND tables.schema_name = 'main' AND NOT tables.temporary
ORDER BY tables.table_name;


-- name: said
-- Purpose: what an attached file says beside its rows: how each view is made, and the comment on each table, view and
--          column. Grain: view, or comment. Inputs: the catalog, $catalog.

SELECT schema_name || '.' || view_name AS name, '视图' AS kind, sql AS said
FROM duckdb_views()
WHERE database_name = $catalog AND NOT internal AND NOT temporary
UNION ALL
SELECT schema_name || '.' || view_name || ' ', '视图说明', comment
FROM duckdb_views()
WHERE database_name = $catalog AND NOT internal AND NOT temporary
UNION ALL
SELECT table_name || ' ', '表说明', comment
FROM duckdb_tables()
WHERE database_name = $catalog AND schema_name = 'main' AND NOT temporary
UNION ALL
SELECT schema_name || '.' || table_name || '.' || column_name, '列说明', comment
FROM duckdb_columns()
WHERE database_name = $catalog AND NOT internal
ORDER BY name;


-- name: surplus
-- Purpose: rows of one table that another does not have, or not so often, each as often as it is too many; at most
--          $most of them, and how many there are. Compared whole, so no key is needed. Grain: surplus row.
-- Inputs:  $here, $there (two tables), $columns (those compared, which both have), $most.
--          Columns stand in the order of $here's, whatever their order in $there.

WITH
surplus AS (
    SELECT COLUMNS(lambda name: list_contains($columns::VARCHAR [], name)) FROM query_table($here)
    EXCEPT ALL
    (
        SELECT COLUMNS(lambda name: list_contains($columns::VARCHAR [], name)) FROM query_table($here) WHERE FALSE
        UNION ALL BY NAME
        SELECT COLUMNS(lambda name: list_contains($columns::VARCHAR [], name)) FROM query_table($there)
    )
)
SELECT count(*) OVER () AS surplus_rows, surplus.*
FROM surplus
ORDER BY ALL
LIMIT $most;


-- name: row_count
-- Purpose: how many rows a table has. Grain: one row. Inputs: $name.

SELECT count(*)
FROM query_table($name);


-- name: is_key
-- Purpose: whether no two rows of a table agree in some columns. Grain: one row. Inputs: $name, $columns.

SELECT
    (SELECT count(*) FROM query_table($name))
    = (
        SELECT count(*)
        FROM (SELECT DISTINCT COLUMNS(lambda name: list_contains($columns::VARCHAR [], name)) FROM query_table($name))
    );


-- name: titles
-- Purpose: what items are called, by the file built anew, else by the one that stands. Grain: item.
-- Inputs:  made (the file built anew, attached), items; $items (ids).

SELECT item_id, title FROM made.main.items WHERE list_contains($items::VARCHAR [], item_id)
UNION ALL
SELECT item_id, title
FROM items
WHERE
    list_contains($items::VARCHAR [], item_id)
    AND item_id NOT IN (SELECT item_id FROM made.main.items);


-- name: attach_made
-- Purpose: the file built anew from the ledger, beside the one that stands. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS made (READ_ONLY);


-- name: detach_made
-- Purpose: lets go of it. Inputs: none.
-- Grain:   one file.

DETACH made;


-- name: use_made
-- Purpose: from now on tables are those of the file built anew. Inputs: made.
-- Grain:   the connection.

USE made.main;


-- name: attach_ledger
-- Purpose: the ledger, to be read only. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS ledger (READ_ONLY);


-- name: use_ledger
-- Purpose: from now on tables are the ledger's. Inputs: ledger.
-- Grain:   the connection.

USE ledger.main;


-- name: since
-- Purpose: what the ledger has learned since the file was published: packages loaded, and runs begun or ended.
-- Grain:   one row. Inputs: packages, runs of the ledger; $built_at.

SELECT
    (SELECT count(*) FROM packages WHERE loaded_at > $built_at::TIMESTAMPTZ) AS packages,
    (
        SELECT count(*)
        FROM runs
        WHERE started_at > $built_at::TIMESTAMPTZ OR finished_at > $built_at::TIMESTAMPTZ
    ) AS runs;


-- name: stated
-- Purpose: when a file was built, by which form of the tables and which rules. Grain: one row. Inputs: meta.

SELECT built_at, schema_version, rules_version
FROM meta;


-- name: form
-- Purpose: the form of the tables, by which program the file was made. Grain: one row. Inputs: meta.

SELECT schema_version
FROM meta;


-- name: decisions
-- Purpose: people's decisions as they were published. Grain: row of decisions.csv. Inputs: decisions.

SELECT DISTINCT
    CASE WHEN line > 0 THEN line ELSE -dense_rank() OVER (PARTITION BY line > 0 ORDER BY decision_id) END AS line,
    coalesce(decision_id, '') AS id,
    kind,
    item,
    value,
    who,
    decided_on,
    why,
    rule,
    state,
    note,
    portal,
    missing_since
FROM decisions
ORDER BY line;


-- name: log_length
-- Purpose: how many lines the log of decisions had at the publication. Grain: one row. Inputs: decision_log.

SELECT count(*) AS entries
FROM decision_log;


-- name: log_lines
-- Purpose: the log of decisions as it was published. Grain: line. Inputs: decision_log.

SELECT number, sha256
FROM decision_log
ORDER BY number;


-- name: unlogged
-- Purpose: decisions that the file rests on, and what the log says last of each. Grain: decision_id.
-- Inputs:  decisions, decision_log.

SELECT
    decisions.decision_id,
    any_value(decisions.kind || ' ' || decisions.item) AS words,
    last_lines.change,
    any_value(
        [kind, item, value, who, coalesce(decided_on::VARCHAR, ''), why]
        || CASE WHEN portal = '' THEN [] ELSE [portal] END
    ) AS content,
    last_lines.content AS logged
FROM decisions
LEFT JOIN (
    SELECT decision_id, arg_max(change, number) AS change, arg_max(content, number) AS content
    FROM decision_log
    GROUP BY decision_id
) AS last_lines USING (decision_id)
WHERE decisions.decision_id IS NOT NULL AND coalesce(decisions.note, '') NOT LIKE '已由 %'
GROUP BY ALL
ORDER BY decisions.decision_id;


-- name: renamed
-- Purpose: portals that were called otherwise when the file was written. Grain: portal. Inputs: portals, made (the file
--          built anew, attached).

SELECT portals.portal_id AS then_id, names.portal_id AS now_id
FROM portals
INNER JOIN made.main.portal_names AS names ON portals.portal_id = names.former_id
WHERE portals.portal_id NOT IN (SELECT portal_id FROM made.main.portals);
