"""embed.py PAGE.html OUT.c: the page as C arrays, what stands before @REPORT@ and what stands behind it."""
import sys


def array(name, data):
    rows = ["    " + " ".join("%d," % b for b in data[i:i + 32]) for i in range(0, len(data), 32)]
    return "const unsigned char %s[] = {\n%s\n};\nconst size_t %s_len = sizeof %s;\n" % (name, "\n".join(rows), name, name)


page, out = sys.argv[1:]
with open(page, "rb") as f:
    parts = f.read().split(b"@REPORT@")
if len(parts) != 2:
    sys.exit("%s: @REPORT@ must stand in it once" % page)
with open(out, "w") as f:
    f.write('/* made from report.html by embed.py */\n#include "report_page.h"\n')
    f.write(array("report_page_head", parts[0]) + array("report_page_tail", parts[1]))
