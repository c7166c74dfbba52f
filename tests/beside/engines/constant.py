"""The floor over HTTP: an answer of the same size that takes no work."""

import machine
from http_client import Connection


class Constant:
    name = "constant answer"
    lacks = {}
    indexing_rate = None

    def __init__(self, folder, records, tools):
        self.folder, self.tools = folder, tools

    def build(self):
        """It has no index."""

    def start(self):
        self.port = machine.free_port()
        self.process = machine.start([self.tools.constant, f"{machine.HOST}:{self.port}"], self.folder)
        self.connection = machine.when_ready(lambda: Connection(machine.HOST, self.port))

    def ask(self, question):
        """Asked after ours, whose answer to the question is as long."""
        self.connection.ask(f"/{self.tools.ours.answer_bytes}")

    def size_mb(self):
        return None

    def memory_mb(self):
        return machine.memory_mb(self.process.pid)

    def stop(self):
        self.connection.close()
        machine.stop(self.process)
