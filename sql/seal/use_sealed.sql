-- Purpose: makes the sealed file current, so that its schema names no catalog. Inputs: none.

USE sealed.main;
