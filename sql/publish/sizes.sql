-- Purpose: how much was published. Grain: one row. Inputs: published.items, figures, findings.

SELECT
    (SELECT count(*) FROM published.main.items),
    (SELECT count(*) FROM published.main.figures),
    (SELECT count(*) FROM published.main.findings WHERE outcome <> 'pass');
