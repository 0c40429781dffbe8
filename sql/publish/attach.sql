-- Purpose: the new file, aside. Storage version: opened by DuckDB clients from 1.2.2 on. Blocks of
--          64 KB: with the usual 256 KB a file of few items is several times the size of its data. Inputs: $file.

ATTACH $file AS published (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 65536);
