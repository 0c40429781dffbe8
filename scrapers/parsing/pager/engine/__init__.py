"""What a page's own functions do when a control is pressed: asked of an engine in a process of its own."""
