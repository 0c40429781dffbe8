-- Purpose: makes the new file current, so that the schema names no catalog. Inputs: none.

USE published.main;
