"""Files packed into one: ZIP, RAR, TAR, GZ. Their members become documents of their own, on one account."""
