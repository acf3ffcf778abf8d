"""Records again what FastAPI answers: `pip install fastapi httpx2 && python tests/fastapi/record.py`.

It sends each request of exchanges.json to app.py, one after the other, and writes the answers beside them. What steadfast
answers on purpose in another way is written by hand, and stays.
"""

import json
from pathlib import Path

import fastapi
from app import app
from fastapi.testclient import TestClient

# What no contract is about.
LEFT_OUT = {"content-length", "date", "etag", "last-modified"}

path = Path(__file__).parent / "exchanges.json"
recorded = json.loads(path.read_text())
recorded["fastapi"] = fastapi.__version__
with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
    for exchange in recorded["exchanges"]:
        client.cookies.clear()
        request = exchange["request"]
        method, target = request["line"].split(" ")
        answer = client.request(
            method,
            target,
            headers=request.get("headers"),
            content=request.get("body"),
            json=request.get("json"),
        )
        headers = {name: value for name, value in answer.headers.items() if name not in LEFT_OUT}
        is_json = answer.content and headers.get("content-type") == "application/json"
        exchange["fastapi"] = {
            "status": answer.status_code,
            "headers": headers,
            "body": answer.json() if is_json else answer.text,
        }


def on_a_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


exchanges = (
    ",\n".join(f"  {on_a_line(member)}: {on_a_line(value)}" for member, value in exchange.items())
    for exchange in recorded["exchanges"]
)
path.write_text(
    f'{{"fastapi": {on_a_line(recorded["fastapi"])}, "exchanges": [\n'
    + ",\n".join(f"{{\n{exchange}\n}}" for exchange in exchanges)
    + "\n]}\n"
)
