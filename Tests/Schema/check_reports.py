"""Asks public validators what they make of reports of gradings, by the schemas in `reports`.

    check_reports.py FOLDER

FOLDER has files `CASE.FORMAT`, all formats of each case; `CASE.json` is optlab's own, and says what the
others must say too. Before that, each schema has to refuse reports that are broken in known ways. Prints
what does not hold, and ends with 1 if there is any.
"""

import copy
import csv
import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from lxml import etree

HERE = pathlib.Path(__file__).parent / "reports"
SCHEMAS = {"json": "result", "gradescope": "gradescope", "classroom50": "classroom50",
           "prairielearn": "prairielearn"}


def refuse(word):
    raise ValueError(f"JSON has no {word}")


def parse(path):
    text = path.read_bytes().decode("utf-8")
    # What Python takes and a database does not.
    if "\\ud" in text.lower() and "\\\\ud" not in text.lower():
        raise ValueError("half of a pair of UTF-16 is in it")
    return json.loads(text, parse_constant=refuse)


def validators():
    found = {}
    for name, file in SCHEMAS.items():
        schema = json.loads((HERE / f"{file}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        found[name] = Draft202012Validator(schema)
    return found


def points(tests, key, default=0):
    return sum(test.get(key, default) for test in tests)


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(b))


def check_platforms(case, own, reports, faults):
    """What no schema can say: sums, sizes, and that nothing is told to students that is hidden."""
    scope, room, prairie = reports["gradescope"], reports["classroom50"], reports["prairielearn"]
    if not near(points(scope["tests"], "max_score"), own["max"]):
        faults.append(f"{case}.gradescope: the points that can be had are not the assignment's")
    if not near(points(scope["tests"], "score"), own["score"]):
        faults.append(f"{case}.gradescope: the points are not the result's")
    for test in room["tests"] + [room]:
        if test["score"] > test["max-score"]:
            faults.append(f"{case}.classroom50: more points than can be had")
    for key in ["score", "max-score"]:
        if points(room["tests"], key) != room[key]:
            faults.append(f"{case}.classroom50: the tests' {key} is not the whole")
    if prairie["gradable"] and own["max"] and not near(prairie["score"], own["score"] / own["max"]):
        faults.append(f"{case}.prairielearn: the score is not the result's")
    if prairie["gradable"] != (own["graded"] and not own["format_errors"]):
        faults.append(f"{case}.prairielearn: gradable is {prairie['gradable']}")
    secret = [check["message"] for check in own["checks"]
              if check["visibility"] == "hidden" and check["message"]]
    if not own["names_mistakes"]:
        secret += [check["mistake"] for check in own["checks"] if "mistake" in check]
    for name in ["classroom50", "prairielearn"]:
        for text in secret:
            if json.dumps(text)[1:-1] in json.dumps(reports[name]):
                faults.append(f"{case}.{name}: says what is hidden: {text[:40]!r}")


def check_table(path, own, faults):
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        faults.append(f"{path.name}: is not a head and a row of the same columns")
        return
    row = dict(zip(rows[0], rows[1]))
    if float(row["max"]) != own["max"]:
        faults.append(f"{path.name}: max is {row['max']}")
    formulas = [cell for cell in rows[0] + rows[1] if cell[:1] in ("=", "+", "@")]
    if formulas:
        faults.append(f"{path.name}: a spreadsheet would compute {formulas[0][:40]!r}")


def check_refusals(checkers, schemas, folder, faults):
    """Breaks the reports of the case `right`, each schema in its own ways."""
    breaks = {
        "json": [lambda r: r.pop("checks"), lambda r: r["checks"][0].update(status="passed"),
                 lambda r: r.update(more=1)],
        "gradescope": [lambda r: r.update(max_score=10), lambda r: r["tests"][0].update(points=1),
                       lambda r: r["tests"][0].update(visibility="secret"),
                       lambda r: r["tests"][0].pop("score")],
        "classroom50": [lambda r: r.update(score=2.5), lambda r: r.update(students=[]),
                        lambda r: r.update(datetime="2026-11-30T09:00:00"),
                        lambda r: r["tests"][0].update({"test-name": ""})],
        "prairielearn": [lambda r: r.update(score=1.01), lambda r: r.update(gradable=False),
                         lambda r: r["tests"][0].update(images=[{"url": "picture.png"}])],
    }
    for name, ways in breaks.items():
        good = parse(folder / f"right.{name}")
        for number, way in enumerate(ways):
            bad = copy.deepcopy(good)
            way(bad)
            if checkers[name].is_valid(bad):
                faults.append(f"{name}: its schema accepts a report broken in way {number}")
    text = (folder / "right.junit").read_text("utf-8")
    for name, old, new in [
            ("junit-ant", ' hostname="localhost"', ""), ("junit-ant", "<testsuites>", '<testsuites name="x">'),
            ("junit-10", "<skipped></skipped>", '<error type="x"></error>'),
            ("junit-10", ' errors="0"', "")]:
        if old not in text:
            faults.append(f"{name}: nothing to break: {old}")
        elif schemas[name].validate(etree.fromstring(text.replace(old, new, 1).encode())):
            faults.append(f"{name}: accepts a report without {old}")


def main(folder):
    folder = pathlib.Path(folder)
    checkers = validators()
    schemas = {name: etree.XMLSchema(etree.parse(HERE / f"{name}.xsd"))
               for name in ["junit-ant", "junit-10"]}
    faults, count = [], 0
    check_refusals(checkers, schemas, folder, faults)
    for path in sorted(folder.glob("*.json")):
        case, reports = path.stem, {}
        for name, checker in checkers.items():
            try:
                reports[name] = parse(folder / f"{case}.{name}")
            except ValueError as error:
                faults.append(f"{case}.{name}: {error}")
                continue
            count += 1
            for error in list(checker.iter_errors(reports[name]))[:2]:
                faults.append(f"{case}.{name}: {error.json_path}: {error.message[:200]}")
        if len(reports) == len(checkers):
            check_platforms(case, reports["json"], reports, faults)
            check_table(folder / f"{case}.csv", reports["json"], faults)
        size = (folder / f"{case}.prairielearn").stat().st_size
        if size > 1_000_000:
            faults.append(f"{case}.prairielearn: has {size} bytes")
        try:
            tree = etree.fromstring((folder / f"{case}.junit").read_bytes())
        except etree.XMLSyntaxError as error:
            faults.append(f"{case}.junit: {error}")
            continue
        for name, schema in schemas.items():
            count += 1
            if not schema.validate(tree):
                faults.append(f"{case}.junit: by {name}.xsd: {schema.error_log.last_error}")
    print("\n".join(faults) or f"{count} reports are valid")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
