-- Purpose: the closing before, to compare with. Inputs: $file.

ATTACH $file AS previous (READ_ONLY);
