"""What a number measures, read off the words around it."""
