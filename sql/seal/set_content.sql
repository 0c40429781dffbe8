-- Purpose: keeps the sum of all that the sealed file says. Grain: one row. Inputs: sealed.seal (changed), $content_sha256.

UPDATE sealed.main.seal SET content_sha256 = $content_sha256;
