-- Purpose: lets go of the published file that stands. Inputs: none.

DETACH standing;
