"""Pagefind in Chromium, as it is asked on a page. It wants every word of a query to be there, and
extends each word, so that its hits are those of beginnings; it has no search for near words."""

import html
import json
import subprocess

import machine

PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>
<body data-pagefind-body><h1>{title}</h1><p data-pagefind-sort="year">{year}</p>{facets}{body}</body></html>
"""


class Pagefind:
    name = "Pagefind"
    lacks = {"two_words", "three_words", "misspelt"}
    # A file a record: more than this is not what it is made for.
    most = 10_000

    def __init__(self, folder, records, tools):
        self.folder, self.tools, self.records = folder, tools, records

    def build(self):
        pages = self.folder / "site"
        pages.mkdir()
        for one in self.records:
            facets = {"theme": one.themes, "municipality": one.municipalities, "year": [one.year or 0]}
            spans = "".join(
                f'<span data-pagefind-ignore data-pagefind-filter="{name}">{value}</span>'
                for name, values in facets.items()
                for value in values
            )
            body = "".join(f"<p>{html.escape(text)}</p>" for text in one.body.split("\n\n"))
            page = PAGE.format(title=html.escape(one.title), year=one.year or 0, facets=spans, body=body)
            (pages / f"{one.number}.html").write_text(page, encoding="utf-8")
        machine.run([self.tools.pagefind, "--site", pages, "--output-path", self.folder / "site" / "pagefind"])

    def start(self):
        command = ["node", str(self.tools.here / "pagefind.mjs"), str(self.folder / "site")]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def ask(self, question):
        text = f'"{question.text}"' if question.is_phrase else question.text
        filters = {"theme": question.theme, "municipality": question.municipality and str(question.municipality)}
        asked = {"text": text or None, "filters": {name: value for name, value in filters.items() if value}}
        if question.years:
            first, last = question.years
            asked["filters"]["year"] = {"any": [str(year) for year in range(first, last + 1)]}
        asked["snippets"] = question.kind == "full"
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("pagefind: the browser is gone; see its log")
        return json.loads(answer)

    def size_mb(self):
        return machine.size_mb(self.folder / "site" / "pagefind")

    def memory_mb(self):
        return None

    def stop(self):
        self.process.stdin.close()
        self.process.wait(20)
