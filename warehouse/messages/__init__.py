"""What people are told, in which words, and what they were told before; sending it is somebody else's."""
