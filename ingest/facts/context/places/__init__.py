"""Where a number holds: the places of an article, and which of them governs."""
