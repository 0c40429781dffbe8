-- Purpose: makes the ledger current again. Inputs: none.

USE ledger.main;
