"""Every type of the namespace has a name of its own. Two programs' types of one name are two definitions of one thing to
the linker, which takes either: a worker process died of that in builds that inline nothing. Types within a file's nameless
namespace are that file's own."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The project's layout has types of a namespace at the beginning of a line, and nested ones indented.
TYPE = re.compile(r"^(?:class|struct|enum(?: class)?|union)\s+(?:\[\[\w+\]\]\s+)?(\w+)(?!::)(?!\w)[^;]*$")


def types_of(path):
    nameless = False
    within = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"^namespace\s*\{", line):
            nameless = True
        elif re.match(r"^\}\s*// namespace$", line):
            nameless = False
        elif named := re.match(r"^namespace (\w+)\s*\{", line):
            within = "" if named.group(1) == "zeroloom" else named.group(1) + "::"
        elif within and line.startswith(f"}} // namespace {within[:-2]}"):
            within = ""
        elif not nameless and (found := TYPE.match(line)):
            yield within + found.group(1), f"{path.relative_to(ROOT)}:{number}"


def main():
    places = collections.defaultdict(list)
    for folder in ("app", "core", "ui"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                for name, place in types_of(path):
                    places[name].append(place)
    assert len(places) > 300, f"only {len(places)} types were found: does the layout still hold?"
    doubled = {name: found for name, found in places.items() if len(found) > 1}
    for name, found in doubled.items():
        print(f"'{name}' is defined more than once: {', '.join(found)}", file=sys.stderr)
    return 1 if doubled else 0


if __name__ == "__main__":
    sys.exit(main())
