"""All that is measured beside others: all.py TROUPE QUEUE_PEER FOLDER DOCUMENT. Puts the tables into DOCUMENT, each between its two marks."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages
TROUPE, QUEUE_PEER, FOLDER, DOCUMENT = sys.argv[1:5]
codes = []
for script, program, table in [("queues", QUEUE_PEER, "queue"), ("workers", QUEUE_PEER, "workers"), ("api_postgres", TROUPE, "api")]:
    code = subprocess.run([PYTHON, "-B", HERE / (script + ".py"), program, FOLDER]).returncode
    codes.append(code)
    if code not in (0, 1):  # 77: something is missing, and it said what
        continue
    document = pathlib.Path(DOCUMENT)
    text, found = re.subn(r"(<!-- %s -->\n).*?(<!-- end -->)" % table, lambda m: m[1] + (pathlib.Path(FOLDER) / (table + ".md")).read_text() + m[2],
                          document.read_text(), flags=re.S)
    if found != 1:
        sys.exit("%s: has no place for the table %s" % (DOCUMENT, table))
    document.write_text(text)
sys.exit(max(codes))
