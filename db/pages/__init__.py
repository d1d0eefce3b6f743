"""What the pages show: questions to an archive, answered as plain data.

Every function takes an open connection and knows nothing of Datasette; `db.site` asks and draws.
"""
