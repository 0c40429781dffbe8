-- Purpose: what could not be read, and why. Grain: reject. Inputs: rejects, sections.

INSERT INTO published.main.rejects BY NAME
SELECT rejects.run_id, sections.published_id AS section_id, rejects.url, rejects.position, rejects.reason
FROM rejects
INNER JOIN sections USING (portal_id, section_id)
ORDER BY rejects.run_id, sections.published_id, rejects.url, rejects.position;
