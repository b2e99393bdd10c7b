"""How the schema came to be what it is: Alembic revisions, run by ``storage/migrate.py``."""
