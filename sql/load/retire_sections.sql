-- Purpose: until its file says so, none of a portal's sections is declared. Grain: one section. Inputs: sections.

UPDATE sections SET declared = FALSE WHERE portal_id = $portal_id;
