-- name: any_unnamed
-- Purpose: whether there is an item of those categories whose unit nobody printed: mostly there is none, and then
--          nothing has to be looked for. Grain: one row.
-- Inputs:  published.items, published.classifications, $rules (warehouse/rules/counting.csv).

SELECT count(*) > 0
FROM published.main.classifications AS classifications
INNER JOIN published.main.items AS items ON classifications.item_id = items.item_id
WHERE
    items.unit_printed IS NULL
    AND list_contains(
        (
            SELECT string_split(category, '|')
            FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
            WHERE rule = 'U-title'
        ),
        classifications.category
    );


-- name: worded_units
-- Purpose: the words that name a unit in the title of an item, or else in the name of a section that it stands in, where
--          neither page nor list printed one and no section is one unit's.
-- Grain:   item × source (title, section) × words. Inputs: published.items, published.classifications, placed,
--          section_state, $rules (warehouse/rules/counting.csv: U-title says of which categories, where in a title a
--          unit stands, and which titles name whom they are about).
--          printed: the words as they stand there, spaces and full-width signs included.
-- Tables:  needs placed, section_state; makes worded_units (temporary).

CREATE OR REPLACE TEMP TABLE worded_units AS
WITH
rule AS (
    SELECT string_split(category, '|') AS categories, pattern, "unless"
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE rule = 'U-title'
),
unnamed AS (
    SELECT items.item_id, items.portal_id, items.title
    FROM published.main.items AS items
    WHERE
        items.unit_printed IS NULL
        AND coalesce(items.unit_from, '') NOT IN ('section', 'person')
        AND items.item_id IN (
            SELECT classifications.item_id
            FROM published.main.classifications AS classifications
            INNER JOIN rule ON list_contains(rule.categories, classifications.category)
        )
),
told AS (
    SELECT item_id, portal_id, 'title' AS source, title AS raw
    FROM unnamed
    UNION
    SELECT unnamed.item_id, unnamed.portal_id, 'section', section_state.name
    FROM unnamed
    INNER JOIN placed ON unnamed.item_id = placed.item_id AND placed.counted
    INNER JOIN section_state
        ON placed.portal_id = section_state.portal_id AND placed.section_id = section_state.section_id
),
standing AS (
    SELECT
        told.*,
        folded(told.raw) AS whole,
        coalesce(
            nullif(regexp_extract(folded(told.raw), rule.pattern, 1), ''),
            nullif(regexp_extract(folded(told.raw), rule.pattern, 2), '')
        ) AS words
    FROM told
    CROSS JOIN rule
    WHERE NOT coalesce(regexp_matches(folded(told.raw), rule."unless"), FALSE)
),
-- Folding takes signs out or one for one, so the words begin where as much has been read as stands before them.
measured AS (
    SELECT *, list_transform(range(length(raw) + 1), lambda read: length(folded(left(raw, read)))) AS lengths
    FROM standing
    WHERE words IS NOT NULL
)
SELECT
    item_id,
    portal_id,
    source,
    whole,
    words,
    raw[
        list_position(lengths, instr(whole, words)) - 1
        : list_position(lengths, instr(whole, words) + length(words) - 1) - 1
    ] AS printed
FROM measured;


-- name: named_units
-- Purpose: the unit that those words stand for; null name where it is none of the portal file's.
-- Grain:   item. Inputs: worded_units, unit_names, portals, $rules (counting.csv: U-organ says what the name of a unit
--          looks like that is not among them).
--          A spelling fits that is the words, or their end behind the portal's own place (柘城县 + 财政局, 柘城 + 县财政局)
--          or behind a higher organ (… + 柘城县供电公司), or that they leave the place out of; a town's 人民政府 may follow.
--          民权县财政局 on the portal of 柘城县 is not its 财政局. The longest wins; two units in one title are none.
-- Tables:  needs worded_units; makes named_units (temporary).

