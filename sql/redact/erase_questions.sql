-- name: mask_rejects
-- Purpose: such an address wherever it stands in what could not be read. Grain: reject. Inputs: rejects (changed);
--          $url, $masked.

UPDATE rejects SET url = replace(url, $url, $masked) WHERE contains(url, $url);


-- name: mask_fetches
-- Purpose: the same of questions. Grain: question. Inputs: fetches (changed); $url, $masked.

UPDATE fetches
SET
    url = replace(url, $url, $masked),
    final_url = replace(final_url, $url, $masked),
    question = replace(question, $url, $masked)
WHERE contains(url || coalesce(final_url, '') || question, $url);
