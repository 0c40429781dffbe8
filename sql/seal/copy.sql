-- name: copy
-- Purpose: the year's part of each published table, as it was known by the instant of closing.
-- Grain:   as of each table. Inputs: closing, known, chosen, published.*.
-- Tables:  needs chosen, closing, known (temporary).

INSERT INTO sealed.main.meta SELECT * FROM published.main.meta;

INSERT INTO sealed.main.rules SELECT * FROM published.main.rules;

INSERT INTO sealed.main.portals SELECT * FROM published.main.portals;

INSERT INTO sealed.main.portal_names SELECT * FROM published.main.portal_names;

INSERT INTO sealed.main.units SELECT * FROM published.main.units;

INSERT INTO sealed.main.sections SELECT * FROM published.main.sections;

INSERT INTO sealed.main.decisions SELECT * FROM published.main.decisions;

INSERT INTO sealed.main.decision_log SELECT * FROM published.main.decision_log;

INSERT INTO sealed.main.findings
SELECT * FROM published.main.findings WHERE (SELECT as_of FROM closing) IS NULL;

INSERT INTO sealed.main.runs BY NAME
SELECT * FROM published.main.runs WHERE started_at <= (SELECT until FROM closing);

INSERT INTO sealed.main.section_runs BY NAME
SELECT * FROM published.main.section_runs WHERE finished_at <= (SELECT until FROM closing);

INSERT INTO sealed.main.items
SELECT known.* FROM known SEMI JOIN chosen USING (item_id) ORDER BY item_id;

INSERT INTO sealed.main.item_sections
SELECT placed.* REPLACE (
    CASE WHEN placed.left_at <= (SELECT until FROM closing) THEN placed.left_at END AS left_at
)
FROM published.main.item_sections AS placed
SEMI JOIN chosen USING (item_id)
WHERE placed.first_seen_at <= (SELECT until FROM closing)
ORDER BY item_id, section_id;

INSERT INTO sealed.main.item_versions BY NAME
SELECT versions.*
FROM published.main.item_versions AS versions
SEMI JOIN chosen USING (item_id)
WHERE versions.seen_at <= (SELECT until FROM closing)
ORDER BY item_id, version;

-- By a layout learned after the instant of closing a version may have been read whose page came before: learned of
-- that page a moment later, or in force when the archive was read again.
INSERT INTO sealed.main.section_layouts
SELECT layouts.*
FROM published.main.section_layouts AS layouts
WHERE
    layouts.learned_at <= (SELECT until FROM closing)
    OR layouts.learned_at <= (
        SELECT max(coalesce(runs.finished_at, 'infinity'::TIMESTAMPTZ))
        FROM published.main.runs AS runs
        SEMI JOIN sealed.main.item_versions AS versions ON runs.run_id = versions.run_id
    );

INSERT INTO sealed.main.item_changes
SELECT changes.*
FROM published.main.item_changes AS changes
SEMI JOIN chosen USING (item_id)
WHERE changes.changed_at <= (SELECT until FROM closing)
ORDER BY changed_at, item_id, change, detail;

INSERT INTO sealed.main.attachments
SELECT attachments.*
FROM published.main.attachments AS attachments
SEMI JOIN chosen USING (item_id)
ORDER BY item_id, url;

-- A category that comes from a section needs a counted place in such a section by then.
INSERT INTO sealed.main.classifications
SELECT classifications.*
FROM published.main.classifications AS classifications
SEMI JOIN chosen USING (item_id)
WHERE
    (SELECT as_of FROM closing) IS NULL
    OR EXISTS (
        SELECT 1
        FROM published.main.item_sections AS placed
        INNER JOIN published.main.sections AS sections USING (section_id)
        WHERE
            placed.item_id = classifications.item_id
            AND placed.counted
            AND placed.first_seen_at <= (SELECT until FROM closing)
            AND (classifications.decided_by <> 'section' OR sections.category = classifications.category)
    )
ORDER BY item_id, category;

INSERT INTO sealed.main.merges BY NAME
SELECT known.portal_id, chosen.kept_item_id, chosen.item_id AS merged_item_id, chosen.rule
FROM chosen
INNER JOIN known ON chosen.item_id = known.item_id
WHERE chosen.item_id <> chosen.kept_item_id
ORDER BY chosen.kept_item_id, merged_item_id;

INSERT INTO sealed.main.observations
SELECT observations.*
FROM published.main.observations AS observations
SEMI JOIN chosen USING (item_id)
WHERE observations.kind IN ('letter', 'guide') AND observations.first_seen_at <= (SELECT until FROM closing)
ORDER BY item_id, kind, fact;

INSERT INTO sealed.main.archive_files
SELECT files.*
FROM published.main.archive_files AS files
SEMI JOIN sealed.main.item_versions AS versions USING (archive_file)
ORDER BY archive_file;

INSERT INTO sealed.main.archive_changes
SELECT changes.*
FROM published.main.archive_changes AS changes
SEMI JOIN sealed.main.archive_files AS files USING (archive_file)
ORDER BY changed_at, archive_file;

INSERT INTO sealed.main.redactions
SELECT redactions.*
FROM published.main.redactions AS redactions
SEMI JOIN chosen USING (item_id)
ORDER BY redacted_at, item_id, what, archive_file, archive_offset;


-- name: figures
-- Purpose: the year's figures as they are published. Grain: figure, document, row of counts, item not counted,
--          section of a figure, what the self-check found.
-- Inputs:  closing, published.figures, declarations, figure_items, counts, exclusions, figure_sources, check_evidence.
-- Tables:  needs chosen, closing (temporary).

INSERT INTO sealed.main.figures
SELECT * FROM published.main.figures WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.declarations
SELECT * FROM published.main.declarations WHERE year = (SELECT year FROM closing) AND portal_id IS NOT NULL;

INSERT INTO sealed.main.figure_items
SELECT * FROM published.main.figure_items WHERE year = (SELECT year FROM closing) AND form <> 'self-check';

-- A year's self-check may find fault with items of another year or of none, which this file does not hold.
INSERT INTO sealed.main.figure_items
SELECT behind.*
FROM published.main.figure_items AS behind
SEMI JOIN chosen USING (item_id)
WHERE behind.year = (SELECT year FROM closing) AND behind.form = 'self-check';

INSERT INTO sealed.main.check_evidence
SELECT * FROM published.main.check_evidence WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.counts
SELECT * FROM published.main.counts WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.exclusions
SELECT * FROM published.main.exclusions WHERE year = (SELECT year FROM closing);

INSERT INTO sealed.main.figure_sources SELECT * FROM published.main.figure_sources;
