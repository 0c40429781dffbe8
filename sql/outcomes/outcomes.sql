-- name: sets
-- Purpose: the outcomes of each meaning, for the macros below. Grain: a variable of the connection.
-- Inputs:  $outcomes (a list of outcomes by meaning, from the tables of scrapers/vocabulary).

SET VARIABLE outcomes = $outcomes;


-- name: words
-- Purpose: how answers are called where people read, for the macro below. Grain: a variable of the connection.
-- Inputs:  $outcomes and $words (lists of equal length).

SET VARIABLE outcome_words = map($outcomes::VARCHAR [], $words::VARCHAR []);


-- name: macros
-- Purpose: what an outcome means, asked by every statement that goes by it; null where there is no outcome.
-- Grain:   scalar functions. Inputs: the variables set above.

-- Of a section's reading: all that the list holds was read, or it says that it holds nothing.
CREATE OR REPLACE TEMP MACRO is_whole(outcome) AS list_contains(getvariable('outcomes').whole, outcome);

-- Of a section's reading: something was read.
CREATE OR REPLACE TEMP MACRO is_read(outcome) AS list_contains(getvariable('outcomes').read, outcome);

-- Of a question: the host had the page.
CREATE OR REPLACE TEMP MACRO is_answered(outcome) AS list_contains(getvariable('outcomes').answered, outcome);

-- Of a question: the host has the page no more.
CREATE OR REPLACE TEMP MACRO is_gone(outcome) AS list_contains(getvariable('outcomes').gone, outcome);

-- Of a question: the page is still to be read, and is asked again.
CREATE OR REPLACE TEMP MACRO is_asked_again(outcome) AS
    list_contains(getvariable('outcomes').asked_again, outcome);

-- Of an item by its page's last outcome: the page may still be read, or its reading be taken over by a complete night.
CREATE OR REPLACE TEMP MACRO is_awaited(outcome) AS
    outcome IS NULL OR is_asked_again(outcome) OR is_answered(outcome);

-- Of a question: the archive has bytes of this answer that a reader can be given.
CREATE OR REPLACE TEMP MACRO is_body_kept(outcome) AS list_contains(getvariable('outcomes').body_kept, outcome);

-- Of a question: what came, in Chinese.
CREATE OR REPLACE TEMP MACRO outcome_words(outcome) AS
    coalesce(getvariable('outcome_words')[outcome], outcome);
