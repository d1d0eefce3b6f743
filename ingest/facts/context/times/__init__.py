"""When a number is of: the times of an article, and which of them governs."""
