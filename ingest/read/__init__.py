"""One module per format: a file in, sources out."""
