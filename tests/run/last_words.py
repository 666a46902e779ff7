#!/usr/bin/env python3
"""The tests' proxy passes on what a server says before it closes, even while the client sends: what
a terminated backend says is what limbeck tells the operator."""
import contextlib
import os
import shutil
import socket
import struct
import tempfile
import threading
import time

import limbecktest
import proxy

WORDS = b"FATAL: terminating connection"


class LastWords(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.directory = tempfile.mkdtemp(prefix="limbeck-lw-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.directory)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.directory, f".s.PGSQL.{proxy.PORT}"))
        self.listener.listen()
        self.addCleanup(self.listener.close)

    def serve(self):
        """Reads a little, says its words, and closes with the rest unread."""
        end, _ = self.listener.accept()
        end.recv(10)
        time.sleep(0.003)
        end.sendall(WORDS)
        end.close()

    def heard(self):
        threading.Thread(target=self.serve, daemon=True).start()
        with proxy.Proxy({"PGHOST": self.directory, "PGPORT": proxy.PORT}) as p, \
                socket.socket(socket.AF_UNIX) as client:
            client.connect(os.path.join(p.directory, f".s.PGSQL.{proxy.PORT}"))
            client.sendall(struct.pack("!II", 8, 196608))
            until = time.monotonic() + 0.02
            with contextlib.suppress(OSError):
                while time.monotonic() < until:
                    client.sendall(b"H\0\0\0\4" * 50)
            heard = b""
            with contextlib.suppress(OSError):
                while part := client.recv(100):
                    heard += part
            return heard

    def test_they_arrive(self):
        self.assertEqual([WORDS] * 30, [self.heard() for _ in range(30)])


limbecktest.main()
