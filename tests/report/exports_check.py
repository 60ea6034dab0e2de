#!/usr/bin/env python3
"""Fails if what `howdunit analyze --format …` writes is not what its readers can read.

    exports_check.py HOWDUNIT ROOT FOLDER XMLLINT

Reads it with parsers that are not ours: Python's csv, json, datetime and xml.etree, jsonschema and
xmllint. It is made of samples, and of a case file that says hostile things, and left in FOLDER.
ROOT is the repository.
"""

import csv
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree
from datetime import datetime, timedelta, timezone

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(0)

CASES = (("expired-token",), ("k8s01-path-mismatch",), ("healthy",), ("expired-token", "healthy"))
FILES = {
    "csv": "timeline.csv",
    "timesketch": "timeline.jsonl",
    "actions": "actions.csv",
    "actions-json": "actions.json",
    "sarif": "findings.sarif",
    "junit": "findings.junit.xml",
}
FORMULA = re.compile(r"[=+\-@\t\r\n]")
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
RESULTS = ("confirmed", "likely", "possible")
# What breaks out of a cell, a string, an element or a link, and what cannot be seen.
HOSTILE = ("=cmd|' /C calc'!A0 \"q\", a\tb\n]]> <x a='1'> &amp; \x1b[31m \u202etxt \uffff\x00 {0} }"
           " [here](http://evil.example/)")
HOSTILE_COLUMNS = (
    "UPDATE finding SET title = :text, mechanism = :text",
    "UPDATE finding SET verdict = 'possible', workload = :text WHERE id % 5 = 1",
    "UPDATE finding SET verdict = 'undetermined' WHERE id % 5 = 2",
    "UPDATE finding_check SET answer = 'unknown', needs = :text, command = :text WHERE id % 2",
    "UPDATE statement SET text = :text",
    "UPDATE advice SET text = :text || id, command = :text",
    "UPDATE timeline SET text = :text, node = :text",
    "UPDATE source SET text = :text, note = :text",
    "UPDATE member SET path = '=' || path || :text",
    "UPDATE bundle SET name = :text",
)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def moment(text):
    """The moment that `text` says, which must be in UTC and to the microsecond."""
    stamp = datetime.fromisoformat(text)
    assert stamp.utcoffset() == timedelta(0), text
    assert re.search(r"\.\d{6}\+00:00$", text), text
    return stamp


def visible(text):
    """`text` as it may stand where people read it."""
    def escape(match):
        code = ord(match[0])
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return INVISIBLE.sub(escape, text)


def defused(text):
    """`text` as it may stand in a spreadsheet."""
    return "'" * bool(FORMULA.match(text)) + visible(text)


def places(findings, lines):
    """Where lines of evidence stand, each once, in their order."""
    names = {bundle["id"]: bundle["path"] for bundle in findings["bundles"]}
    found = []
    for line in lines:
        place = f'{line["member"]}:{line["line"]}'
        if line["line_end"] > line["line"]:
            place += f'-{line["line_end"]}'
        if len(names) > 1:
            place = f'{names[line["bundle"]]}: {place}'
        if place not in found:
            found.append(place)
    return found


