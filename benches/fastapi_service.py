"""The same lists, GET and POST on FastAPI: rows of an ORM, filtered by the response model."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from fastapi import FastAPI, HTTPException, Response
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


@dataclass
class Person:
    id: int
    name: str
    email: str
    password_hash: str


class PersonOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    email: str


class NewPerson(BaseModel):
    name: str
    email: str


PEOPLE = [Person(i, f"Ada Lovelace {i}", f"ada.lovelace.{i}@example.com", "$argon2id$v=19$") for i in range(100)]


@app.get("/people/{id}", response_model=PersonOut)
async def get_person(id: int):
    if not 0 <= id < len(PEOPLE):
        raise HTTPException(404, "no such person")
    return PEOPLE[id]


@app.post("/people", status_code=201, response_model=PersonOut)
async def create_person(new: NewPerson, response: Response):
    person = Person(100, new.name, new.email, "")
    response.headers["Location"] = f"/people/{person.id}"
    return person
