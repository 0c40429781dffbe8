-- Purpose: whether a package is loaded. Grain: one row. Inputs: packages, $package_id.

SELECT count(*) > 0 FROM packages WHERE package_id = $package_id;
