-- Purpose: says whose closing this is. Grain: one row. Inputs: values; published.meta.

INSERT INTO sealed.main.seal BY NAME
SELECT
    $year::INTEGER AS year,
    $version::INTEGER AS version,
    $sealed_at::TIMESTAMPTZ AS sealed_at,
    $as_of::TIMESTAMPTZ AS as_of,
    (SELECT data_as_of FROM published.main.meta) AS data_as_of,
    $published_sha256 AS published_sha256,
    $previous_file::VARCHAR AS previous_file,
    $previous_sha256::VARCHAR AS previous_sha256;
