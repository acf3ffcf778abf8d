"""Attacks on the examples, over sockets. Run by `.ci/attacks`."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

USERS = 5_000
FAILURES = []


def report(attack, figure, holds=True):
    print(f"{attack:<34} {figure}{'' if holds else '   <-- beyond the bound'}", flush=True)
    if not holds:
        FAILURES.append(attack)


class Server:
    """A process of an example."""

    def __init__(self, example, **environment):
        self.log = tempfile.NamedTemporaryFile(mode="w+", suffix=".log")
        self.process = subprocess.Popen(
            [f"{os.environ['EXAMPLES']}/{example}"],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env={"PATH": os.environ["PATH"], "PORT": "0", "RUST_LOG": "warn", **environment},
        )
        line = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", line)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def status(self, field):
        """A field of /proc/PID/status, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field))

    @property
    def memory(self):
        return self.status("VmRSS")

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as clear:
            clear.write("5")

    @property
    def peak(self):
        return self.status("VmHWM")

    @property
    def processor_time(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def sockets(self):
        """How many sockets the process has."""
        folder = f"/proc/{self.process.pid}/fd"
        links = (os.readlink(f"{folder}/{name}") for name in os.listdir(folder))
        return sum(link.startswith("socket:") for link in links)

    async def at_rest(self):
        """Waits until the process does nothing, and returns how long that took."""
        begun, quiet = time.monotonic(), 0
        last = self.processor_time
        while quiet < 5:
            await asyncio.sleep(0.1)
            now = self.processor_time
            quiet = quiet + 1 if now - last < 0.02 else 0
            last = now
        return time.monotonic() - begun - 0.5

    def connect(self):
        return asyncio.open_connection("127.0.0.1", self.port)

    async def send(self, method, path, headers=(), body=b""):
        """One request on a connection of its own: status, head, body."""
        reader, writer = await self.connect()
        writer.write(request(method, path, headers, body, close=True))
        head = await reader.readuntil(b"\r\n\r\n")
        answer = await reader.read()
        writer.close()
        return int(head.split()[1]), head, answer


def request(method, path, headers=(), body=b"", close=False):
    lines = [f"{method} {path} HTTP/1.1", "host: localhost", *headers]
    if body or method in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {len(body)}")
    if close:
        lines.append("connection: close")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def begin(count, action):
    """Runs an action so many times at once; what fails is returned as an exception."""
    return await asyncio.gather(*(action(number) for number in range(count)), return_exceptions=True)


async def open_all(server, count, first_bytes, at_once=200):
    """Connections that have sent these bytes."""
    connections = []
    while len(connections) < count:
        some = await begin(min(at_once, count - len(connections)), lambda _: server.connect())
        for connection in some:
            if isinstance(connection, BaseException):
                raise connection
            connection[1].write(first_bytes)
            connections.append(connection)
    return connections


async def ended(reader):
    """Waits until the server has closed the connection."""
    try:
        while await reader.read(65536):
            pass
    except ConnectionError:
        pass


async def all_ended(connections, limit):
    """How many connections are still open after the limit, and when the last one was closed."""
    begun = time.monotonic()
    readers = [asyncio.create_task(ended(reader)) for reader, _ in connections]
    done, pending = await asyncio.wait(readers, timeout=limit)
    for task in pending:
        task.cancel()
    return len(pending), time.monotonic() - begun


def close_all(connections):
    for _, writer in connections:
        writer.transport.abort()


async def latency(server, count=2_000):
    """The median and the 99th percentile of `GET /users/1` in milliseconds, measured by a process of its own."""
    measured = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--latency", str(server.port), str(count), stdout=subprocess.PIPE
    )
    output, _ = await measured.communicate()
    return json.loads(output)


