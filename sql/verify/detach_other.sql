-- Purpose: lets go of the other file. Inputs: none.

DETACH other;
