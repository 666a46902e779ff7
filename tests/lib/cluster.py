"""Throwaway PostgreSQL clusters: below a temporary directory, on a Unix socket, gone afterwards.

A Cluster is owned by whoever starts it and is stopped by process id, never by name.  PostgreSQL
refuses to run as root; for root the server runs as 'postgres' (or 'nobody') in a directory that
belongs to that user."""
import ctypes
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time

SUPERUSER = "postgres"
PORT = 5432             # names the socket only, unless the cluster listens on loopback

QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
ALWAYS = {"listen_addresses": "", "shared_buffers": "32MB", "max_connections": "60",
          "timezone": "UTC", "log_timezone": "UTC", "log_checkpoints": "off",
          "max_prepared_transactions": "4"}


def binaries():
    """The directory with initdb and postgres: PG_BIN, the newest of Debian's, or the PATH's."""
    if os.environ.get("PG_BIN"):
        return os.environ["PG_BIN"]

    def version(path):
        return [int(n) for n in re.findall(r"\d+", path.split("/")[4])]
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=version)
    if found:
        return os.path.dirname(found[-1])
    on_path = shutil.which("initdb")
    if not on_path:
        raise SystemExit("PostgreSQL's server is missing; on Debian: apt-get install postgresql-15")
    return os.path.dirname(os.path.realpath(on_path))


def server_user():
    """Keywords for subprocess that drop root's rights; none when there are none to drop."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL does not run as root and there is no user 'postgres' or 'nobody'")


def _end_with_parent():
    """In the server's process: a fast shutdown when whoever started it is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """fsync: with real fsync.  settings: server parameters.  hba: lines put before 'local all all
    trust'.  tcp: listens on 127.0.0.1 too, at self.port."""

    def __init__(self, fsync=False, settings=None, hba=(), tcp=False):
        self.settings = {**ALWAYS, **({} if fsync else QUICK), **(settings or {})}
        self.hba = [*hba, "local all all trust"]
        self.port = PORT
        if tcp:
            self.port = free_port()
            self.settings["listen_addresses"] = "127.0.0.1"
        self.directory = self.server = None

    @property
    def log(self):
        return os.path.join(self.directory, "log")

    def start(self):
        # the system's /tmp: a socket's path has at most 107 bytes
        self.directory = tempfile.mkdtemp(prefix="limbeck-pg-", dir="/tmp")
        try:
            self._make()
            self._run()
        except BaseException:
            self.stop()
            raise
        return self

    def _make(self):
        user = server_user()
        if user:
            os.chown(self.directory, user["user"], user["group"])
        data = os.path.join(self.directory, "data")
        done = subprocess.run([os.path.join(binaries(), "initdb"), "-D", data, "-U", SUPERUSER,
                               "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
                              cwd=self.directory, stdin=subprocess.DEVNULL, **user,
                              capture_output=True, text=True)
        if done.returncode:
            raise SystemExit("initdb failed:\n" + done.stdout + done.stderr)
        with open(os.path.join(data, "pg_hba.conf"), "w") as f:
            f.write("\n".join(self.hba) + "\n")

    def _run(self):
        command = [os.path.join(binaries(), "postgres"), "-D", os.path.join(self.directory, "data"),
                   "-k", self.directory, "-p", str(self.port)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with open(self.log, "ab") as log:
            self.server = subprocess.Popen(command, cwd=self.directory, stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log, preexec_fn=_end_with_parent,
                                           start_new_session=True, **server_user())
        self._await()

    def _await(self):
        status = os.path.join(self.directory, "data", "postmaster.pid")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                with open(status) as f:
                    if f.read().rstrip().endswith("ready"):
                        return
            except FileNotFoundError:
                pass
            time.sleep(0.02)
        with open(self.log) as f:
            raise SystemExit("PostgreSQL did not start:\n" + f.read())

    def kill(self):
        """Ends the server as a crash does; start_again() recovers."""
        self._end([signal.SIGQUIT])

    def start_again(self):
        self._run()

    def _end(self, signals):
        for number in signals:
            if self.server is None or self.server.poll() is not None:
                break
            self.server.send_signal(number)
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                continue
        self.server = None

    def stop(self):
        self._end([signal.SIGINT, signal.SIGQUIT, signal.SIGKILL])
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
            self.directory = None

    def environment(self):
        """What clients need to find the cluster."""
        path = binaries() + os.pathsep + os.environ.get("PATH", "/usr/bin:/bin")
        return {"PATH": path, "PGHOST": self.directory, "PGPORT": str(self.port), "PGUSER": SUPERUSER,
                "LIMBECK_TEST_CLUSTER": self.directory, "LIMBECK_TEST_LOG": self.log}

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


def url(database, environment):
    """A URL that libpq and SQLAlchemy both understand."""
    return (f"postgresql://{environment['PGUSER']}@/{database}?host={environment['PGHOST']}"
            f"&port={environment['PGPORT']}")
