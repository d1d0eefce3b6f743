"""People: how their names look, what shows that somebody is one, and their offices."""
