"""Places: the divisions of China with their codes, what lies below and beside them, and abroad."""
