"""The records and the questions that every engine gets."""

import json


class Record:
    """What is indexed of a record: the same texts and the same facets for all."""

    def __init__(self, number, line):
        record = json.loads(line)
        # From 1, since not every engine has a document 0.
        self.number = number
        self.title = record["title"]
        texts = [record["summary"], record["text"], record["effect"], record["lessons"]]
        self.body = "\n\n".join(text for text in texts if text)
        # Numbers, which all engines can count.
        self.municipalities = [int(one["code"]) for one in record["municipalities"]]
        self.themes = [one["id"] for one in record["themes"]]
        self.year = record["year"]["value"] if record["year"] else None


class Question:
    """A question, with its words as they were typed."""

    def __init__(self, line):
        question = json.loads(line)
        self.kind = question["kind"]
        self.words = question["words"]
        self.municipality = question["municipality"] and int(question["municipality"])
        self.theme = question["theme"]
        self.years = question["years"]

    @property
    def text(self):
        return " ".join(self.words)

    @property
    def is_phrase(self):
        return self.kind in ("phrase", "rare_phrase")


# As the workload names them, with their names in the tables.
KINDS = {
    "one_word": "one word",
    "two_words": "two words",
    "three_words": "three words",
    "phrase": "phrase",
    "rare_phrase": "phrase of nowhere",
    "prefix": "prefix",
    "misspelt": "misspelt",
    "filter_only": "filters only",
    "everything": "everything, three facets",
    "full": "full page",
}


def read_records(path):
    with open(path, encoding="utf-8") as lines:
        return [Record(number, line) for number, line in enumerate(lines, 1)]


def read_questions(path, count):
    """So many questions of each kind."""
    questions = {kind: [] for kind in KINDS}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            question = Question(line)
            if len(questions[question.kind]) < count:
                questions[question.kind].append(question)
    return questions


def theme_numbers(records):
    """A number from 1 for each theme, for the engines whose facets are numbers."""
    themes = sorted({theme for record in records for theme in record.themes})
    return {theme: number for number, theme in enumerate(themes, 1)}
