-- Purpose: what a sealed file says of itself. Grain: one row. Inputs: seal (sealed files only); `content_sha256` is
--          not there in files sealed before it was kept.

SELECT
    previous_file,
    previous_sha256,
    as_of,
    data_as_of,
    to_json(seal)->>'$.content_sha256' AS content_sha256
FROM seal;
