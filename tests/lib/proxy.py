"""A proxy between a client and PostgreSQL, for tests: it counts round trips, keeps the wire trace,
delays both directions and cuts the connection where a test wants it.

    with proxy.Proxy(server_environment, delay=0.0025, cut=("COMMIT", "after")) as p:
        run(client, host=p.directory)
        p.sessions[0].trace         # ["begin", "P BEGIN", …, "S", "Q …"]
        p.sessions[0].round_trips

It speaks only as much of the protocol as the trace needs, and never changes what passes."""
import collections
import contextlib
import os
import select
import shutil
import socket
import struct
import tempfile
import threading
import time

PORT = 5432


class Session:
    """One connection: trace of what the client sent, and its round trips: how often the server was
    ready for a query (after the start, a Sync or a simple query).  When pieces of a pipeline were
    sent and answered in between is a matter of time, and not counted."""

    def __init__(self, proxy):
        self.proxy = proxy
        self.trace = []
        self.round_trips = 0
        self.started = False
        self.buffer, self.answers = b"", b""
        self.cut = None                 # "before" or "after": what to do now

    def from_client(self, data):
        """Notes the client's messages; returns how much may pass."""
        self.buffer += data
        while True:
            head = 5 if self.started else 4
            if len(self.buffer) < head:
                return
            size = struct.unpack("!I", self.buffer[head - 4:head])[0] + head - 4
            if len(self.buffer) < size:
                return
            message, self.buffer = self.buffer[:size], self.buffer[size:]
            self.note(message)

    def note(self, message):
        if not self.started:
            code = struct.unpack("!I", message[4:8])[0]
            self.started = code >> 16 == 3
            return
        kind = chr(message[0])
        if kind == "P":
            self.statement("P", message[6:].split(b"\0")[0])
        elif kind == "B" and message[5:7] != b"\0\0":         # by name
            self.statement("P", b"EXECUTE " + message[5:].split(b"\0")[1])
        elif kind == "Q":
            self.statement("Q", message[5:-1])
        elif kind == "S":
            self.trace.append("S")

    def statement(self, kind, sql):
        text = sql.decode(errors="replace")
        self.trace.append(kind + " " + " ".join(text.split()))
        rule = self.proxy.cut
        if rule and text.startswith(rule[0]):
            self.cut = rule[1]

    def from_server(self, data):
        """Counts ReadyForQuery."""
        if not self.started:            # one letter answers a question for encryption
            return
        self.answers += data
        at = 0
        while len(self.answers) - at >= 5:
            size = struct.unpack("!I", self.answers[at + 1:at + 5])[0] + 1
            if len(self.answers) - at < size:
                break
            self.round_trips += self.answers[at:at + 1] == b"Z"
            at += size
        self.answers = self.answers[at:]


class Pooler:
    """A pooler that shares one session of the server's among all clients, by transaction: enough of
    one to be recognized.  Clients see a process id of its own invention."""

    def __init__(self, environment, database):
        self.target = os.path.join(environment["PGHOST"], f".s.PGSQL.{environment['PGPORT']}")
        self.directory = tempfile.mkdtemp(prefix="limbeck-pb-", dir="/tmp")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.connect(self.target)
        body = struct.pack("!I", 196608) + b"".join(
            part.encode() + b"\0" for part in ("user", environment["PGUSER"], "database", database,
                                               "client_encoding", "UTF8", ""))
        self.server.sendall(struct.pack("!I", len(body) + 4) + body)
        self.welcome = self.until_ready(self.server)
        at = self.welcome.index(b"K\0\0\0\x0c") + 5
        self.welcome = self.welcome[:at] + struct.pack("!I", 4711) + self.welcome[at + 4:]
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.directory, f".s.PGSQL.{PORT}"))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.server.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    @staticmethod
    def until_ready(server):
        data = b""
        while not (len(data) >= 6 and data[-6:-1] == b"Z\0\0\0\x05"):
            data += server.recv(1 << 16)
        return data

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        client.recv(1 << 16)
        client.sendall(self.welcome)
        while True:
            data = client.recv(1 << 16)
            if not data or data[:1] == b"X":
                client.close()
                return
            with self.lock:
                self.server.sendall(data)
                client.sendall(self.until_ready(self.server))


class Delay:
    """Bytes that are on their way for a fixed time, in order."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.queue = collections.deque()

    def put(self, data):
        self.queue.append((time.monotonic() + self.seconds, data))

    def due(self):
        while self.queue and self.queue[0][0] <= time.monotonic():
            yield self.queue.popleft()[1]

    def wait(self):
        return max(0, self.queue[0][0] - time.monotonic()) if self.queue else None


class Proxy:
    """delay: seconds in each direction.  cut: (start of a statement, when): the connection is cut
    "before" the statement is passed on, or "after" its answer has come and is not passed on.
    refuse: nobody is let in after a cut."""

    def __init__(self, environment, delay=0.0, cut=None, refuse=False):
        self.target = os.path.join(environment["PGHOST"], f".s.PGSQL.{environment['PGPORT']}")
        self.delay, self.cut, self.refuse = delay, cut, refuse
        self.sessions = []
        self.directory = tempfile.mkdtemp(prefix="limbeck-px-", dir="/tmp")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.directory, f".s.PGSQL.{PORT}"))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.refuse and any(s.cut for s in self.sessions):
                client.close()
                continue
            session = Session(self)
            self.sessions.append(session)
            threading.Thread(target=self.serve, args=(client, session), daemon=True).start()

    def serve(self, client, session):
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.target)
        up, down = Delay(self.delay), Delay(self.delay)
        try:
            while self.turn(client, server, session, up, down):
                pass
        except OSError:
            pass
        client.close()
        server.close()

    def turn(self, client, server, session, up, down):
        waits = [w for w in (up.wait(), down.wait()) if w is not None]
        ready, _, _ = select.select([client, server], [], [], min(waits) if waits else 5)
        if client in ready:
            data = client.recv(1 << 16)
            if not data:
                return self.drain(server, up)
            session.from_client(data)
            if session.cut == "before":
                return False
            up.put(data)
        if server in ready:
            data = self.last_words(server)
            if not data:
                return self.drain(client, down)
            if session.cut == "after":
                return False
            session.from_server(data)
            down.put(data)
        for data in up.due():
            with contextlib.suppress(OSError):      # it is gone; what it said is still to be read
                server.sendall(data)
        for data in down.due():
            client.sendall(data)
        return True

    @staticmethod
    def last_words(server):
        """What it sent, or nothing where it has closed, with or without having read everything."""
        try:
            return server.recv(1 << 16)
        except OSError:
            return b""

    @staticmethod
    def drain(end, delay):
        """One end has closed: what is still on its way arrives, then it is over."""
        for _, data in delay.queue:
            end.sendall(data)
        return False
