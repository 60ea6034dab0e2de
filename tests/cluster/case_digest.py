"""What a case file says, without its row ids: two case files of the same bundles are the same, in whatever order they were read.

A row is what its columns say, where a column that refers to a row of another table says what that row says."""

import collections
import hashlib
import sqlite3

# How the work was divided, which is not what was found.
OF_THE_RUN = {"shard"}


def tables_in_order(db, names):
    """Each table behind those that its columns refer to: [(table, columns, {column: table referred to})]."""
    refers = {name: {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({name})") if row[2] != name} for name in names}
    out, done = [], set()

    def visit(name):
        if name in done:
            return
        done.add(name)
        for other in sorted(set(refers[name].values())):
            visit(other)
        out.append((name, [row[1] for row in db.execute(f"PRAGMA table_info({name})")], refers[name]))

    for name in sorted(names):
        visit(name)
    return out


def digest(row):
    return hashlib.blake2b(repr(row).encode(), digest_size=16).digest()


def contents(path):
    """{table: how often each of its rows is there, by the row's digest}"""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        names = {name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - OF_THE_RUN
        rows_of, out = {}, {}
        for name, columns, refers in tables_in_order(db, names):
            by_id, counts = {}, collections.Counter()
            said = [c for c in columns if c != "id"]
            select = ", ".join(f'"{c}"' for c in [*said, *(["id"] if "id" in columns else [])])
            kinds = [rows_of.get(refers.get(c)) for c in said]
            for row in db.execute(f"SELECT {select} FROM {name}"):
                value = digest([kind.get(v, v) if kind else v for v, kind in zip(row, kinds)])
                counts[value] += 1
                if len(row) > len(said):
                    by_id[row[-1]] = value
            rows_of[name], out[name] = by_id, counts
        return out


def differences(a, b):
    """Tables whose contents() are not the same, with how many rows are in one only: "event: 3 and 0"."""
    found = []
    for name in sorted(a.keys() | b.keys()):
        left, right = a.get(name, collections.Counter()), b.get(name, collections.Counter())
        if left != right:
            found.append(f"{name}: {(left - right).total()} and {(right - left).total()}")
    return found
