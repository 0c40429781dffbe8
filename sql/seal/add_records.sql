-- Purpose: keeps the sums of the records. Grain: record. Inputs: lists of equal length.

INSERT INTO sealed.main.archive_records
SELECT unnest($files::VARCHAR []), unnest($offsets::BIGINT []), unnest($sums::VARCHAR []);
