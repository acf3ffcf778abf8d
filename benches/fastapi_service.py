"""The same list on FastAPI: rows of an ORM, filtered by the response model."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict


@dataclass
class User:
    id: int
    name: str
    email: str
    created_at: datetime
    password_hash: str


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    email: str
    created_at: datetime


class Page(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    items: list[UserOut]
    total: int
    page: int
    size: int
    pages: int


@dataclass
class Rows:
    items: list[User]
    total: int
    page: int
    size: int
    pages: int


FIRST = datetime.fromtimestamp(1_757_000_123, timezone.utc)
DATABASE = [
    User(
        i,
        f"Ada Lovelace {i}",
        f"ada.lovelace.{i}@example.com",
        FIRST + timedelta(microseconds=456_789 + i),
        "$argon2id$v=19$",
    )
    for i in range(100)
]

app = FastAPI()


@app.get("/users", response_model=Page)
async def list_users(page: int = 1, size: int = 20):
    return Rows(DATABASE[:size], 100, page, size, -(-100 // size))


@app.get("/cached", response_model=Page)
async def cached_users(page: int = 1, size: int = 20):
    return Rows(DATABASE[:size], 100, page, size, -(-100 // size))


@app.get("/named", response_model=Page, response_model_exclude={"items": {"__all__": {"created_at"}}})
async def named_users(page: int = 1, size: int = 20):
    return Rows(DATABASE[:size], 100, page, size, -(-100 // size))
