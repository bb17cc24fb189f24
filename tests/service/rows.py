"""All rows of a database, to compare two of them: of a SQLite file, or of a PostgreSQL server."""
import sqlite3

# What passes by while nobody looks: not part of what a copy keeps.
FLEETING = {"unit_marks"}


class Rows(dict):
    """Table: its rows, sorted. Printed by their number."""

    def __repr__(self):
        return "%d rows in %d tables" % (sum(map(len, self.values())), len(self))

    def differences(self, other):
        """Lines that say what is here and not there, and the other way round."""
        found = []
        for table in sorted(set(self) | set(other)):
            mine, others = self.get(table, []), other.get(table, [])
            if mine != others:
                here, there = set(mine) - set(others), set(others) - set(mine)
                found.append("%s: %d rows, %d there; missing there: %s; only there: %s"
                             % (table, len(mine), len(others), sorted(here)[:2], sorted(there)[:2]))
        return found


def of_file(path):
    with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as file:
        tables = [name for name, in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return Rows({table: sorted(map(repr, file.execute('SELECT * FROM "%s"' % table))) for table in tables})


def of_server(server, database):
    """`database`: its name on that PostgresServer. Partitions are read through their parent."""
    names = server.query("SELECT tablename FROM pg_tables t JOIN pg_class c ON c.relname = t.tablename AND NOT c.relispartition"
                         " WHERE schemaname = 'public'", database=database).split("\n")
    return Rows({table: sorted(server.query('COPY (SELECT * FROM "%s") TO STDOUT' % table, database=database).split("\n"))
                 for table in names if table and table not in FLEETING})
