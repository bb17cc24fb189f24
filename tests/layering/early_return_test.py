"""No TRY stands behind another member within braces: neither GCC nor clang destroys what such braces have built when TRY leaves them early,
so that `Changed{release, TRY(order_of(view))}` leaks the copy of the release. Usage: early_return_test.py SOURCE_FOLDER"""
import pathlib
import re
import sys
import unittest

SOURCES = pathlib.Path(sys.argv[1])
WORDS_AND_REMARKS = re.compile(r'//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'')
BEFORE_A_BLOCK = re.compile(r"(\)|\]|[;}:]|^|\b(else|do|try|const|noexcept|mutable|override|final)|->\s*[\w:<>,&* ]+)\s*\Z")
BEFORE_A_CONDITION = re.compile(r"\b(if|while|for|switch)( constexpr)?\s*\Z")


def stands_behind_a_member(text, at):
    """Walks to the left out of the statement; whether one of the braces on the way has a comma before the way in."""
    commas = closed = 0
    for i in range(at - 1, -1, -1):
        character = text[i]
        if character in ")]}":
            closed += 1
        elif character in "([{":
            if closed:
                closed -= 1
                continue
            before = text[max(0, i - 300):i]
            if character == "{" and BEFORE_A_BLOCK.search(before) or character == "(" and BEFORE_A_CONDITION.search(before):
                return False
            if character == "{" and commas:
                return True
            commas = 0
        elif not closed and character == ",":
            commas += 1
        elif not closed and character == ";":
            return False
    return False


def misplaced(text):
    """The lines of them, from 1."""
    bare = WORDS_AND_REMARKS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return [bare.count("\n", 0, found.start()) + 1 for found in re.finditer(r"\bTRY\(", bare) if stands_behind_a_member(bare, found.start())]


class EarlyReturn(unittest.TestCase):
    def test_what_is_seen(self):
        self.assertEqual(misplaced("auto f() {\n    return Both{first, TRY(second())};\n}"), [2])
        self.assertEqual(misplaced("void f() { all.push_back({a(1, 2), {b, TRY(c())}}); }"), [1])
        self.assertEqual(misplaced("void f() { auto const both = Both{TRY(first()), second}; }"), [])
        self.assertEqual(misplaced("void f() { run(one, [&] { return TRY(two()); }); }"), [])
        self.assertEqual(misplaced("Handlers{one, [](int a, int b) -> Result<int> { return a + b + TRY(c()); }}"), [])
        self.assertEqual(misplaced("bool next() override { while (is_open(a, b) && TRY(read())) { } }"), [])

    def test_no_member_is_left_behind(self):
        found = ["%s:%d" % (path.relative_to(SOURCES), line) for path in sorted(SOURCES.rglob("*.?pp")) for line in misplaced(path.read_text())]
        self.assertEqual(found, [], "name what TRY gives before the braces begin")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
