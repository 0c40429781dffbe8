-- Purpose: whether the file is shorter than its header says: three headers of 4096 bytes, then the blocks. Blocks
--          at the end may be free and never written, so a short file need not have lost anything.
-- Grain:   one row. Inputs: $bytes (size of the file).

SELECT $bytes::BIGINT < 3 * 4096 + total_blocks * block_size
FROM pragma_database_size()
WHERE database_name = current_database();
