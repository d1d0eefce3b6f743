"""What is said: quotes, direct and reported, and who says it."""