async def measure_latency(port, count):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        writer.write(request("GET", "/users/1"))
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(re.search(rb"content-length: (\d+)", head)[1]))
        times.append((time.perf_counter() - begun) * 1000)
        assert head.startswith(b"HTTP/1.1 200")
        await asyncio.sleep(0.001)
    times.sort()
    print(json.dumps([statistics.median(times), times[len(times) * 99 // 100]]))


def flagship(users=USERS, **environment):
    """The flagship on a database file with users."""
    folder = tempfile.mkdtemp()
    path = f"{folder}/users.db"
    with Server("users", DATABASE_URL=f"sqlite:{path}"):
        pass
    database = sqlite3.connect(path)
    rows = ((f"User {number}", f"user{number}@example.org") for number in range(users))
    database.executemany("INSERT INTO users (name, email, password_hash) VALUES (?, ?, '')", rows)
    database.commit()
    database.close()
    return Server("users", DATABASE_URL=f"sqlite:{path}", **environment)


async def amplification():
    """Input with as many faults, and as long keys, as fit."""
    long_key = "k" * 1_000_000
    part = lambda name: (
        f'--b\r\ncontent-disposition: form-data; name="{name}"\r\n\r\nx\r\n'
    ).encode()
    form = ["content-type: application/x-www-form-urlencoded"]
    multipart = ["content-type: multipart/form-data; boundary=b"]
    as_json = ["content-type: application/json"]
    attacks = {
        "form, %ff": ("POST", "/form", form, b"%ff=&" * 400_000),
        "form, names": ("POST", "/form", form, b"&".join(b"n%d=1" % n for n in range(200_000))),
        "form, long key": ("POST", "/form", form, f"{long_key}=1".encode()),
        "query": ("GET", "/query?" + "%ff=&" * 1_600, [], b""),
        "cookies": ("GET", "/cookie", ["cookie: " + "visits=x; " * 3_000], b""),
        "cookies, %ff": ("GET", "/cookie", ["cookie: " + "; ".join(f"c{n}=%ff" for n in range(2_500))], b""),
        "header": ("GET", "/header", ["x-id: " + "x," * 15_000], b""),
        "path": ("GET", "/path/" + "x" * 8_000 + "/y/z/w", [], b""),
        "json, long keys": ("PUT", "/json", as_json, json.dumps({long_key: 1, "counts": {long_key: 1}}).encode()),
        "json, faults": ("PUT", "/json", as_json, json.dumps({"counts": {f"k{n}": "x" for n in range(120_000)}}).encode()),
        "json, one bad of 120,000": (
            "PUT",
            "/json",
            as_json,
            json.dumps({"labels": {f"k{n}": n != 60_000 or "x" for n in range(120_000)}}).encode(),
        ),
        "multipart, long name": ("POST", "/multipart", multipart, part(long_key) + b"--b--\r\n"),
        "multipart, names": ("POST", "/multipart", multipart, b"".join(part(f"n{n}") for n in range(20_000)) + b"--b--\r\n"),
    }
    with Server("inputs") as server:
        paths = json.loads((await server.send("GET", "/openapi.json"))[2])["paths"]
        for name, (method, path, headers, body) in attacks.items():
            known = next((p for p in paths if p.split("/")[1] == path.split("/")[1].split("?")[0]), None)
            assert known, path
            method = next(iter(paths[known])).upper()
            server.forget_peak()
            before, begun = server.memory, time.monotonic()
            status, head, answer = await server.send(method, path, headers, body)
            took = (time.monotonic() - begun) * 1000
            sent = len(head) + len(answer)
            report(
                f"amplification: {name}",
                f"{status}: {len(body) or sum(map(len, headers)) + len(path):>9,} bytes in, {sent:>6,} out, "
                f"{took:6.0f} ms, +{server.peak - before:.0f} MB",
                status == 422 and sent <= 20_480 and server.peak - before < 128 and took < 5_000,
            )


async def slow_headers():
    """Half of a request, and then one byte a second."""
    with flagship() as server:
        connections = await open_all(server, 200, b"GET /users/1 HTTP/1.1\r\nhost: localhost\r\nx-slow: ")

        async def trickle():
            while True:
                await asyncio.sleep(1)
                for _, writer in connections:
                    if not writer.is_closing():
                        writer.write(b"x")

        trickling = asyncio.create_task(trickle())
        left, took = await all_ended(connections, 60)
        trickling.cancel()
        report("200 half-sent requests", f"{left} open after {took:.0f} s", left == 0)
        connections = await open_all(server, 200, b"")
        left, took = await all_ended(connections, 60)
        report("200 silent connections", f"{left} open after {took:.0f} s", left == 0)


async def stalled_bodies():
    """Uploads of which half is sent."""
    with flagship() as server:
        before = server.memory
        upload = request("PUT", "/users/1/avatar", ["content-type: image/png"], b"x" * 1_000_000)
        connections = await open_all(server, 200, upload[: len(upload) // 2])
        await asyncio.sleep(5)
        held = server.memory
        left, took = await all_ended(connections, 120)
        await server.at_rest()
        report(
            "200 stalled uploads",
            f"{held - before:.0f} MB more while they stall, {left} open after {took:.0f} s, then {server.memory - before:.0f} MB",
            left == 0 and held - before < 300,
        )


async def unread_downloads():
    """Downloads of more than the kernel buffers, which nobody reads."""
    with flagship(users=200_000) as server:
        await latency(server, 10)
        before, sockets = server.memory, server.sockets()
        connections = await open_all(server, 50, request("GET", "/users.csv"))
        for _, writer in connections:
            writer.transport.pause_reading()
        await asyncio.sleep(20)
        median, slow = await latency(server, 200)
        held = server.memory
        # Only the server's side says that a connection is gone: a client that does not read does not see its end.
        begun = time.monotonic()
        while server.sockets() > sockets and time.monotonic() - begun < 200:
            await asyncio.sleep(1)
        report(
            "50 downloads nobody reads",
            f"GET /users/1 takes {median:.2f} ms (99%: {slow:.2f}), {held - before:.0f} MB more, "
            f"{server.sockets() - sockets} open after {time.monotonic() - begun + 20:.0f} s",
            held - before < 100 and server.sockets() <= sockets,
        )
        close_all(connections)


async def logins():
    """500 logins in flight, whose clients then leave."""
    with flagship() as server:
        body = json.dumps({"email": "nobody@example.org", "password": "a wrong password"}).encode()
        headers = ["content-type: application/json"]
        answers = await begin(500, lambda _: server.send("POST", "/login", headers, body))
        statuses = [answer[0] if isinstance(answer, tuple) else repr(answer) for answer in answers]
        counted = {status: statuses.count(status) for status in sorted(set(statuses), key=str)}
        refused = [answer[1] for answer in answers if isinstance(answer, tuple) and answer[0] == 503]
        report(
            "500 logins in flight",
            f"answers {counted}, at most {server.peak:.0f} MB",
            server.peak < 200 and set(counted) == {401, 503} and all(b"retry-after" in head for head in refused),
        )
        connections = await open_all(server, 500, request("POST", "/login", headers, body))
        await asyncio.sleep(0.2)
        close_all(connections)
        took = await server.at_rest()
        report("500 logins whose clients left", f"at rest after {took:.1f} s, at most {server.peak:.0f} MB", took < 10)


async def events():
    """10,000 idle clients of the events."""
    with flagship() as server:
        await latency(server)
        alone = sorted([await latency(server) for _ in range(3)])[1]
        before = server.memory
        connections = await open_all(server, 10_000, request("GET", "/events"))
        for reader, _ in connections:
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        await server.at_rest()
        crowded = [await latency(server) for _ in range(3)]
        crowded = sorted(crowded)[1]
        report(
            "10,000 idle clients of /events",
            f"GET /users/1 takes {crowded[0]:.2f} ms (99%: {crowded[1]:.2f}), alone {alone[0]:.2f} ms (99%: {alone[1]:.2f}), "
            f"{(server.memory - before) * 1024 / 10_000:.0f} kB a client",
            crowded[0] <= 2 * alone[0],
        )
        headers = ["content-type: application/json"]
        new = {"name": "New", "email": "new@example.org", "password": "long enough"}
        begun = time.monotonic()
        status, _, answer = await server.send("POST", "/users", headers, json.dumps(new).encode())
        assert status == 201, answer
        received = await asyncio.gather(*(reader.readuntil(b"user_created") for reader, _ in connections))
        report("an event to 10,000 clients", f"{len(received):,} have it after {time.monotonic() - begun:.2f} s")
        close_all(connections)


async def exports():
    """1,000 downloads that are abandoned."""
    with flagship() as server:
        alone = await latency(server, 200)
        connections = await open_all(server, 1_000, request("GET", "/users.csv"))
        close_all(connections)
        begun = time.monotonic()
        status, _, _ = await server.send("GET", "/users/1")
        took = (time.monotonic() - begun) * 1000
        rest = await server.at_rest()
        report(
            "1,000 abandoned exports",
            f"the next GET /users/1 is {status} after {took:.0f} ms (alone {alone[0]:.2f}), at rest after {rest:.1f} s, "
            f"at most {server.peak:.0f} MB",
            status == 200 and took < 2_000,
        )


async def stop():
    """SIGTERM under load of every kind."""
    with flagship(GRACE="5") as server:
        body = json.dumps({"email": "nobody@example.org", "password": "a wrong password"}).encode()
        login = request("POST", "/login", ["content-type: application/json"], body)
        connections = [
            *await open_all(server, 100, request("GET", "/events")),
            *await open_all(server, 100, request("GET", "/users.csv")),
            *await open_all(server, 100, login),
            *await open_all(server, 100, login[:-5]),
            *await open_all(server, 100, b""),
        ]
        for _, writer in connections:
            writer.transport.pause_reading()
        await asyncio.sleep(0.5)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        while server.process.poll() is None and time.monotonic() - begun < 60:
            await asyncio.sleep(0.05)
        took = time.monotonic() - begun
        report("SIGTERM under load, grace of 5 s", f"exit code {server.process.poll()} after {took:.1f} s", server.process.poll() == 0 and took < 15)
        close_all(connections)


async def soak():
    """Ordinary and hostile clients for minutes, with the memory sampled."""
    length = float(os.environ.get("SOAK", "600"))
    headers = ["content-type: application/json"]
    with flagship() as server:
        end, counted, samples = time.monotonic() + length, {}, []

        async def client(number):
            turn = number
            while time.monotonic() < end:
                turn += 1
                kind = turn % 10
                wrong = json.dumps({"email": "nobody@example.org", "password": "wrong"}).encode()
                new = {"name": "New", "email": f"new{number}-{turn}@example.org", "password": "long enough"}
                try:
                    if kind < 4:
                        status = (await server.send("GET", f"/users/{turn % USERS + 1}"))[0]
                    elif kind == 4:
                        status = (await server.send("GET", f"/users?page={turn % 50 + 1}"))[0]
                    elif kind == 5:
                        status = (await server.send("POST", "/login", headers, wrong))[0]
                    elif kind == 6 and turn % 30 == 6:
                        status = (await server.send("POST", "/users", headers, json.dumps(new).encode()))[0]
                    elif kind == 7:
                        status = (await server.send("POST", "/users", headers, b'{"name": 1}' * (turn % 7)))[0]
                    elif kind == 8:
                        [connection] = await open_all(server, 1, request("GET", "/users.csv"))
                        await connection[0].read(1000)
                        close_all([connection])
                        status = "left"
                    else:
                        [connection] = await open_all(server, 1, request("GET", "/events"))
                        await connection[0].readuntil(b"\r\n\r\n")
                        close_all([connection])
                        status = "left"
                except (ConnectionError, asyncio.IncompleteReadError) as error:
                    status = type(error).__name__
                counted[status] = counted.get(status, 0) + 1

        async def sample():
            while time.monotonic() < end:
                samples.append(server.memory)
                await asyncio.sleep(5)

        await asyncio.gather(sample(), *(client(number) for number in range(20)))
        third = max(1, len(samples) // 3)
        thirds = [statistics.median(samples[n * third : (n + 1) * third]) for n in range(3)] if len(samples) > 2 else samples
        report(
            f"{length:.0f} s of soak",
            f"{sum(counted.values()):,} requests {dict(sorted(counted.items(), key=str))}, memory of each third "
            f"{', '.join(f'{third:.0f}' for third in thirds)} MB, at most {max(samples):.0f}",
            500 not in counted and thirds[-1] < 1.2 * thirds[0] + 10,
        )


ATTACKS = [amplification, slow_headers, stalled_bodies, unread_downloads, logins, events, exports, stop, soak]

if __name__ == "__main__":
    if sys.argv[1:2] == ["--latency"]:
        asyncio.run(measure_latency(int(sys.argv[2]), int(sys.argv[3])))
        sys.exit()
    names = sys.argv[1:] or [attack.__name__ for attack in ATTACKS]
    known = {attack.__name__: attack for attack in ATTACKS}
    for name in names:
        if name not in known:
            sys.exit(f"unknown attack {name!r}; there are {', '.join(known)}")
        asyncio.run(known[name]())
    if FAILURES:
        sys.exit(f"beyond the bound: {', '.join(FAILURES)}")
