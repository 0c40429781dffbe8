"""Reading pages: bytes and an address in, frozen records out; no I/O, no clock."""
