"""Ours, over HTTP."""

import json
from urllib.parse import urlencode

import machine
from http_client import Connection

FACETS = "theme,municipality,year"


class Ours:
    name = "ours over HTTP"
    lacks = {}

    def __init__(self, folder, records, tools):
        self.folder, self.tools = folder, tools
        self.count = len(records)
        self.index = tools.index_of(self.count)
        self.indexing_rate = tools.indexing_rate

    def build(self):
        """The index is made by the bench that asks ours in process, which tells its rate."""

    def start(self):
        self.port = machine.free_port()
        command = [self.tools.program, "--log", "warn", "serve", "--index", self.index]
        command += ["--listen", f"{machine.HOST}:{self.port}", "--requests-per-minute", "0"]
        # Each question is asked several times, of engines that work it out each time.
        command += ["--kept-answers", "0"]
        self.process = machine.start(command, self.folder)
        self.connection = machine.when_ready(lambda: Connection(machine.HOST, self.port))

    def ask(self, question):
        answer = self.connection.ask(self.path(question))
        self.answer_bytes = len(answer)
        return json.loads(answer)["meta"]["total"]

    @staticmethod
    def path(question):
        asked = {}
        text = question.text
        if question.is_phrase:
            text = f'"{text}"'
        elif question.kind == "prefix":
            text += "*"
        if text:
            asked["q"] = text
        if question.municipality:
            asked["municipality"] = f"{question.municipality:04}"
        if question.theme:
            asked["theme"] = question.theme
        if question.years:
            asked["year"] = "{}..{}".format(*question.years)
        if question.kind in ("everything", "full"):
            asked["facets"] = FACETS
        # What the others give: numbers alone, or numbers, titles and snippets.
        if question.kind == "full":
            asked["select"] = "id,title,highlights"
        else:
            asked |= {"select": "id", "highlight": "false"}
        asked["limit"] = "1" if question.kind == "everything" else "10"
        return "/api/v1/records?" + urlencode(asked)

    def size_mb(self):
        return machine.size_mb(self.index)

    def memory_mb(self):
        return machine.memory_mb(self.process.pid)

    def stop(self):
        self.connection.close()
        machine.stop(self.process)
