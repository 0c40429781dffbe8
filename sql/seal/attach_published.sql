-- Purpose: the published file, which the year is taken from. Inputs: $file.

ATTACH $file AS published (READ_ONLY);
