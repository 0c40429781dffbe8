-- Purpose: the new sealed file, aside. Storage version: opened by DuckDB clients from 1.2.2 on, blocks as in the
--          published file. Inputs: $file.

ATTACH $file AS sealed (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072);
