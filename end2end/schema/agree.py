"""The Spec's JSON Schema and the server agree about documents that nobody chose.

usage: agree.py HOWDAH

1. What the schema accepts is read.
2. Whatever a place in such a document becomes, the server reads the result if and only if the schema accepts it, where
   spellings that people use stand for what they mean (`canonical`; docs/api.md lists them).

What a schema cannot say is left to the server: which fields must be together, and the limits of memory in words (`BEYOND`).
The documents are the same in every run.
"""

import http.client
import json
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import Draft202012Validator

# Our judgement: a few seconds each; every field is met dozens of times.
ACCEPTED, CHANGED = 200, 600

# The beginnings of what the server says of fields that are good alone and not together.
BEYOND = (
    "is missing: ", "are missing: ", "is the name of ", "leaves less than ", "does not go with ", "is this host", "needs PgBouncer ", "has no package ",
)

# Rust's `str::trim`: Unicode's White_Space.
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?([Ee][+-]?[0-9]{1,3})?")
YES, NO = ("true", "on", "yes"), ("false", "off", "no")


class Server:
    """`howdah serve`, and one connection to it."""

    def __init__(self, howdah):
        self.site = tempfile.TemporaryDirectory()
        arguments = [howdah, "serve", "--addr", "127.0.0.1:0", "--site", self.site.name]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        place = re.search(r"http://([^/]+)/", self.process.stdout.readline())
        self.connection = http.client.HTTPConnection(place[1])

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.site.cleanup()

    def schema(self):
        self.connection.request("GET", "/api/v1/schema")
        return json.load(self.connection.getresponse())

    def problems(self, document):
        """What is wrong with a document: path and message of each; nothing for one that is read."""
        self.connection.request("POST", "/api/v1/plan", json.dumps(document), {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        body = json.load(answer)
        assert answer.status in (200, 400, 422), (answer.status, body)
        if answer.status == 200:
            return []
        return [(error["path"], error["message"]) for error in body.get("errors", [])] or [("", body["detail"])]


def types(schema):
    of = schema.get("type", [])
    return [of] if isinstance(of, str) else of


def names(schema):
    """What a choice may be."""
    for choice in schema.get("oneOf", [schema]):
        yield from choice.get("enum", [choice["const"]] if "const" in choice else [])


def number(text):
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(text)


def ungrouped(text):
    """Digits without what groups them."""
    digits = re.sub("[ _\u00a0\u2009\u202f]", "", text)
    for mark in ",'’":
        if re.fullmatch(f"[0-9]{{1,3}}({mark}[0-9]{{3}})+", digits):
            return digits.replace(mark, "")
    return digits


def host_in(text):
    """The domain of a link or of an address in the fediverse."""
    link = re.fullmatch(r"https?://([^/?#]*).*", text, re.IGNORECASE | re.DOTALL)
    return (link[1] if link else text.removesuffix("/")).rsplit("@", 1)[-1]


def canonical(value, schema):
    """What a document means, spelled as the schema has it."""
    if "properties" in schema and isinstance(value, dict):
        known = schema["properties"]
        return {name: canonical(part, known[name]) if name in known else part for name, part in value.items()}
    if "items" in schema and isinstance(value, list):
        return [canonical(item, schema["items"]) for item in value]
    if "properties" in schema or "items" in schema:
        return value
    is_text = types(schema) in (["string"], ["string", "null"])
    if is_text and isinstance(value, (bool, int, float)):
        value = json.dumps(value)
    if not isinstance(value, str):
        return value
    text = value.strip(SPACES)
    if text == "":
        return None
    if "boolean" in types(schema):
        return True if text.lower() in YES else False if text.lower() in NO else text
    if "integer" in types(schema):
        digits = ungrouped(text)
        return number(digits) if NUMBER.fullmatch(digits) else text
    if "number" in types(schema):
        amount = re.fullmatch(r"(.*?)([^\W\d_]*)", text, re.DOTALL)
        digits, unit = ungrouped(amount[1].strip(SPACES)), amount[2]
        return number(digits) if not unit and NUMBER.fullmatch(digits) else f"{digits} {unit}" if unit else digits
    if is_text:
        return host_in(text) if "Accepts a domain name" in schema["description"] else text
    for name in names(schema):
        if isinstance(name, str) and name.lower() == text.lower():
            return name
    return number(text) if re.fullmatch(r"[0-9]+(\.0)?", text) else text


def at(document, path):
    for part in path.split("."):
        try:
            document = document[int(part) if isinstance(document, list) else part]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return document


def is_beyond(problem, document):
    path, message = problem
    is_amount = path.endswith(("memory", "disk_size")) and isinstance(at(document, path), str)
    return message.startswith(BEYOND) or is_amount and message in ("is too small", "is too large")


def places(schema, path=()):
    """Every place that a document could have, and some that it could not."""
    yield path
    if "properties" in schema:
        for name, part in schema["properties"].items():
            yield from places(part, (*path, name))
        yield (*path, "zebra")
    if "items" in schema:
        yield from places(schema["items"], (*path, 0))
        yield (*path, 1)


def put(document, path, value):
    """The document with this value in this place, and what has to be around it."""
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        document = list(document) if isinstance(document, list) else []
        document += [{}] * (first + 1 - len(document))
    else:
        document = dict(document) if isinstance(document, dict) else {}
    below = document[first] if isinstance(first, int) or first in document else None
    document[first] = put(below, rest, value)
    return document


WORDS = [
    "", " ", "a.example", "A.Example.", "a..b", "192.0.2.1", "a.0x10", "admin@a.example", ".@a.example", "files.a.example",
    "https://s3.a.example/", "http://s3.a.example", "minio:9000", "minio:0", "10.0.0.2", "10.0.0.0/8, ::1/128", "10.0.0.5,", "::/129", "localhost", "a_b.c", "a@b", "465", "::1", "::ffff:10.0.0.2", "1::2::3",
    "yes", "OFF", "maybe", "SSD", "Debian-13", "none", "auto", "S3", "nfs", "4", "4.0", "4.6", "4.00", "17", "17.0", "1.0", "2",
    "https://a.example/about", "a.example/", "@me@a.example", "ftp://a.example", "münchen.example", "1,000", "1'000", "1,00", "4,096 MiB", "4096",
    "1 000", "1_000", "1e3", "1e-3", "-0", "-1", "0", "007", "8GB", "8\tGiB", "1.5 g", "512 MiB", "511 MiB", "8.", ".5", "8 parsecs", "9 TiB",
    "null", "~", "[]", "\x7f", "\u2028", "ä",
]

ANY = st.one_of(
    st.sampled_from(WORDS),
    st.none(),
    st.booleans(),
    st.integers(-2, 70_000_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(0, 20_000).map(lambda value: round(value, 4)),
    st.sampled_from([1.0, 4, 4.0, 4.6, 14.0, 17, -0.0, 1e3, 16384, 16384.000000000004, 0.5, 0.49999999999999994]),
    st.text(max_size=8),
    st.sampled_from([[], {}, [None], [{}], [{}, {}], {"a": None}, {"": 1}, {"site.domain": "a.example"}]),
)


def leaves(schema, path=()):
    """Every field: its place and what it accepts."""
    if "properties" in schema:
        for name, part in schema["properties"].items():
            yield from leaves(part, (*path, name))
    elif "items" in schema:
        yield from leaves(schema["items"], (*path, 0))
    else:
        yield path, schema


def documents(schema):
    """Documents that the schema accepts, with about a quarter of the fields."""
    fields = {path: from_schema(part) for path, part in leaves(schema)}
    domain = ("site", "domain")

    @st.composite
    def document(draw):
        given = draw(st.sets(st.sampled_from(sorted(fields, key=str)), max_size=len(fields) // 2)) | {domain}
        document = {}
        for path in sorted(given, key=str):
            document = put(document, path, draw(fields[path]))
        return document

    return document(), fields


def main(howdah):
    server = Server(howdah)
    schema = server.schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    good, fields = documents(schema)
    everywhere = sorted(set(places(schema)), key=str)
    outcomes = {"accepted": 0, "beyond": 0, "refused": 0}
    options = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}

    def outcome(document, meant):
        problems = server.problems(document)
        if all(is_beyond(problem, meant) for problem in problems):
            outcomes["beyond" if problems else "accepted"] += 1
            return True, problems
        outcomes["refused"] += 1
        return False, problems

    @settings(max_examples=ACCEPTED, **options)
    @given(good)
    def what_the_schema_accepts_is_read(document):
        assert validator.is_valid(document), document
        is_read, problems = outcome(document, document)
        assert is_read, (document, problems)

    @settings(max_examples=CHANGED, **options)
    @given(st.data())
    def what_is_read_is_what_the_schema_accepts(data):
        changed = {"site": {"domain": "a.example"}}
        for path in data.draw(st.lists(st.sampled_from(everywhere), min_size=1, max_size=3, unique=True)):
            value = data.draw(st.one_of(fields[path], ANY) if path in fields else ANY)
            changed = put(changed, path, value)
        meant = canonical(changed, schema)
        is_read, problems = outcome(changed, meant)
        assert is_read == validator.is_valid(meant), (changed, meant, problems)

    try:
        for law in (what_the_schema_accepts_is_read, what_is_read_is_what_the_schema_accepts):
            outcomes.update(dict.fromkeys(outcomes, 0))
            law()
            print(law.__name__, outcomes, flush=True)
            # A law about nothing would hold, too.
            assert outcomes["accepted"] >= 50
        assert outcomes["refused"] >= 50
    finally:
        server.end()


main(*sys.argv[1:])
