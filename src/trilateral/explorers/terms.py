"""Terms of the glossary that open where they are needed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from IPython.display import HTML

from trilateral import evidence
from trilateral.errors import EvidenceError, nearest
from trilateral.explorers.markup import fold

if TYPE_CHECKING:
    import pandas as pd

_STYLE: Final = """<style>
.trilateral-glossary{max-width:46rem;line-height:1.5}
.trilateral-glossary details{border-left:3px solid var(--jp-border-color1,#8c959f);
 padding:0 .8rem;margin:.25rem 0}
.trilateral-glossary summary{min-height:24px;cursor:pointer;font-weight:600}
.trilateral-glossary p{margin:.3rem 0}
.trilateral-glossary a{text-decoration:underline}
</style>"""


def glossary(*terms: str) -> HTML:
    """Return terms of the glossary, each folded until it is opened.

    Parameters
    ----------
    *terms
        As `data/legal_concepts.csv` has them, in any case; what is in brackets may be left
        out: ``"EEZ"`` finds ``"EEZ (exclusive economic zone)"``.

    Raises
    ------
    EvidenceError
        The glossary has no such term, or no term was asked for.
    """
    rows = {str(row["term"]): row for _, row in evidence.load("legal_concepts").iterrows()}
    names = {_key(name): name for name in rows} | {name.casefold(): name for name in rows}
    if not terms:
        message = f"Name at least one term of the glossary, such as {next(iter(rows))!r}."
        raise EvidenceError(message)
    entries = "".join(_entry(rows[_name_of(term, names)]) for term in terms)
    return HTML(
        f'{_STYLE}<div class="trilateral-glossary" role="group" aria-label="Glossary">'
        f"<p>Words to know (open one when you need it):</p>{entries}</div>"
    )


def _key(name: str) -> str:
    return name.partition(" (")[0].casefold()


def _name_of(term: str, names: dict[str, str]) -> str:
    if term.casefold() in names:
        return names[term.casefold()]
    message = (
        f"The glossary has no term {term!r}.{nearest(term, names.values())} "
        "Its terms are the column 'term' of data/legal_concepts.csv."
    )
    raise EvidenceError(message)


def _entry(row: pd.Series) -> str:
    links = ", ".join(evidence.source(i).link for i in row["source_ids"])
    return fold(
        escape(row["term"]),
        f"<p>{escape(row['definition'])}</p>"
        f"<p><strong>Why it matters:</strong> {escape(row['why_it_matters'])}</p>"
        f"<p>Sources: {links}</p>",
    )
