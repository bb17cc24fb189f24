"""Lines for scripts, NAME value target ok|short, and a table for people."""


class Report:
    def __init__(self, file, circumstances, columns):
        self.file, self.circumstances = file, circumstances
        self.table, self.lines, self.is_short = [columns, ["---", *["---:"] * (len(columns) - 1)]], [], False

    def heading(self):
        return "; ".join(self.circumstances)

    def row(self, *cells):
        self.table.append(list(cells))

    def line(self, name, value, target, is_at_most=False):
        """`target` is None for what is told without being judged."""
        is_ok = target is None or (value <= target if is_at_most else value >= target)
        self.lines.append("%s %.4g %s %s" % (name, value, "-" if target is None else "%.4g" % target, "ok" if is_ok else "short"))
        self.is_short = self.is_short or not is_ok
        print(self.lines[-1], flush=True)

    def end(self):
        """Writes the table; 1 when something fell short."""
        rows = ["| " + " | ".join(row) + " |" for row in self.table]
        self.file.write_text("\n".join([self.heading() + ".", "", *rows, "", "```", *self.lines, "```", ""]))
        return 1 if self.is_short else 0
