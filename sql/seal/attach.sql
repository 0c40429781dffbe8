-- Purpose: the new sealed file, aside. Storage version: opened by DuckDB clients from 1.2.2 on, blocks as in the
--          published file, and like that without a write-ahead log. Inputs: $file.

ATTACH $file AS sealed (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072, RECOVERY_MODE 'no_wal_writes');
