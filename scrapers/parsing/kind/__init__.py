"""What kind of page it is: `deciding.kind_of` alone says so, by the facts that the rooms hand it."""
