"""Pages of the web as documents: HTML, also under the names of office files, and a page in one file (MHT)."""
