"""The page of --alloc-report=html in headless Chromium: what the DOM holds after the script has run, compared with the report as JSON, and what
the screen shows.  `./x test-html [NAME]`; --keep DIR leaves pages and screenshots there, to be looked at."""
import argparse
import html.parser
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib

TESTS = []


def test(f):
    TESTS.append(f)
    return f


class Dom(html.parser.HTMLParser):
    """What the tests ask about: marks, rows of the table, texts by id."""
    VOID = {"meta", "input", "br", "link", "hr", "img"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.marks, self.rows, self.texts, self.heat = [], [], [], {}, 0
        self.lines, self.at = 0, None  # of the file; the one that is marked
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        classes = (a.get("class") or "").split()
        if "s" in classes and "data-s" in a:
            m = {"site": int(a["data-s"]), "fate": classes[1], "off": "off" in classes, "part": "data-more" in a, "text": "",
                 "inside": [e["site"] for t, e in self.stack if e and "site" in e]}
            self.marks.append(m)
            element = m
        elif tag == "tr" and ("data-s" in a or "data-f" in a):
            element = {"row": a.get("data-s") or a.get("data-f"), "text": ""}
            self.rows.append(element)
        elif "id" in a:
            element = self.texts[a["id"]] = {"text": ""}
        else:
            element = None
            if "l" in classes and "at" in classes:
                self.at = self.lines + 1
            self.lines += "l" in classes
            if "h" in classes and "style" in a:
                self.heat += 1
        if tag not in self.VOID:
            self.stack.append((tag, element))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, e in self.stack:
            if e is not None:
                e["text"] += data

    def text(self, i):
        return self.texts[i]["text"]

    def sites(self, shown=True):
        return {m["site"] for m in self.marks if not (shown and m["off"])}


def pixels(png):
    """Rows of (r, g, b) of an 8-bit PNG that is not interlaced."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, b""
    while at < len(png):
        n, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + n]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour in (2, 6)
        elif kind == b"IDAT":
            data += body
        at += 12 + n
    data, size = zlib.decompress(data), 3 if colour == 2 else 4
    stride, before, rows = width * size, bytearray(width * size), []
    for y in range(height):
        how, row = data[y * (stride + 1)], bytearray(data[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            a, b, c = row[i - size] if i >= size else 0, before[i], before[i - size] if i >= size else 0
            if how == 1:
                row[i] = (row[i] + a) & 255
            elif how == 2:
                row[i] = (row[i] + b) & 255
            elif how == 3:
                row[i] = (row[i] + (a + b) // 2) & 255
            elif how == 4:
                pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
                row[i] = (row[i] + (a if pa <= pb and pa <= pc else b if pb <= pc else c)) & 255
        before = row
        rows.append([tuple(row[i:i + 3]) for i in range(0, stride, size)])
    return rows


class Page:
    """The report of some sources: .json as data, .dom(ADDRESS) and .screen(ADDRESS) of its page."""

    def __init__(self, mloc, folder, sources, *options):
        self.folder = folder
        names = []
        for name, text in sources:
            names.append(os.path.join(folder, name))
            with open(names[-1], "w") as f:
                f.write(text)
        run = lambda *a: subprocess.run([mloc, *options, *a, *names], stdout=subprocess.PIPE, check=True).stdout
        self.json = json.loads(run("--alloc-report=json"))
        self.file = next(i for i, f in enumerate(self.json["files"]) if not f["library"])
        self.path = os.path.join(folder, sources[0][0] + ".html")
        run("--alloc-report=html", "-o", self.path)

    @classmethod
    def of_profile(cls, mloc, folder, source):
        """The page that shows what a run of the program has counted."""
        p = cls(mloc, folder, [("prog.ml", source)])
        exe = os.path.join(folder, "prog")
        subprocess.run([mloc, "--profile-alloc", os.path.join(folder, "prog.ml"), "-o", exe], check=True)
        subprocess.run([exe], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        show = lambda *a: subprocess.run([mloc, "alloc-report", *a, exe + ".alloc"], stdout=subprocess.PIPE, check=True).stdout
        p.json = json.loads(show("--format=json"))
        show("--format=html", "-o", p.path)
        return p

    def chromium(self, address, *options, path=None):
        p = subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
                            "--enable-logging=stderr", "--user-data-dir=" + os.path.join(self.folder, "profile"),
                            "--virtual-time-budget=5000", *options, "file://%s#%s" % (path or self.path, address)],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        said = [l for l in p.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in l]
        assert not said, "the page said: %s" % said[:3]
        return p.stdout.decode()

    def dom(self, address="", act=""):
        """act: JavaScript that does what a user would."""
        path = self.path
        if act:
            path += ".act.html"
            with open(self.path) as f, open(path, "w") as out:
                out.write(f.read().replace("</body>", """<script>
const key = k => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: k, code: "Digit" + k, bubbles: true, cancelable: true}));
const the = selector => document.querySelector(selector);
%s</script></body>""" % act))
        return Dom(self.chromium(address, "--dump-dom", path=path))

    def screen(self, address="", name="screen.png", size=(1400, 900)):
        path = os.path.join(self.folder, name)
        self.chromium(address, "--window-size=%d,%d" % size, "--screenshot=" + path)
        with open(path, "rb") as f:
            return pixels(f.read())

    def sites(self, keep=lambda s: True):
        return {s["id"] for s in self.json["sites"] if not s.get("possible") and keep(s)}

    def own(self, s):
        return s["file"] is not None and not self.json["files"][s["file"]]["library"]


SMALL = '''(* \u00e9: sites in sites, </script> and <!-- in the text *)
let table : (int, (string * int) * string option) Hashtbl.t = Hashtbl.create 16
let add k v = Hashtbl.replace table k ((v ^ "</script><!-- \u00e9 &amp;", k), Some (v ^ "x"))
let pair x y = (x, y)
let counter () =
  let n = ref 0 in
  fun () ->
    incr n;
    !n
let () =
  add 3 "three";
  let a, b = pair 1 2 in
  Printf.printf "%d %d %d %d\\n" a b (Hashtbl.length table) (counter () ());
  Hashtbl.iter (fun k (p, o) -> Printf.printf "%d %d %b\\n" k (snd p) (o = None)) table
'''


@test
def marks(t):
    p = t.page([("small.ml", SMALL)])
    d = p.dom()
    assert d.sites(shown=False) == p.sites(lambda s: s["file"] == p.file) != set()
    text = SMALL.encode()
    for s in p.json["sites"]:
        if s["file"] != p.file:
            continue
        m = next(m for m in d.marks if m["site"] == s["id"] and not m["part"])
        assert m["fate"] == s["fate"], (m, s)
        first_line = text[s["start"]["offset"]:s["end"]["offset"]].decode().split("\n")[0]
        assert m["text"] == first_line, (m["text"], first_line)
    assert any(m["inside"] for m in d.marks), "a tuple in a tuple is a mark in a mark"
    assert SMALL.split("\n")[2] in d.text("code")


@test
def filters(t):
    p = t.page([("small.ml", SMALL)])
    d = p.dom("fate=heap")
    heap = lambda s: s["fate"] == "heap"
    assert d.sites() == p.sites(lambda s: heap(s) and s["file"] == p.file) != d.sites(shown=False)
    rows = p.sites(lambda s: heap(s) and p.own(s))
    assert {int(r["row"]) for r in d.rows} == rows != set()
    assert d.text("status") == "%d of %d sites" % (len(rows), len(p.json["sites"]))
    lines = {s["start"]["line"] for s in p.json["sites"] if heap(s) and s["file"] == p.file}
    assert d.heat == len(lines), (d.heat, lines)
    d = p.dom("q=tuple")
    assert {int(r["row"]) for r in d.rows} == p.sites(lambda s: p.own(s) and "tuple" in " ".join(
        s[k] or "" for k in ("kind", "function", "reason", "remedy")).lower()) != set()
    d = p.dom("fate=")
    assert not d.rows and not d.sites() and "No site passes" in d.text("panel")


@test
def library(t):
    p = t.page([("small.ml", SMALL)])
    d = p.dom("library=1&fate=heap")
    assert len(d.rows) == min(200, len(p.sites(lambda s: s["fate"] == "heap")))
    index = next(i for i, f in enumerate(p.json["files"]) if f["library"])
    d = p.dom("file=%d" % index)
    assert d.sites(shown=False) == p.sites(lambda s: s["file"] == index) != set()


@test
def functions(t):
    p = t.page([("small.ml", SMALL)])
    d = p.dom("tab=functions")
    assert {r["row"] for r in d.rows} == {s["function"] for s in p.json["sites"] if p.own(s)}
    heap = {f["name"]: f["heap_sites"] for f in p.json["functions"]}
    counts = [heap[r["row"]] for r in d.rows]
    assert counts == sorted(counts, reverse=True) and counts[0] > 0, counts
    d = p.dom("tab=functions&sort=name%2B")
    names = [r["row"] for r in d.rows]
    assert names == sorted(names) and len(names) > 2


@test
def selected_site(t):
    p = t.page([("small.ml", SMALL)])
    s = next(s for s in p.json["sites"] if s["file"] == p.file and s["fate"] == "heap" and s["kind"] == "tuple")
    said = p.dom("site=%d" % s["id"]).text("details")
    assert "heap" in said and "tuple" in said and "3 words" in said and s["function"] in said, said
    assert "small.ml:%d:" % s["start"]["line"] in said, said
    if s["reason"]:
        assert s["reason"] in said, said


@test
def keyboard(t):
    p = t.page([("small.ml", SMALL)])
    first, second = p.dom().marks[:2]
    kind = {s["id"]: s["kind"] for s in p.json["sites"]}
    d = p.dom(act="key('n')")
    assert kind[first["site"]] in d.text("tip"), d.text("tip")
    d = p.dom(act="key('n'); key('n'); key('Enter')")
    assert kind[second["site"]] in d.text("details") and "details" not in d.text("tip")
    assert "allocation sites" in p.dom(act="key('n'); key('Enter'); key('Escape')").text("details")
    heap = lambda s: s["fate"] == "heap" and s["file"] == p.file
    assert p.dom(act="key('1')").sites() == p.sites(lambda s: s["file"] == p.file and not heap(s))
    assert p.dom(act="key('f')").rows[0]["row"] in {s["function"] for s in p.json["sites"]}
    assert "Theme: dark" in p.dom(act="key('t')").text("theme")


@test
def pointer(t):
    p = t.page([("small.ml", SMALL)])
    inner = next(m for m in p.dom().marks if m["inside"])
    d = p.dom(act="the('.s[data-s=\"%d\"]').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))" % inner["site"])
    assert "Inside" in d.text("tip") and "Small.add" in d.text("tip"), d.text("tip")
    d = p.dom(act="the('.s[data-s=\"%d\"]').click()" % inner["site"])
    assert "Small.add" in d.text("details")
    d = p.dom(act="the('.fate[data-fate=heap]').click()")
    assert all(m["fate"] != "heap" for m in d.marks if not m["off"]) and d.sites()
    d = p.dom(act="the('th button[data-key=words]').click()")
    words = {s["id"]: s["words"] for s in p.json["sites"]}
    order = [words[int(r["row"])] for r in d.rows]
    assert order == sorted(order, reverse=True) and len(set(order)) > 1, order
    d = p.dom(act="the('#search').value = 'ref'; the('#search').dispatchEvent(new Event('input'))")
    assert d.rows and all("ref" in r["text"] for r in d.rows)


@test
def reasons_are_links(t):
    p = t.page([("small.ml", SMALL)])
    s = next(s for s in p.json["sites"] if s["file"] == p.file and s["reason_at"] and s["reason_at"]["file"] == p.file)
    line = s["reason_at"]["line"]
    d = p.dom("site=%d" % s["id"], act="[...document.querySelectorAll('#details a')].find(a => a.textContent === 'line %d').click()" % line)
    assert s["reason"] in d.text("details") and d.at == line, (d.at, line)


@test
def several_files(t):
    p = t.page([("one.ml", "let twice x = [ (x, x); (x, x) ]\n"),
                ("two.ml", "let all = ref []\nlet () = all := (1, Random.int 4) :: One.twice (Random.int 3); print_int (List.length !all)\n")])
    names = {f["name"] for f in p.json["files"] if not f["library"]}
    assert len(names) == 2, names
    for name in names:
        index = next(i for i, f in enumerate(p.json["files"]) if f["name"] == name)
        d = p.dom("file=%d" % index)
        assert d.sites(shown=False) == p.sites(lambda s: s["file"] == index)
    assert d.text("file").count("one.ml") == 1


@test
def profile(t):
    p = t.profile("let keep = ref []\nlet cold x = [ x ]\nlet hot x = (x, x)\nlet () =\n  keep := [ hot 1 ];\n"
                  "  for i = 1 to 1000 do keep := hot i :: !keep done;\n  print_int (List.length !keep + List.length (cold (Random.int 3)))\n")
    d = p.dom()
    words = {s["id"]: s["heap_words"] for s in p.json["sites"]}
    shown = [words[int(r["row"])] for r in d.rows]
    assert shown == sorted(words.values(), reverse=True)[:200] and shown[0] >= 3000, shown[:5]
    assert d.heat == len({s["start"]["line"] for s in p.json["sites"] if s["heap_words"] and s["file"] is not None and
                          p.json["files"][s["file"]]["name"].endswith("prog.ml")}) > 0
    top = d.rows[0]["text"]
    assert "{:,}".format(shown[0]) in top, top
    assert "{:,} heap words".format(p.json["totals"]["heap_words"]) in d.text("details")


@test
def large(t):
    """10,000 lines, 5,000 sites."""
    line = "let f%d x y = if x > %d then [ (x, y) ] else\n  []\nlet () = r := !r + List.length (f%d !r %d)\n"
    source = "let r = ref (Random.int 5)\n" + "".join(line % (i, i, i, i) for i in range(3400)) + "let () = print_int !r\n"
    p = t.page([("large.ml", source)], "-O0")
    n = len(p.sites(lambda s: s["file"] == p.file))
    assert n > 5000 and source.count("\n") > 10000, n
    start = time.time()
    d = p.dom()
    assert len(d.sites(shown=False)) == n
    assert len(d.rows) == 200 and "Show all" in d.text("panel")
    assert time.time() - start < 40, "%.1f s" % (time.time() - start)
    p.screen("line=5000&theme=dark", "large.png")


@test
def what_one_sees(t):
    p = t.page([("small.ml", SMALL)])
    light, dark = p.screen("theme=light", "light.png"), p.screen("theme=dark", "dark.png")
    assert len(light) == 900 and len(light[0]) == 1400
    near = lambda a, b: all(abs(x - y) < 12 for x, y in zip(a, b))
    count = lambda rows, c: sum(near(q, c) for row in rows for q in row[::3])
    assert count(light, (255, 255, 255)) > 50000 and count(dark, (255, 255, 255)) < 5000
    assert count(dark, (16, 19, 24)) > 50000
    assert count(light, (200, 50, 27)) > 200, "the colour of heap"
    assert count(dark, (255, 123, 98)) > 200
    p.screen("site=%d" % next(iter(p.sites(lambda s: s["file"] == p.file))), "narrow.png", (700, 900))


@test
def whole_in_itself(t):
    with open(t.page([("small.ml", SMALL)]).path) as f:
        text = f.read()
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    assert not re.search(r"https?://|\bsrc=|\burl\(|@import|fetch\(|<link", outside)
    assert text.count("<!--") == 0 and text.count("</script>") == 2


class Box:
    def __init__(self, mloc, folder):
        self.mloc, self.folder = mloc, folder

    def page(self, sources, *options):
        return Page(self.mloc, self.folder, sources, *options)

    def profile(self, source):
        return Page.of_profile(self.mloc, self.folder, source)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--keep")
    ap.add_argument("filter", nargs="?", default="")
    a = ap.parse_args()
    failed = passed = 0
    for f in TESTS:
        if a.filter not in f.__name__:
            continue
        with tempfile.TemporaryDirectory(prefix="mloc-html-", ignore_cleanup_errors=True) as folder:
            if a.keep:
                folder = os.path.join(os.path.abspath(a.keep), f.__name__)
                os.makedirs(folder, exist_ok=True)
            try:
                f(Box(os.path.abspath(a.mloc), folder))
                passed += 1
            except (AssertionError, subprocess.SubprocessError, OSError, ValueError, KeyError, StopIteration) as e:
                failed += 1
                print("FAIL html/%s: %s" % (f.__name__, str(e)[:1500] or repr(e)))
    print("tests of the HTML report: %d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
