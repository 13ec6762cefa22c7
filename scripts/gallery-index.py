"""Prints plots/gallery/README.md: each picture with its caption and the command that makes it.

    gallery-index.py 'EXPERIMENT FIGURE'...
"""

import json
import pathlib
import sys


def text(caption):
    """Markdown that reads as it is written."""
    return "".join("\\" + c if c in "\\`*_{}[]<>#|~" else c for c in caption)


def entry(experiment, figure):
    folder = pathlib.Path("plots") / experiment
    caption = json.loads((folder / "captions.json").read_text(encoding="utf-8"))[figure]
    paragraphs = "\n\n".join(text(p) for p in caption["caption"].split("\n"))
    film = f"{experiment}-{figure}.gif"
    if (pathlib.Path("plots/gallery") / film).exists():
        paragraphs += f"\n\n![The same as a film]({film})"
    return (f"## {experiment}: {caption['title'].lower()}\n\n"
            f"![{caption['title']} of {experiment}]({experiment}-{figure}.png)\n\n{paragraphs}\n\n"
            f"```sh\n./optlab run {experiment}   # plots/{experiment}/{figure}.svg\n```\n")


def results(experiment):
    """The table as the program wrote it, its headings below this page's."""
    table = (pathlib.Path("plots") / experiment / "results.md").read_text(encoding="utf-8")
    body = table.split("\n", 1)[1].replace("\n## ", "\n### ").strip()
    return (f"## {experiment}: the table of results\n\n{body}\n\n"
            f"```sh\n./optlab run {experiment}   # plots/{experiment}/results.md\n```\n")


def main():
    print("# Gallery\n\nFigures of the experiments that ship with the program, each with the caption "
          "that the program\nwrote under it. `scripts/gallery` makes them again.\n")
    for item in sys.argv[1:]:
        print(entry(*item.split()))
    print(results("dying-relu"))
    print("## The report\n\nEvery run leaves a page that explains it, `report.html`; this is the head "
          "of one.\n\n![A report](dying-relu-report.png)\n\n"
          "```sh\n./optlab run dying-relu   # plots/dying-relu/report.html\n```")


if __name__ == "__main__":
    main()
