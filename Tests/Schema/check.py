"""Asks a public validator what it makes of specs, by the schema that `optlab schema` prints.

    check.py SCHEMA CASES

CASES has a JSON object a line: `name`, `spec` (the file's text), `good` (the program's verdict) and,
where the schema cannot see a mistake, `why`. Prints every case on which validator and program do
not agree as they should, and ends with 1 if there is one.
"""

import json
import sys

from jsonschema import Draft7Validator


def refuse(word):
    raise ValueError(f"JSON has no {word}")


def verdict(validator, text):
    """True, False, or None for what is no JSON."""
    try:
        return validator.is_valid(json.loads(text, parse_constant=refuse))
    except (ValueError, RecursionError):
        return None


def main(schema_path, cases_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    count, faults = 0, []
    with open(cases_path, encoding="utf-8") as file:
        for line in file:
            case = json.loads(line)
            count += 1
            accepted = verdict(validator, case["spec"])
            if case["good"]:
                if accepted is not True:
                    faults.append(f"{case['name']}: a good spec, and the schema refuses it")
            elif case.get("why") is None:
                if accepted is True:
                    faults.append(f"{case['name']}: a bad spec, and the schema accepts it")
            elif accepted is not True:
                faults.append(f"{case['name']}: the schema does see it, though: {case['why']}")
    print("\n".join(faults) or f"schema and program agree on {count} specs")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
