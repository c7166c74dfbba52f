"""SQLite FTS5, in the asking process. It has no stemmer for Swedish and no search for near words."""

import sqlite3

import machine

HIT = "FROM hit JOIN {table} AS facet ON facet.record = hit.id GROUP BY facet.value"


class Sqlite:
    name = "SQLite FTS5"
    lacks = {"misspelt"}

    def __init__(self, folder, records, tools):
        self.path = folder / "records.sqlite"
        self.records = records

    def build(self):
        database = sqlite3.connect(self.path)
        database.executescript(
            """
            PRAGMA journal_mode = off; PRAGMA synchronous = off;
            CREATE TABLE record (id INTEGER PRIMARY KEY, year INTEGER);
            CREATE TABLE municipality (record INTEGER, value INTEGER);
            CREATE TABLE theme (record INTEGER, value TEXT);
            CREATE VIRTUAL TABLE text USING fts5
                (title, body, tokenize = "unicode61 remove_diacritics 0", prefix = '4');
            """
        )
        records = self.records
        database.executemany("INSERT INTO record VALUES (?, ?)", ((one.number, one.year) for one in records))
        for table, values in (("municipality", "municipalities"), ("theme", "themes")):
            rows = ((one.number, value) for one in records for value in getattr(one, values))
            database.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)
        rows = ((one.number, one.title, one.body) for one in records)
        database.executemany("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", rows)
        database.executescript(
            """
            INSERT INTO text (text) VALUES ('optimize');
            CREATE INDEX record_year ON record (year);
            CREATE INDEX municipality_record ON municipality (record, value);
            CREATE INDEX municipality_value ON municipality (value, record);
            CREATE INDEX theme_record ON theme (record, value);
            CREATE INDEX theme_value ON theme (value, record);
            ANALYZE;
            """
        )
        database.commit()
        database.close()

    def start(self):
        self.database = sqlite3.connect(self.path, isolation_level=None)
        self.database.executescript(
            "PRAGMA cache_size = -262144; PRAGMA mmap_size = 8589934592; PRAGMA temp_store = memory;"
            "CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL);"
        )

    def ask(self, question):
        database = self.database
        database.execute("DELETE FROM hit")
        wanted, given = self.conditions(question)
        match = self.match(question)
        if match:
            found = "SELECT text.rowid, bm25(text, 3, 1) FROM text"
            if wanted:
                # Words first: the other way round asks the index for each record.
                found += " CROSS JOIN record ON record.id = text.rowid"
            wanted, given = ["text MATCH ?", *wanted], [match, *given]
        else:
            found = "SELECT record.id, -coalesce(record.year, 0) FROM record"
        where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
        if question.kind in ("everything", "full"):
            # Asked for three times over: kept for as long as the answer takes.
            database.execute(f"INSERT INTO hit {found}{where}", given)
            total = database.execute("SELECT count(*) FROM hit").fetchone()[0]
            for table in ("theme", "municipality"):
                database.execute(f"SELECT facet.value, count(*) {HIT.format(table=table)}").fetchall()
            years = "SELECT year, count(*) FROM hit JOIN record USING (id) GROUP BY year"
            database.execute(years).fetchall()
        else:
            total = database.execute(f"SELECT count(*) FROM ({found}{where})", given).fetchone()[0]
        if question.kind == "full":
            best = "SELECT id FROM hit ORDER BY score, id LIMIT 10"
            snippets = f"SELECT rowid, title, snippet(text, 1, '[', ']', '…', 40) FROM text WHERE text MATCH ? AND rowid IN ({best})"
            database.execute(snippets, [match]).fetchall()
        elif question.kind == "filter_only":
            database.execute(f"{found}{where} ORDER BY 2, 1 LIMIT 10", given).fetchall()
        elif question.kind != "everything":
            best = "SELECT rowid FROM text WHERE text MATCH ? AND rank MATCH 'bm25(3, 1)' ORDER BY rank LIMIT 10"
            database.execute(best, [match]).fetchall()
        return total

    @staticmethod
    def match(question):
        words = [f'"{word}"' for word in question.words]
        if question.is_phrase:
            return " + ".join(words)
        if question.kind == "prefix":
            return f"{words[0]} *"
        return " OR ".join(words)

    @staticmethod
    def conditions(question):
        wanted, given = [], []
        if question.years:
            wanted.append("record.year BETWEEN ? AND ?")
            given += question.years
        for table, value in (("theme", question.theme), ("municipality", question.municipality)):
            if value:
                wanted.append(f"record.id IN (SELECT record FROM {table} WHERE value = ?)")
                given.append(value)
        return wanted, given

    def size_mb(self):
        return machine.size_mb(self.path.parent)

    def memory_mb(self):
        return None

    def stop(self):
        self.database.close()
