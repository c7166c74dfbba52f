"""One connection that is kept open, with as little of the client in the times as can be."""

import socket
import time

# A connection that was idle for so long, in seconds, is opened anew: a server may have closed it.
IDLE = 5


class Connection:
    def __init__(self, host, port):
        self.address = (host, port)
        self.host = f"{host}:{port}"
        self.open()

    def open(self):
        self.socket = socket.create_connection(self.address, timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.used = time.monotonic()

    def ask(self, path):
        """The body of an answer with status 200."""
        if time.monotonic() > self.used + IDLE:
            self.close()
            self.open()
        self.used = time.monotonic()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self.receive()
        head, received = received[:end].decode("latin-1").lower(), received[end + 4 :]
        if " 200 " not in head.split("\r\n", 1)[0]:
            raise RuntimeError(f"{path}: {head} {received[:1000]!r}")
        if "content-length:" not in head:
            raise RuntimeError(f"{path}: an answer without a length: {head}")
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        pieces = [received]
        missing = length - len(received)
        while missing > 0:
            pieces.append(self.receive())
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def receive(self):
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection")
        return piece

    def close(self):
        self.socket.close()
