"""Sphinx with libstemmer. It has no search for near words, and keeps no texts: those that snippets
are made of are sent to it."""

import machine
import pymysql
from corpus import theme_numbers

CONFIGURATION = """
source records {{
    type = tsvpipe
    tsvpipe_command = cat {folder}/records.tsv
    tsvpipe_field = title
    tsvpipe_field = body
    tsvpipe_attr_uint = year
    tsvpipe_attr_multi = theme
    tsvpipe_attr_multi = municipality
}}
index records {{
    source = records
    path = {folder}/index/records
    morphology = libstemmer_sv
    index_exact_words = 1
    dict = keywords
    min_prefix_len = 4
    charset_table = 0..9, A..Z->a..z, a..z, U+C5->U+E5, U+C4->U+E4, U+D6->U+F6, U+E5, U+E4, U+F6, U+C9->U+E9, U+E9, U+DC->U+FC, U+FC
}}
indexer {{
    mem_limit = 512M
}}
searchd {{
    listen = 127.0.0.1:{port}:mysql41
    pid_file = {folder}/searchd.pid
    log = {folder}/searchd.log
    binlog_path =
    workers = threads
}}
"""
OPTIONS = "OPTION ranker = bm25, field_weights = (title = 3, body = 1), max_matches = 1000"
FACETS = " ".join(f"FACET {facet} ORDER BY COUNT(*) DESC LIMIT 0, 400" for facet in ("theme", "municipality", "year"))


class Sphinx:
    name = "Sphinx"
    lacks = {"misspelt"}

    def __init__(self, folder, records, tools):
        self.folder, self.records = folder, records
        self.themes = theme_numbers(records)
        self.port = machine.free_port()
        self.configuration = folder / "sphinx.conf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, port=self.port))

    def build(self):
        (self.folder / "index").mkdir()
        with open(self.folder / "records.tsv", "w", encoding="utf-8") as rows:
            for one in self.records:
                texts = [text.replace("\n", " ").replace("\t", " ") for text in (one.title, one.body)]
                themes = ",".join(str(self.themes[theme]) for theme in one.themes)
                codes = ",".join(map(str, one.municipalities))
                rows.write("\t".join([str(one.number), *texts, str(one.year or 0), themes, codes]) + "\n")
        machine.run(["indexer", "--config", self.configuration, "--all"])

    def start(self):
        command = ["searchd", "--config", self.configuration, "--nodetach"]
        self.process = machine.start(command, self.folder)
        connect = lambda: pymysql.connect(host=machine.HOST, port=self.port, charset="utf8", autocommit=True)
        self.cursor = machine.when_ready(connect).cursor()

    def ask(self, question):
        wanted, given = [], []
        if question.words:
            wanted.append("MATCH(%s)")
            given.append(self.match(question))
        if question.years:
            wanted.append("year BETWEEN %s AND %s")
            given += question.years
        if question.theme:
            wanted.append("theme = %s")
            given.append(self.themes.get(question.theme, 0))
        if question.municipality:
            wanted.append("municipality = %s")
            given.append(question.municipality)
        where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
        order = "WEIGHT() DESC, id ASC" if question.words else "year DESC, id ASC"
        facets = FACETS if question.kind in ("everything", "full") else ""
        limit = 1 if question.kind == "everything" else 10
        self.cursor.execute(f"SELECT id FROM records{where} ORDER BY {order} LIMIT {limit} {OPTIONS} {facets}", given)
        best = [number for (number,) in self.cursor.fetchall()]
        while self.cursor.nextset():
            self.cursor.fetchall()
        self.cursor.execute("SHOW META LIKE 'total_found'")
        total = int(self.cursor.fetchone()[1])
        if question.kind == "full" and best:
            texts = [f"{self.records[number - 1].title}. {self.records[number - 1].body}" for number in best]
            places = ", ".join(["%s"] * len(texts))
            call = f"CALL SNIPPETS(({places}), 'records', %s, 280 AS limit)"
            self.cursor.execute(call, [*texts, given[0]])
            self.cursor.fetchall()
        return total

    @staticmethod
    def match(question):
        if question.is_phrase:
            return '"' + " ".join(f"={word}" for word in question.words) + '"'
        if question.kind == "prefix":
            return question.text + "*"
        return " | ".join(question.words)

    def size_mb(self):
        return machine.size_mb(self.folder / "index")

    def memory_mb(self):
        return machine.memory_mb(self.process.pid)

    def stop(self):
        self.cursor.connection.close()
        machine.stop(self.process)