CREATE OR REPLACE TEMP TABLE named_units AS
WITH
places AS (
    SELECT
        portal_id,
        default_unit,
        nullif(
            regexp_replace(folded(coalesce(default_unit, name)), '(人民政府|政府|管理委员会|管委会|门户).*$', ''), ''
        ) AS place
    FROM portals
),
spellings AS (
    SELECT portal_id, folded AS spelling, name FROM unit_names
    UNION
    SELECT portal_id, unnest([place, place || '政府', place || '人民政府', folded(default_unit)]), default_unit
    FROM places
    WHERE starts_with(folded(default_unit), place)
),
forms AS (
    SELECT *, words AS form FROM worded_units
    UNION
    SELECT *, regexp_extract(words, '^(.*(?:镇|乡|街道|苏木))(?:人民)?政府$', 1) FROM worded_units
),
beside AS (
    SELECT
        forms.item_id,
        forms.source,
        forms.words,
        forms.form,
        spellings.spelling,
        spellings.name,
        forms.form = spellings.spelling AS is_whole,
        ends_with(forms.form, spellings.spelling) AS is_end,
        places.place,
        left(forms.form, length(forms.form) - length(spellings.spelling)) AS lead,
        CASE WHEN left(spellings.spelling, 1) = right(places.place, 1) THEN right(places.place, 1) ELSE '' END AS joint,
        ends_with(spellings.spelling, forms.form) AND length(forms.form) >= 3 AS is_short,
        left(spellings.spelling, length(spellings.spelling) - length(forms.form)) AS left_out
    FROM forms
    INNER JOIN spellings ON forms.portal_id = spellings.portal_id AND length(spellings.spelling) >= 3
    INNER JOIN places ON forms.portal_id = places.portal_id
    WHERE forms.form <> ''
),
fitting AS (
    SELECT item_id, source, words, name
    FROM beside
    WHERE
        is_whole
        OR (
            is_short
            AND left_out <> ''
            AND (ends_with(place, left_out) OR ends_with(place, left_out || left(form, 1)))
        )
        OR (
            is_end
            AND (
                starts_with(spelling, place)
                OR (starts_with(place, lead) AND starts_with(form, place))
                OR ends_with(lead, place)
                OR ends_with(lead || joint, place)
                OR (lead <> '' AND length(lead || joint) >= 2 AND ends_with(place, lead || joint))
            )
        )
    QUALIFY row_number() OVER (
        PARTITION BY item_id, source, words ORDER BY is_whole DESC, length(spelling) DESC, spelling ASC
    ) = 1
),
-- The units of the portal file that a title holds, each by its longest spelling there.
held AS (
    SELECT worded.item_id, worded.source, worded.words, names.name, names.folded
    FROM worded_units AS worded
    INNER JOIN unit_names AS names
        ON worded.portal_id = names.portal_id AND length(names.folded) >= 3 AND contains(worded.whole, names.folded)
),
disputed AS (
    SELECT item_id, source, words
    FROM held
    WHERE NOT EXISTS (
        SELECT 1
        FROM held AS longer
        WHERE
            longer.item_id = held.item_id
            AND longer.source = held.source
            AND longer.words = held.words
            AND length(longer.folded) > length(held.folded)
            AND contains(longer.folded, held.folded)
    )
    GROUP BY item_id, source, words
    HAVING count(DISTINCT name) > 1
),
organ AS (
    SELECT pattern, "unless"
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE rule = 'U-organ'
),
judged AS (
    SELECT
        worded.item_id,
        worded.portal_id,
        worded.source,
        worded.printed,
        CASE WHEN disputed.item_id IS NULL THEN fitting.name END AS name,
        disputed.item_id IS NULL AND (
            fitting.name IS NOT NULL
            OR (
                regexp_matches(worded.words, organ.pattern)
                AND NOT coalesce(regexp_matches(worded.words, organ."unless"), FALSE)
            )
        ) AS is_unit,
        disputed.item_id IS NOT NULL AS is_disputed
    FROM worded_units AS worded
    CROSS JOIN organ
    LEFT JOIN fitting USING (item_id, source, words)
    LEFT JOIN disputed USING (item_id, source, words)
)
SELECT
    item_id,
    portal_id,
    any_value(source) AS source,
    min(printed) AS printed,
    min(name) AS name
FROM judged
WHERE
    is_unit
    AND (
        source = 'title'
        OR item_id NOT IN (SELECT item_id FROM judged WHERE source = 'title' AND (is_unit OR is_disputed))
    )
GROUP BY item_id, portal_id
HAVING count(DISTINCT coalesce(name, printed)) = 1;


-- name: settle_named
-- Purpose: those items are of the unit that their title or section names. Grain: item. Inputs: named_units, published.items
--          (changed).
-- Tables:  needs named_units (temporary).

UPDATE published.main.items
SET
    unit = coalesce(named_units.name, named_units.printed),
    unit_from = named_units.source,
    unit_printed = named_units.printed
FROM named_units
WHERE published.main.items.item_id = named_units.item_id;
