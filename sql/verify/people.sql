-- name: declarations
-- Purpose: what people had declared when the file was published. Grain: cell. Inputs: declarations.

SELECT
    form,
    year,
    code,
    state,
    value,
    value_text,
    remark,
    who,
    declared_at,
    file,
    file_sha256,
    portal
FROM declarations;
