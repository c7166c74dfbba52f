"""PostgreSQL with its own configuration `swedish` and GIN, in a cluster of its own."""

import os
import pwd
import shutil
from pathlib import Path

import machine
import psycopg2

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
SETTINGS = {
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "jit": "off",
    "unix_socket_directories": "",
    "listen_addresses": machine.HOST,
}
# A record with a word like one that was typed.
NEAR = """
SELECT to_tsquery('simple', string_agg(quote_literal(word), ' | ')) FROM word
WHERE word %% %(word)s AND levenshtein_less_equal(word, %(word)s, 2) <= 2
"""
FULL = """
WITH hit AS MATERIALIZED (
    SELECT id, year, themes, municipalities, {score} AS score FROM record{where}
), best AS (
    SELECT id FROM hit ORDER BY score DESC, id LIMIT {limit}
)
SELECT 'total', NULL, count(*) FROM hit
UNION ALL SELECT 'year', year::text, count(*) FROM hit GROUP BY year
UNION ALL SELECT 'theme', value, count(*) FROM hit, unnest(themes) AS value GROUP BY value
UNION ALL SELECT 'municipality', value::text, count(*) FROM hit, unnest(municipalities) AS value GROUP BY value
UNION ALL SELECT 'hit', ts_headline('swedish', body, {query}), id FROM best JOIN record USING (id)
"""


class Postgres:
    name = "PostgreSQL 15"
    lacks = {}

    def __init__(self, folder, records, tools):
        self.folder, self.records = folder / "cluster", records
        self.port = machine.free_port()
        # It refuses to run as the administrator.
        self.as_user = {}
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            self.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            shutil.chown(folder, user.pw_uid, user.pw_gid)

    def connect(self):
        return psycopg2.connect(host=machine.HOST, port=self.port, user="postgres", dbname="postgres")

    def build(self):
        locale = ["--locale-provider=icu", "--icu-locale=sv-SE", "--locale=C.UTF-8", "--encoding=UTF8"]
        command = [PROGRAMS / "initdb", "-D", self.folder, "-U", "postgres", "-A", "trust", "-N", *locale]
        machine.run(command, cwd="/", **self.as_user)
        self.start()
        connection = self.connection
        with connection.cursor() as cursor:
            cursor.execute(
                """
                CREATE EXTENSION pg_trgm;
                CREATE EXTENSION fuzzystrmatch;
                CREATE TABLE record (id int, title text, body text, year int, themes text[], municipalities int[],
                    words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('swedish', title), 'A')
                        || setweight(to_tsvector('swedish', body), 'B')) STORED);
                """
            )
            cursor.copy_expert("COPY record (id, title, body, year, themes, municipalities) FROM STDIN", Rows(self.records))
            cursor.execute(
                """
                ALTER TABLE record ADD PRIMARY KEY (id);
                CREATE INDEX ON record USING gin (words);
                CREATE INDEX ON record USING gin (themes);
                CREATE INDEX ON record USING gin (municipalities);
                CREATE INDEX ON record (year);
                CREATE TABLE word AS SELECT word FROM ts_stat('SELECT words FROM record');
                CREATE INDEX ON word USING gin (word gin_trgm_ops);
                """
            )
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        self.stop()

    def start(self):
        command = [PROGRAMS / "postgres", "-D", self.folder, "-p", self.port]
        for setting, value in SETTINGS.items():
            command += ["-c", f"{setting}={value}"]
        self.process = machine.start(command, self.folder.parent, cwd="/", **self.as_user)
        self.connection = machine.when_ready(self.connect)
        self.connection.autocommit = True

    def ask(self, question):
        with self.connection.cursor() as cursor:
            query, given = self.query(question, cursor)
            wanted = ["words @@ " + query] if query else []
            for condition, values in (
                ("year BETWEEN %(first)s AND %(last)s", question.years and dict(zip(("first", "last"), question.years))),
                ("themes @> ARRAY[%(theme)s]", question.theme and {"theme": question.theme}),
                ("municipalities @> ARRAY[%(code)s]", question.municipality and {"code": question.municipality}),
            ):
                if values:
                    wanted.append(condition)
                    given |= values
            where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
            score = f"ts_rank(words, {query})" if query else "coalesce(year, 0)"
            if question.kind in ("everything", "full"):
                limit = 10 if query else 0
                query = query or "''::tsquery"
                cursor.execute(FULL.format(score=score, where=where, limit=limit, query=query), given)
                return cursor.fetchall()[0][2]
            best = f"SELECT id, count(*) OVER () FROM record{where} ORDER BY {score} DESC, id LIMIT 10"
            cursor.execute(best, given)
            rows = cursor.fetchall()
            return rows[0][1] if rows else 0

    @staticmethod
    def query(question, cursor):
        """What words are asked for, and what they are."""
        if question.kind == "misspelt":
            # A word of the index is a stem, and so is what is looked for.
            cursor.execute("SELECT coalesce((tsvector_to_array(to_tsvector('swedish', %s)))[1], '')", [question.text])
            cursor.execute(NEAR, {"word": cursor.fetchone()[0]})
            return "%(words)s::tsquery", {"words": cursor.fetchone()[0] or ""}
        if question.is_phrase:
            return "phraseto_tsquery('swedish', %(words)s)", {"words": question.text}
        if question.kind == "prefix":
            return "to_tsquery('simple', %(words)s)", {"words": question.text + ":*"}
        if question.words:
            return "to_tsquery('swedish', %(words)s)", {"words": " | ".join(question.words)}
        return None, {}

    def size_mb(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size('postgres')")
            return cursor.fetchone()[0] / 1e6

    def memory_mb(self):
        return machine.memory_mb(self.process.pid)

    def stop(self):
        self.connection.close()
        machine.stop(self.process)


class Rows:
    """The records as COPY reads them, a piece at a time."""

    def __init__(self, records):
        self.rows = map(row, records)

    def read(self, _size):
        return next(self.rows, "")


def row(record):
    text = lambda text: text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    array = lambda values: "{" + ",".join(map(str, values)) + "}"
    year = "\\N" if record.year is None else record.year
    fields = [record.number, text(record.title), text(record.body), year, array(record.themes), array(record.municipalities)]
    return "\t".join(map(str, fields)) + "\n"
