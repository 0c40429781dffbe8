"""What inspections ask of pages beyond an item's fields: letters with their answers, elements of guides."""
