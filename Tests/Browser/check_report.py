"""Opens a report in a real browser and does what its readers do.

    check_report.py CHROMIUM REPORT [--shots FOLDER] [--hostile]

Ends with 0 where everything holds, and else says what does not.
"""

import argparse
import pathlib
import re
import sys
import time

from browser import Browser

failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


HELPERS = """
window.box = (element) => { element.scrollIntoView({block: "center", behavior: "instant"});
  const r = element.getBoundingClientRect();
  return {x: r.x + r.width / 2, y: r.y + r.height / 2, left: r.x, top: r.y,
          width: r.width, height: r.height}; };
window.visible = (k) => [...document.querySelectorAll(`g.curve[data-optimizer="${k}"]`)]
  .filter((g) => getComputedStyle(g).display !== "none").length;
window.luminance = (text) => { const c = text.match(/[\\d.]+/g).slice(0, 3).map(Number)
  .map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * c[0] + .7152 * c[1] + .0722 * c[2]; };
window.contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
0
"""


def check_quiet(browser, address):
    expect(not browser.complaints, f"the console has errors: {browser.complaints[:3]}")
    expect(not browser.dialogs, f"a dialog opened: {browser.dialogs}")
    others = [r for r in browser.requests if r != address and not r.startswith("data:image/")]
    expect(not others, f"requests were made: {others[:3]}")


