"""Workbooks and separated values as tables: one a sheet, a line with the sheet's name before it.

| file | holds |
|---|---|
| `workbook` | XLSX, XLSB, XLS, ET: values by calamine, what it does not tell by the scans below |
| `xlsx`, `xlsb`, `biff` | a light scan of each format: errors, formats that speak, what is hidden |
| `strings` | texts of XLSX, their runs |
| `sparse` | rows of an XLSX sheet that is too wide or too broken for calamine |
| `ods`, `sheetml` | OpenDocument and Excel 2003 XML, read whole here |
| `separated` | CSV and TSV |
| `shown`, `codes` | a value as people see it; number formats that say more than the number |
| `columns` | the loop from calamine's values to texts |
| `placing` | sheets into the blocks of a reading: name, table, what is told |
| `grid` | texts, merges and doubts to a `Table`, within bounds |
"""
