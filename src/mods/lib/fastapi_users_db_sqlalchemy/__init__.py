"""fastapi-users: its column types."""
from fastapi_users_db_sqlalchemy import generics
from fastapi_users_db_sqlalchemy.generics import GUID
