-- Purpose: keeps the rules' files whole. Grain: file. Inputs: lists of equal length.

INSERT INTO sealed.main.rule_files
SELECT unnest($names::VARCHAR []), unnest($sums::VARCHAR []), unnest($contents::VARCHAR []);
