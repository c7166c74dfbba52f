"""Groonga with its stemming token filter, over its own protocol: over HTTP it closes the connection
after each answer."""

import json
import socket
import struct

import machine

SCHEMA = """
plugin_register token_filters/stem
table_create Themes TABLE_HASH_KEY ShortText
table_create Municipalities TABLE_HASH_KEY UInt16
table_create Records TABLE_NO_KEY
column_create Records title COLUMN_SCALAR Text
column_create Records body COLUMN_SCALAR Text
column_create Records themes COLUMN_VECTOR Themes
column_create Records municipalities COLUMN_VECTOR Municipalities
column_create Records year COLUMN_SCALAR UInt16
"""
# Indexes made over columns that are filled, which is the quickest way.
INDEXES = """
table_create Stems TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC130 --token_filters 'TokenFilterStem("algorithm","swedish")'
column_create Stems records COLUMN_INDEX|WITH_POSITION|WITH_SECTION Records title,body
table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC130
column_create Words records COLUMN_INDEX|WITH_POSITION|WITH_SECTION Records title,body
column_create Themes records COLUMN_INDEX Records themes
column_create Municipalities records COLUMN_INDEX Records municipalities
table_create Years TABLE_PAT_KEY UInt16
column_create Years records COLUMN_INDEX Records year
"""
SNIPPETS = "snippet_html(title), snippet_html(body)"
HEAD = ">BBHBBHIIQ"
LAST = 2


class Groonga:
    name = "Groonga"
    lacks = {}

    def __init__(self, folder, records, tools):
        self.folder, self.records = folder, records
        (folder / "db").mkdir(exist_ok=True)
        self.database = folder / "db" / "records"

    def build(self):
        commands = self.folder / "records.grn"
        with open(commands, "w", encoding="utf-8") as lines:
            lines.write(SCHEMA.lstrip() + "load --table Records\n[\n")
            for one in self.records:
                record = {"title": one.title, "body": one.body, "themes": one.themes}
                record |= {"municipalities": one.municipalities, "year": one.year or 0}
                lines.write(json.dumps(record) + ",\n")
            lines.write("]\n" + INDEXES.lstrip())
        with open(commands, "rb") as lines:
            said = machine.run(["groonga", "-n", self.database], stdin=lines)
        failed = [line for line in said.splitlines() if line.startswith("[[-")]
        if failed:
            raise RuntimeError(f"groonga: {failed[0][:500]}")
        commands.unlink()

    def start(self):
        self.port = machine.free_port()
        command = ["groonga", "-s", "--protocol", "gqtp", "--bind-address", machine.HOST, "--port", self.port]
        command.append(self.database)
        self.process = machine.start(command, self.folder)
        connect = lambda: socket.create_connection((machine.HOST, self.port), timeout=120)
        self.socket = machine.when_ready(connect)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, question):
        wanted = []
        if question.years:
            wanted.append('between(year, {}, "include", {}, "include")'.format(*question.years))
        if question.theme:
            wanted.append(f'themes @ "{question.theme}"')
        if question.municipality:
            wanted.append(f"municipalities @ {question.municipality}")
        words = self.words(question)
        asked = {"table": "Records", "limit": "10", "output_columns": "_id", "cache": "no"}
        if words:
            wanted.insert(0, words)
        if wanted:
            asked["filter"] = " && ".join(wanted)
        asked["sort_keys"] = "-_score,_id" if words else "-year,_id"
        if question.kind in ("everything", "full"):
            asked |= {"drilldown": "themes,municipalities,year", "drilldown_limit": "-1"}
        if question.kind == "everything":
            asked["limit"] = "0"
        if question.kind == "full":
            asked["output_columns"] = f"_id, title, {SNIPPETS}"
        options = (f"--{name} {json.dumps(value, ensure_ascii=False)}" for name, value in asked.items())
        answer = json.loads(self.command("select " + " ".join(options)))
        return answer[0][0][0]

    def command(self, text):
        """What a command gives: a head of 24 bytes, which says how long it is and whether it is the last."""
        text = text.encode()
        self.socket.sendall(struct.pack(HEAD, 0xC7, 2, 0, 0, LAST, 0, len(text), 0, 0) + text)
        pieces, flags = [], 0
        while not flags & LAST:
            _, _, _, _, flags, status, length, _, _ = struct.unpack(HEAD, self.receive(24))
            pieces.append(self.receive(length))
            if status:
                raise RuntimeError(f"groonga: status {status}: {pieces[-1][:500]!r}")
        return b"".join(pieces)

    def receive(self, length):
        pieces = []
        while length:
            pieces.append(self.socket.recv(min(length, 1 << 18)))
            if not pieces[-1]:
                raise RuntimeError("groonga closed the connection")
            length -= len(pieces[-1])
        return b"".join(pieces)

    @staticmethod
    def words(question):
        if not question.words:
            return None
        if question.is_phrase:
            return f'Words.records @ "{question.text}"'
        if question.kind == "prefix":
            return f'Words.records @^ "{question.text}"'
        if question.kind == "misspelt":
            return f'fuzzy_search(Words.records, "{question.text}", {{"max_distance": 2, "prefix_length": 1}})'
        matches = (f'Stems.records @ "{word}"' for word in question.words)
        return f"({' || '.join(matches)})"

    def size_mb(self):
        return machine.size_mb(self.folder / "db")

    def memory_mb(self):
        return machine.memory_mb(self.process.pid)

    def stop(self):
        self.socket.close()
        machine.stop(self.process)
