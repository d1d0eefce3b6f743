"""The Datasette plugin: Chinese search and readable pages for Jiaokan archives."""
