-- Purpose: another file to compare with. Inputs: $file.

ATTACH $file AS other (READ_ONLY);
