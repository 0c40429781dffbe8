-- Guard: a merged item is merged once, into one that is kept itself. Selects: merged item, kept item.
-- Inputs:  published.merges.

SELECT merges.merged_item_id AS subject, merges.kept_item_id AS detail
FROM published.main.merges AS merges
SEMI JOIN published.main.merges AS others ON merges.kept_item_id = others.merged_item_id;