def check_table(path, columns):
    """The rows of a CSV file, each cell of which must be harmless."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        assert list(row) == columns, list(row)
        for cell in row.values():
            assert not FORMULA.match(cell), cell
            assert not INVISIBLE.search(cell), cell
    return rows


def check_timeline(folder, findings):
    """timeline.csv and timeline.jsonl against the timeline of findings.json."""
    columns = ("datetime timestamp_desc message earliest latest until_earliest until_latest basis"
               " node count evidence howdunit_version").split()
    rows = check_table(folder / "timeline.csv", columns)
    timeline = findings["timeline"]
    assert len(rows) == len(timeline)
    for row, known in zip(rows, timeline):
        assert row["datetime"] == row["earliest"]
        assert moment(row["earliest"]) == datetime.fromisoformat(known["earliest"])
        assert moment(row["latest"]) == datetime.fromisoformat(known["latest"])
        assert bool(row["until_latest"]) == (known["until"] is not None)
        assert int(row["count"]) == known["count"]
        assert row["evidence"] == defused("; ".join(places(findings, known["evidence"])))
        assert row["message"] == defused(known["text"])
        assert row["node"] == defused(known["node"])
    lines = [json.loads(line) for line in
             (folder / "timeline.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(rows) + sum(1 for row in rows if row["until_latest"])
    for line in lines:
        stamp = moment(line["datetime"])
        assert line["timestamp"] == (stamp - EPOCH) // timedelta(microseconds=1)
        assert line["message"] in {visible(known["text"]) for known in timeline}
        assert line["timestamp_desc"]
        assert line["tag"] == ["howdunit"]
    return len(rows)


def check_actions(folder, findings):
    """actions.csv against actions.json, and both against findings.json."""
    columns = "id kind text command priority findings owner due howdunit_version".split()
    rows = check_table(folder / "actions.csv", columns)
    actions = json.loads((folder / "actions.json").read_text(encoding="utf-8"))["actions"]
    assert len(rows) == len(actions)
    known = {finding["id"]: finding for finding in findings["findings"]}
    for number, (row, action) in enumerate(zip(rows, actions), 1):
        assert row["id"] == action["id"] == f"A{number}"
        assert action["kind"] in ("remedy", "verify", "prevent")
        for key in ("kind", "text", "command", "priority", "owner", "due"):
            assert row[key] == defused(action[key])
        assert action["findings"]
        for finding in action["findings"]:
            assert known[finding["id"]]["title"] == finding["title"]
            assert known[finding["id"]]["verdict"] == finding["verdict"]
    return len(rows)


def check_sarif(folder, findings, schema):
    """findings.sarif against its schema, what the schema cannot say, and findings.json."""
    document = json.loads((folder / "findings.sarif").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(document)
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    wanted = [finding for finding in findings["findings"] if finding["verdict"] in RESULTS]
    assert len(run["results"]) == len(wanted)
    hashes = {(member["bundle"], member["path"]): member["sha256"]
              for member in findings["members"]}
    for result, finding in zip(run["results"], wanted):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert result["properties"]["verdict"] == finding["verdict"]
        for location in result["locations"] + result["relatedLocations"]:
            place = location["physicalLocation"]["artifactLocation"]
            artifact = run["artifacts"][place["index"]]
            assert artifact["location"]["uri"] == place["uri"]
            assert place["uriBaseId"] in run["originalUriBaseIds"]
    for artifact in run["artifacts"]:
        place = artifact["location"]
        digest = hashes[place["uriBaseId"], urllib.parse.unquote(place["uri"])]
        assert artifact.get("hashes", {"sha-256": ""}) == {"sha-256": digest}
    return len(run["results"])


def check_junit(folder, findings, root, xmllint):
    """findings.junit.xml against its schema, and its counts against itself and findings.json."""
    path = folder / "findings.junit.xml"
    subprocess.run([xmllint, "--noout", "--nonet", "--schema",
                    root / "tests/report/data/junit.xsd", path],
                   check=True, stderr=subprocess.PIPE)
    suite = xml.etree.ElementTree.parse(path).getroot().find("testsuite")
    cases = suite.findall("testcase")
    assert int(suite.get("tests")) == len(cases) == len(findings["findings"])
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    for case, finding in zip(cases, findings["findings"]):
        failure = case.find("failure")
        assert (failure is not None) == (finding["verdict"] in ("confirmed", "likely"))
        assert (case.find("skipped") is not None) == (
            finding["verdict"] in ("possible", "undetermined"))
        if failure is not None:
            title = visible(finding["title"]).replace("\uffff", "\\uffff")
            assert failure.get("message") == title
    return len(cases)


def check_all(folder, root, xmllint, schema):
    written = {path.name for path in folder.iterdir()}
    assert written - {"case.db"} == {"findings.json", *FILES.values()}, written
    findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    rows = check_timeline(folder, findings)
    actions = check_actions(folder, findings)
    results = check_sarif(folder, findings, schema)
    cases = check_junit(folder, findings, root, xmllint)
    print(f"{folder.name}: {rows} rows, {actions} actions, {results} results, {cases} test cases")


def main(howdunit, root, folder, xmllint):
    root = pathlib.Path(root)
    folder = pathlib.Path(folder)
    schema = json.loads((root / "tests/report/data/sarif.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    shutil.rmtree(folder, ignore_errors=True)
    formats = ["--format", "json," + ",".join(FILES)]
    for case in CASES:
        out = folder / "+".join(case)
        bundles = [root / "samples" / sample for sample in case]
        # Twice: the second run replaces what the first one wrote.
        for _ in range(2):
            subprocess.run([howdunit, "-q", "analyze", *bundles, "-o", out, *formats], check=True)
        check_all(out, root, xmllint, schema)
    database = folder / "hostile.db"
    shutil.copy(folder / "k8s01-path-mismatch" / "case.db", database)
    with sqlite3.connect(database) as connection:
        for change in HOSTILE_COLUMNS:
            connection.execute(change, {"text": HOSTILE} if ":text" in change else {})
    connection.close()
    subprocess.run([howdunit, "-q", "report", "--db", database, "-o", folder / "hostile", *formats],
                   check=True)
    check_all(folder / "hostile", root, xmllint, schema)


if __name__ == "__main__":
    main(*sys.argv[1:])
