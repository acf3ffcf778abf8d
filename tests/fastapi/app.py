"""A garden shop in FastAPI: the samples of its tutorial that users know best, in one application."""

import asyncio
from collections.abc import AsyncIterable
from pathlib import Path
from typing import Annotated, Literal

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Cookie,
    Depends,
    FastAPI,
    Header,
    HTTPException,
    Query,
    Request,
    Response,
)
from fastapi.exceptions import RequestValidationError
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

app = FastAPI(title="Garden", version="1.0.0")

# Response Model

models = APIRouter(prefix="/models")


class Plant(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float | None = None
    tags: list[str] = []


@models.post("/plants")
async def echo_plant(plant: Plant) -> Plant:
    return plant


@models.get("/plants")
async def list_plants() -> list[Plant]:
    return [Plant(name="Rose", price=42.0), Plant(name="Fern", price=32.0)]


class Gardener(BaseModel):
    username: str
    email: str
    full_name: str | None = None


class GardenerIn(Gardener):
    password: str


@models.post("/gardeners")
async def filter_gardener(gardener: GardenerIn) -> Gardener:
    return gardener


@models.get("/portal", response_model=None)
async def portal(teleport: bool = False) -> Response | dict:
    if teleport:
        return RedirectResponse(url="https://example.com/greenhouse")
    return {"message": "This is the gate."}


@models.get("/teleport")
async def teleport() -> RedirectResponse:
    return RedirectResponse(url="https://example.com/greenhouse")


class Entry(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float = 10.5


ENTRIES = {
    "rose": {"name": "Rose", "price": 50.2},
    "fern": {"name": "Fern", "description": "It likes shade", "price": 62, "tax": 20.2},
    "moss": {"name": "Moss", "description": None, "price": 50.2, "tax": 10.5},
}


def find_entry(name: str) -> dict:
    if name not in ENTRIES:
        raise HTTPException(status_code=404, detail="Entry not found")
    return ENTRIES[name]


@models.get("/entries/{name}", response_model=Entry, response_model_exclude_unset=True)
async def read_entry(entry: Annotated[dict, Depends(find_entry)]):
    return entry


@models.get(
    "/entries/{name}/short", response_model=Entry, response_model_include={"name", "description"}
)
async def read_entry_short(entry: Annotated[dict, Depends(find_entry)]):
    return entry


@models.get("/entries/{name}/public", response_model=Entry, response_model_exclude={"tax"})
async def read_entry_public(entry: Annotated[dict, Depends(find_entry)]):
    return entry


class Bed(BaseModel):
    name: str
    gardener: Gardener
    entries: list[Entry]


def find_bed() -> Bed:
    ada = Gardener(username="ada", email="ada@example.com", full_name="Ada")
    entries = [Entry(**ENTRIES["rose"]), Entry(**ENTRIES["fern"])]
    return Bed(name="south", gardener=ada, entries=entries)


@models.get(
    "/beds/south/short",
    response_model=Bed,
    response_model_include={"name": True, "entries": {"__all__": {"name"}}},
)
async def read_bed_short(bed: Annotated[Bed, Depends(find_bed)]):
    return bed


@models.get(
    "/beds/south/public",
    response_model=Bed,
    response_model_exclude={"gardener": {"email"}, "entries": {"__all__": {"tax", "description"}}},
)
async def read_bed_public(bed: Annotated[Bed, Depends(find_bed)]):
    return bed


# Extra Models

extra = APIRouter(prefix="/extra")


class StoredGardener(Gardener):
    hashed_password: str


def save(gardener: GardenerIn) -> StoredGardener:
    hashed_password = "supersecret" + gardener.password
    return StoredGardener(**gardener.model_dump(), hashed_password=hashed_password)


@extra.post("/gardeners", response_model=Gardener)
async def create_gardener(gardener: GardenerIn):
    return save(gardener)


class Cart(BaseModel):
    description: str
    kind: Literal["cart"] = "cart"


class Tractor(BaseModel):
    description: str
    kind: Literal["tractor"] = "tractor"
    power: int


MACHINES = {
    "m1": {"description": "It is pushed", "kind": "cart"},
    "m2": {"description": "It is driven", "kind": "tractor", "power": 5},
}


@extra.get("/machines/{machine_id}", response_model=Tractor | Cart)
async def read_machine(machine_id: str):
    return MACHINES[machine_id]


@extra.get("/machines")
async def list_machines() -> list[Cart]:
    return [Cart(description="It is pushed"), Cart(description="It has one wheel")]


@extra.get("/keyword-weights")
async def keyword_weights() -> dict[str, float]:
    return {"green": 2.3, "tall": 3.4}


# Response Status Code

statuses = APIRouter(prefix="/statuses")


@statuses.post("/plots", status_code=201)
async def create_plot(name: str) -> dict[str, str]:
    return {"name": name}


@statuses.delete("/plots/{plot_id}", status_code=204)
async def delete_plot(plot_id: int) -> None:
    pass


@statuses.put("/plots/{plot_id}")
async def upsert_plot(plot_id: str, response: Response) -> dict[str, str]:
    if plot_id not in {"north", "south"}:
        response.status_code = 201
    return {"plot": plot_id}


# Handling Errors

errors = APIRouter(prefix="/errors")


@errors.get("/plants/{plant_id}")
async def read_plant(plant_id: str) -> dict[str, str]:
    if plant_id != "rose":
        raise HTTPException(
            status_code=404, detail="Plant not found", headers={"X-Error": "There is no such plant"}
        )
    return {"plant": "A red rose"}


@errors.get("/rows/{row}")
async def read_row(row: int, limit: Annotated[int, Query(ge=1, le=100)] = 10) -> dict[str, int]:
    if row == 3:
        raise HTTPException(status_code=418, detail="Nope! I don't like 3.")
    return {"row": row, "limit": limit}


class Order(BaseModel):
    title: Annotated[str, Field(min_length=1)]
    size: int


@errors.post("/orders")
async def check_order(order: Order) -> Order:
    return order


class WeedError(Exception):
    def __init__(self, name: str):
        self.name = name


@app.exception_handler(WeedError)
async def answer_weed(request: Request, error: WeedError):
    message = f"Oops! There is {error.name} everywhere."
    return JSONResponse(status_code=418, content={"message": message})


@errors.get("/beds/{name}")
async def read_bed(name: str) -> dict[str, str]:
    if name == "dandelion":
        raise WeedError(name)
    return {"plant": name}


@errors.post("/sales/{number}")
async def sell(number: int) -> dict[str, int]:
    if number > 2:
        raise HTTPException(status_code=409, detail={"code": "out_of_stock", "left": 2})
    return {"left": 2 - number}


# Handling Errors: handlers in place of FastAPI's own, which are those of a whole application

strict = FastAPI(title="Strict garden", version="1.0.0")


@strict.exception_handler(StarletteHTTPException)
async def answer_in_text(request: Request, error: StarletteHTTPException):
    return PlainTextResponse(str(error.detail), status_code=error.status_code)


@strict.exception_handler(RequestValidationError)
async def answer_invalid(request: Request, error: RequestValidationError):
    fields = [".".join(map(str, fault["loc"])) for fault in error.errors()]
    content = {"message": f"This {request.method} is invalid", "fields": fields}
    return JSONResponse(status_code=400, content=content)


@strict.exception_handler(WeedError)
async def answer_weed_with_path(request: Request, error: WeedError):
    message = f"Oops! There is {error.name} everywhere."
    content = {"message": message, "path": request.url.path}
    return JSONResponse(status_code=418, content=content)


strict.get("/rows/{row}")(read_row)
strict.post("/orders")(check_order)
strict.get("/beds/{name}")(read_bed)
app.mount("/strict", strict)

# Additional Responses

additional = APIRouter(prefix="/additional")


class Named(BaseModel):
    plant: str


class Message(BaseModel):
    message: str


@additional.get("/plants/{plant_id}", response_model=Named, responses={404: {"model": Message}})
async def read_plant_or_message(plant_id: str):
    if plant_id != "rose":
        return JSONResponse(status_code=404, content={"message": "Plant not found"})
    return {"plant": "A red rose"}


ROSE = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


@additional.get("/rose", response_model=Named, responses={200: {"content": {"image/svg+xml": {}}}})
async def read_rose(accept: Annotated[str, Header()] = "*/*"):
    if accept == "image/svg+xml":
        return Response(content=ROSE, media_type=accept)
    return {"plant": "A red rose"}


class MissingFunds(BaseModel):
    balance: int
    price: int


class Purchase(BaseModel):
    plant: str
    balance: int


PRICES = {"rose": 42, "fern": 32}
BALANCE = 40


@additional.post(
    "/purchases/{plant}",
    response_model=Purchase,
    responses={402: {"model": MissingFunds}, 404: {"model": Message}},
)
async def buy(plant: str):
    if plant not in PRICES:
        return JSONResponse(status_code=404, content={"message": f"There is no {plant}"})
    price = PRICES[plant]
    if price > BALANCE:
        return JSONResponse(status_code=402, content={"balance": BALANCE, "price": price})
    return {"plant": plant, "balance": BALANCE - price}


# Custom Response

custom = APIRouter(prefix="/custom")


@custom.get("/page", response_class=HTMLResponse)
async def page():
    return "<html><body><h1>Look ma! Roses</h1></body></html>"


@custom.get("/text", response_class=PlainTextResponse)
async def text():
    return "Hello Garden"


@custom.get("/data")
async def data():
    return Response(content='<?xml version="1.0"?><seeds/>', media_type="application/xml")


@custom.get("/old", response_class=RedirectResponse, status_code=302)
async def old():
    return "https://example.com/garden"


@custom.get("/moved")
async def moved() -> RedirectResponse:
    return RedirectResponse("/custom/text", status_code=308)


@custom.get("/file", response_class=FileResponse)
async def file():
    return FileResponse(Path(__file__).parent / "catalogue.txt")


# Response Cookies and Headers

extras = APIRouter(prefix="/extras")


@extras.post("/cookie")
async def set_cookie(response: Response) -> dict[str, str]:
    response.set_cookie(key="basket", value="of-roses")
    return {"message": "Come to the dark side, we have cookies"}


@extras.get("/cookie")
async def read_cookie(basket: Annotated[str | None, Cookie()] = None) -> dict[str, str | None]:
    return {"basket": basket}


@extras.get("/headers")
async def headers(response: Response) -> dict[str, str]:
    response.headers["X-Weather"] = "sunny"
    return {"message": "Hello World"}


@extras.get("/agent")
async def agent(
    x_token: Annotated[list[str] | None, Header()] = None,
) -> dict[str, list[str] | None]:
    return {"values": x_token}


@extras.get("/headers-direct")
def headers_direct():
    return JSONResponse(
        content={"message": "Hello World"},
        headers={"X-Cat-Dog": "alone in the world", "Content-Language": "en-US"},
    )


# Background Tasks

background = APIRouter(prefix="/background")
LOG: list[str] = []


def write_log(message: str) -> None:
    LOG.append(message)


def get_query(background_tasks: BackgroundTasks, q: str | None = None) -> str | None:
    if q:
        background_tasks.add_task(write_log, f"found query: {q}")
    return q


@background.post("/notifications/{email}")
async def notify(
    email: str, background_tasks: BackgroundTasks, q: Annotated[str | None, Depends(get_query)]
) -> dict[str, str]:
    background_tasks.add_task(write_log, f"message to {email}")
    return {"message": "Message sent"}


@background.get("/log")
async def read_log() -> list[str]:
    return LOG


# Dependencies with yield

dependencies = APIRouter(prefix="/dependencies")


class Tool(BaseModel):
    tool: str
    shelf: int


async def open_shed(response: Response):
    response.headers["X-Shed"] = "open"
    try:
        yield {"rake": 1, "spade": 2}
    finally:
        write_log("the shed is closed")


@dependencies.get("/tools/{tool}")
async def read_tool(tool: str, shed: Annotated[dict[str, int], Depends(open_shed)]) -> Tool:
    if tool not in shed:
        raise HTTPException(status_code=404, detail="There is no such tool")
    return Tool(tool=tool, shelf=shed[tool])


# Streaming

streams = APIRouter(prefix="/streams")


@streams.get("/bytes")
async def stream_bytes() -> StreamingResponse:
    async def parts():
        for number in range(3):
            yield f"some bytes {number}\n".encode()
            await asyncio.sleep(0)

    return StreamingResponse(parts(), media_type="application/octet-stream")


@streams.get("/lines")
async def stream_lines() -> AsyncIterable[Gardener]:
    for name in ["ada", "grace"]:
        yield Gardener(username=name, email=f"{name}@example.com")


@streams.get("/events", response_class=EventSourceResponse)
async def stream_events() -> AsyncIterable[Gardener]:
    for name in ["ada", "grace"]:
        yield Gardener(username=name, email=f"{name}@example.com")


@streams.get("/chat", response_class=EventSourceResponse)
async def stream_chat() -> AsyncIterable[ServerSentEvent]:
    for number, token in enumerate(["Hello", "garden"]):
        yield ServerSentEvent(data={"token": token}, event="token", id=str(number))
    yield ServerSentEvent(raw_data="[DONE]", event="done")


for router in [
    models,
    extra,
    statuses,
    errors,
    additional,
    custom,
    extras,
    background,
    dependencies,
    streams,
]:
    app.include_router(router)
