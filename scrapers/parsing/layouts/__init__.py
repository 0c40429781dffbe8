"""What pages of one site have in common, and what of a section's pages follows from that."""