def check_structure(browser):
    expect(browser.run("document.querySelectorAll('h1').length") == 1, "there is not one h1")
    expect(browser.run("document.documentElement.lang") == "en", "the page has no language")
    ids = browser.run("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    expect(len(ids) == len(set(ids)), "identifiers are doubled")
    broken = browser.run("""[...document.querySelectorAll('a[href^="#"], use')].filter((e) =>
        !document.getElementById((e.getAttribute("href")).slice(1))).length""")
    expect(broken == 0, f"{broken} references lead nowhere")
    nameless = browser.run("""[...document.querySelectorAll('svg.plot')].filter((e) =>
        !(document.getElementById(e.getAttribute('aria-labelledby')) || {}).textContent).length""")
    expect(nameless == 0, "a picture has no caption as its name")
    blurred = browser.run("""[...document.querySelectorAll('svg.plot image')].filter((e) =>
        getComputedStyle(e).imageRendering !== 'pixelated').length""")
    expect(blurred == 0, f"{blurred} pictures of pixels are smoothed")
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    for node in nodes:
        role = node.get("role", {}).get("value")
        if role in ("button", "img", "image", "link", "region") and not node.get("ignored"):
            expect(node.get("name", {}).get("value"), f"an element of role {role} has no name")


def check_switches(browser):
    """Every legend switches its curves, by mouse and by key."""
    buttons = browser.run("document.querySelectorAll('button[data-optimizer]').length")
    if not buttons:
        return
    count = browser.run("JSON.parse(document.getElementById('report-data').textContent)"
                        ".optimizers.length")
    before = [browser.run(f"visible({k})") for k in range(count)]
    first = browser.run("Number(document.querySelector('button[data-optimizer]').dataset.optimizer)")
    expect(before[first] > 0, "an optimizer with a button has no curve")
    place = browser.run("box(document.querySelector('button[data-optimizer]'))")
    expect(place["height"] >= 24, "a button is too small to be hit")
    browser.click(place["x"], place["y"])
    after = [browser.run(f"visible({k})") for k in range(count)]
    expect(after[first] == 0, "the curves of a switched-off optimizer are still there")
    expect(after[:first] + after[first + 1:] == before[:first] + before[first + 1:],
           "other curves went with those of the switched-off optimizer")
    pressed = browser.run(f"""[...document.querySelectorAll('button[data-optimizer="{first}"]')]
        .map((b) => b.getAttribute("aria-pressed"))""")
    expect(set(pressed) == {"false"}, f"aria-pressed is {pressed}")
    browser.run("document.querySelector('button[data-optimizer]').focus()")
    browser.press(" ", " ")
    expect([browser.run(f"visible({k})") for k in range(count)] == before,
           "the space key does not switch the curves on again")
    if sum(1 for b in before if b) > 1:
        browser.click(place["x"], place["y"], shift=True)
        alone = [browser.run(f"visible({k})") for k in range(count)]
        expect(alone[first] == before[first] and sum(alone) == alone[first],
               "Shift does not leave one optimizer alone")
        place = browser.run("box(document.querySelector('button[data-all]'))")
        browser.click(place["x"], place["y"])
        expect([browser.run(f"visible({k})") for k in range(count)] == before,
               "the last button does not show all again")
        expect(browser.run("document.activeElement.dataset.optimizer") is not None,
               "the focus is lost when the button that had it goes")


def check_readout(browser):
    """The end of the first curve, read off the picture, is the end of its row of values."""
    figure = browser.run("""(() => {
      const table = document.querySelector('section.figure details table');
      const figure = table && table.closest('section.figure');
      return figure && figure.querySelector('g.curve path') ? figure.id : null; })()""")
    if figure is None:
        return
    data = f"JSON.parse(document.getElementById('report-data').textContent).figures['{figure}']"
    told = browser.run(f"""(() => {{
      const panel = {data}[0], svg = document.querySelector('#{figure} svg.plot');
      box(svg);
      const rows = [...document.querySelectorAll('#{figure} details table')][0].tBodies[0].rows;
      const steps = Math.max(...[...rows].map((r) => Number(r.cells[1].textContent)));
      const row = [...rows].find((r) => Number(r.cells[1].textContent) === steps);
      const x = panel.x + panel.width - 0.5, y = panel.y + panel.height / 2;
      const place = () => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
      // A figure can be higher than the window.
      scrollBy({{top: place().y - innerHeight / 2, behavior: 'instant'}});
      const at = place();
      return {{x: at.x, y: at.y, name: row.cells[0].textContent, end: row.cells[6].textContent}};
    }})()""")
    browser.move(told["x"], told["y"])
    shown = browser.run(f"""(() => {{ const r = document.querySelector('#{figure} .readout');
      return !r || r.hidden ? null : [...r.querySelectorAll('tr')].map((t) => [...t.cells].map((c) =>
        c.textContent)); }})()""")
    expect(shown, "nothing is told under the pointer")
    mine = next((row for row in shown or [] if row[1] == told["name"]), None)
    expect(mine, f"{told['name']} is not told at its end: {shown}")
    if mine:
        value, end = float(mine[2]), float(re.match(r"[-\d.e]+", told["end"])[0])
        expect(abs(value - end) <= 0.05 * abs(end) + 1e-12 or is_thinned(browser, figure),
               f"{told['name']} is told to end at {value}, and the table has {end}")
    browser.run(f"document.querySelector('#{figure} .picture').focus()")
    browser.press("ArrowRight")
    browser.press("ArrowRight")
    spoken = browser.run(f"document.querySelector('#{figure} .spoken').textContent")
    expect(len(spoken) > 10, f"arrow keys tell nothing: {spoken!r}")
    browser.press("Escape")
    expect(browser.run(f"document.querySelector('#{figure} .readout')?.hidden ?? true"),
           "Escape leaves the values there")


def check_sorting(browser):
    """The heads of tables of grades sort them, by mouse and by key, and say so."""
    tables = browser.run("document.querySelectorAll('.sortable table').length")
    if not tables:
        return
    table = "[...document.querySelectorAll('.sortable table')].at(-1)"
    column = browser.run(f"""[...{table}.tHead.rows[0].cells].findIndex((c) =>
        c.classList.contains('number'))""")
    cells = f"[...{table}.tBodies[0].rows].map((r) => r.cells[{column}].textContent)"
    button = f"{table}.tHead.rows[0].cells[{column}].querySelector('button')"
    state = f"{table}.tHead.rows[0].cells[{column}].getAttribute('aria-sort')"

    def numbers():
        found = [re.search(r"-?[\d.]+", text) for text in browser.run(cells)]
        return [float(n[0]) if n else -1 for n in found]

    before = sorted(numbers())
    place = browser.run(f"box({button})")
    browser.click(place["x"], place["y"])
    expect(browser.run(state) == "descending", "a click on a head does not sort")
    expect(numbers() == before[::-1], f"sorted downwards the column is {numbers()}")
    browser.run(f"{button}.focus()")
    browser.press("Enter", "\r")
    expect(browser.run(state) == "ascending" and numbers() == before,
           "the enter key does not turn the order round")


def is_thinned(browser, figure):
    text = browser.run(f"document.querySelector('#{figure} .caption').textContent")
    return "hinned out" in text


def check_schemes(browser, shots, name):
    for scheme in ["light", "dark"]:
        browser.prefer(scheme)
        page = browser.run("getComputedStyle(document.body).backgroundColor")
        expect((browser.run(f"luminance('{page}')") < 0.1) == (scheme == "dark"),
               f"the {scheme} page is {page}")
        weak = browser.run("""(() => { const bad = [];
          for (const e of document.querySelectorAll('p, td, th, a, h1, h2, h3, dt, dd, button, text')) {
            const style = getComputedStyle(e), paper = e.closest('.picture, pre, .warning, button');
            if (!e.textContent.trim() || e.closest('[hidden]')) continue;
            const ground = getComputedStyle(paper || document.body).backgroundColor;
            const ink = e.namespaceURI.endsWith('svg') ? style.fill : style.color;
            if (!/^rgb/.test(ink) || /, 0\\)$/.test(ground)) continue;
            if (contrast(ink, ground) < 4.5) bad.push(`${e.textContent.slice(0, 30)} ${ink} ${ground}`);
          } return bad; })()""")
        expect(not weak, f"too little contrast on the {scheme} page: {weak[:3]}")
        lines = browser.run("""(() => { const paper = document.querySelector('.picture');
          if (!paper) return [];
          const ground = getComputedStyle(paper).backgroundColor;
          return [...document.querySelectorAll('g.curve path')].map((e) => getComputedStyle(e).stroke)
            .filter((ink, k, all) => all.indexOf(ink) === k && contrast(ink, ground) < 1.9); })()""")
        expect(not lines, f"curves that are hard to see on the {scheme} page: {lines}")
        if shots:
            browser.picture(shots / f"{name}-{scheme}.png")
    browser.prefer("light")


def check_telephone(browser, shots, name):
    browser.size(390, 844, mobile=True)
    width = browser.run("document.documentElement.scrollWidth")
    expect(width <= 390, f"on a telephone the page is {width} pixels wide, not 390")
    if shots:
        browser.picture(shots / f"{name}-telephone.png")
    browser.size(1200, 900)


def check_print(browser, shots, name):
    browser.prefer("dark")
    pdf = browser.pdf()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    expect(pdf.startswith(b"%PDF") and pages >= 1, "printing makes no PDF")
    browser.prefer("light")
    if shots:
        (shots / f"{name}.pdf").write_bytes(pdf)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--hostile", action="store_true")
    options = parser.parse_args()
    address = options.report.resolve().as_uri()
    name = options.report.resolve().parent.name
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    browser = Browser(options.program)
    try:
        browser.size(1200, 900)
        seconds = browser.open(address)
        browser.run(HELPERS)
        check_structure(browser)
        check_switches(browser)
        began = time.monotonic()
        check_readout(browser)
        check_sorting(browser)
        readout = time.monotonic() - began
        check_schemes(browser, options.shots, name)
        check_telephone(browser, options.shots, name)
        check_print(browser, options.shots, name)
        if options.hostile:
            expect(browser.run("window.hostile === undefined && !document.querySelector("
                               "'[onerror], [onload], [onclick], bdi *, .question *')"),
                   "a name became more than text")
        check_quiet(browser, address)
        expect(seconds < 5, f"the page took {seconds:.1f} s to load")
        expect(readout < 5, f"reading values took {readout:.1f} s")
    finally:
        browser.close()
    for failure in failures:
        print(f"{options.report}: {failure}", file=sys.stderr)
    print(f"{options.report}: loaded in {seconds:.2f} s, "
          f"{'all well' if not failures else f'{len(failures)} failures'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
