"""Xapian, in the asking process."""

import json
import os

import machine
import xapian

# Slots of values: the year, then as many of the others as a record can have.
YEAR, THEMES, MUNICIPALITIES = 0, range(1, 5), range(5, 9)
CHARS = 280
# So many records are held in memory before they are written; by itself it writes at each ten thousand, and
# puts what it wrote together time and again.
AT_ONCE = 100_000


class Xapian:
    name = "Xapian"
    lacks = {}
    # A million takes it more than an hour to index.
    most = 100_000

    def __init__(self, folder, records, tools):
        self.folder = folder / "compact"
        self.scratch = folder / "scratch"
        self.records = records
        self.stem = xapian.Stem("swedish")

    def build(self):
        os.environ["XAPIAN_FLUSH_THRESHOLD"] = str(AT_ONCE)
        database = xapian.WritableDatabase(str(self.scratch), xapian.DB_CREATE_OR_OVERWRITE)
        terms = xapian.TermGenerator()
        terms.set_stemmer(self.stem)
        terms.set_database(database)
        terms.set_flags(xapian.TermGenerator.FLAG_SPELLING)
        for record in self.records:
            document = xapian.Document()
            terms.set_document(document)
            terms.index_text(record.title, 3)
            terms.increase_termpos()
            terms.index_text(record.body)
            for theme in record.themes:
                document.add_boolean_term("XT" + theme)
            for code in record.municipalities:
                document.add_boolean_term(f"XM{code}")
            if record.year:
                document.add_value(YEAR, str(record.year))
            for slots, values in ((THEMES, record.themes), (MUNICIPALITIES, record.municipalities)):
                for slot, value in zip(slots, values):
                    document.add_value(slot, str(value))
            document.set_data(json.dumps([record.title, record.body]))
            database.add_document(document)
        database.commit()
        database.close()
        xapian.Database(str(self.scratch)).compact(str(self.folder))

    def start(self):
        self.database = xapian.Database(str(self.folder))
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(self.stem)
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_default_op(xapian.Query.OP_OR)
        self.parser.set_database(self.database)

    def ask(self, question):
        enquire = xapian.Enquire(self.database)
        enquire.set_query(self.query(question))
        if not question.words:
            enquire.set_weighting_scheme(xapian.BoolWeight())
            enquire.set_sort_by_value(YEAR, True)
        spies = []
        if question.kind in ("everything", "full"):
            spies = [xapian.ValueCountMatchSpy(slot) for slot in (YEAR, *THEMES, *MUNICIPALITIES)]
            for spy in spies:
                enquire.add_matchspy(spy)
        limit = 0 if question.kind == "everything" else 10
        matches = enquire.get_mset(0, limit, self.database.get_doccount())
        best = [match.docid for match in matches]
        for spy in spies:
            {one.term: one.termfreq for one in spy.values()}
        if question.kind == "full":
            for number in best:
                title, body = json.loads(self.database.get_document(number).get_data())
                matches.snippet(title, CHARS, self.stem)
                matches.snippet(body, CHARS, self.stem)
        return matches.get_matches_estimated()

    def query(self, question):
        flags = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
        text = question.text
        if question.is_phrase:
            text = f'"{text}"'
        elif question.kind == "prefix":
            text += "*"
        elif question.kind == "misspelt":
            text = self.database.get_spelling_suggestion(text).decode() or text
        query = self.parser.parse_query(text, flags) if text else xapian.Query.MatchAll
        wanted = []
        if question.theme:
            wanted.append(xapian.Query("XT" + question.theme))
        if question.municipality:
            wanted.append(xapian.Query(f"XM{question.municipality}"))
        if question.years:
            first, last = map(str, question.years)
            wanted.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, YEAR, first, last))
        if not wanted:
            return query
        wanted = xapian.Query(xapian.Query.OP_AND, wanted)
        return xapian.Query(xapian.Query.OP_FILTER, query, wanted) if text else wanted

    def size_mb(self):
        return machine.size_mb(self.folder)

    def memory_mb(self):
        return None

    def stop(self):
        self.database.close()
