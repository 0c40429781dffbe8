-- Purpose: the pages to read again, file by file. Grain: item × version. Inputs: reparse_pages.

SELECT item_id, url, seen_at, 'ok', archive_file, archive_offset
FROM reparse_pages
ORDER BY archive_file, archive_offset, item_id;
