"""The article that comes with the package, byte for byte as it was found."""
