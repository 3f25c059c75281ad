"""The page that documents the vocabulary, `docs/schema.md`: python -m cyberentente.schema.page > docs/schema.md"""

from __future__ import annotations

from .vocabulary import vocabulary

_HEAD = """# The schema

Generated from `schema/vocabulary.yaml`. Its terms are also the RDF vocabulary of the exports, under
`https://w3id.org/cyberentente/vocabulary#`.

"""


def page() -> str:
    """The page as Markdown."""
    known = vocabulary()
    out = [_HEAD + "## Entities\n", "| type | what it is |", "| --- | --- |"]
    out += [f"| `{name}` | {means} |" for name, means in known.entities.items()]
    out += [
        "\n## Relations\n",
        "A *state* holds over time and has a phase (began, held, ended); an *event* happens. What an organ did counts",
        "for its state where *rolls up* says so. *Once*: two dates for one pair, and one stage, are a conflict.\n",
        "| relation | from | to | means | kind | |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, relation in known.relations.items():
        said = {"symmetric": relation.symmetric, "once": relation.once, "rolls up": relation.roll_up}
        marks = ", ".join(mark for mark, holds in said.items() if holds)
        out.append(
            f"| `{name}` | {', '.join(relation.domain)} | {', '.join(relation.range)} | {relation.means} "
            f"| {'state' if relation.state else 'event'} | {marks} |"
        )
    out += ["\n## Qualifiers\n", "| qualifier | of | means | |", "| --- | --- | --- | --- |"]
    for name, qualifier in known.qualifiers.items():
        of = ", ".join(qualifier.relations) or "any relation"
        form = "a list" if qualifier.many else " or ".join(f"`{value}`" for value in qualifier.values)
        out.append(f"| `{name}` | {of} | {qualifier.means} | {form} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    print(page(), end="")
