-- Purpose: the published file that stands, to compare with. Inputs: $file.

ATTACH $file AS standing (READ_ONLY);
