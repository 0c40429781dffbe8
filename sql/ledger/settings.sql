-- Purpose: how every connection of ours behaves: days are the portal's, no progress bar among the results.
-- Grain:   the connection. Inputs: none.

SET TimeZone = 'Asia/Shanghai';
SET enable_progress_bar = FALSE;
