-- Purpose: the name under which the file is attached. Grain: one row. Inputs: the catalog.

SELECT current_database();
