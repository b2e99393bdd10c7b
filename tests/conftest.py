"""What every test may ask for; each fixture is explained where it is made."""

import os

from bot.settings import Settings
from tests.support.chromium import browser, page
from tests.support.postgres import each_database_url, postgres, postgres_url, sqlite_url
from tests.support.teams_schema import teams_schemas

__all__ = ["browser", "each_database_url", "page", "postgres", "postgres_url", "sqlite_url", "teams_schemas"]

# A developer's own settings must not change what a test means.
for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)
