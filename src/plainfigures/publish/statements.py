"""Relations and claims for machines, as `data/checks.json` holds them."""

from typing import Any

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.outcomes import WeighedClaim, WeighedRelation
from plainfigures.figures.statement_words import gap_words, quantity_words
from plainfigures.figures.weighing import weigh_all

__all__ = ["statement_entries"]


def statement_entries(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Return every relation and every claim with its outcome."""
    weighed = weigh_all(catalogue)
    return {
        "relations": [_relation(one) for one in weighed.relations],
        "claims": [_claim(one) for one in weighed.claims],
    }


def _relation(weighed: WeighedRelation) -> dict[str, Any]:
    relation, telling = weighed.relation, weighed.telling
    entry: dict[str, Any] = {
        "package": weighed.package.name,
        "key": relation.key,
        "title": relation.title,
        "test": relation.test,
        "outcome": weighed.outcome,
        "left": quantity_words(telling.left, telling.right) if telling else "",
        "right": quantity_words(telling.right, telling.left) if telling else "",
        "gap": gap_words(telling) if telling else "",
        "figures": list(weighed.figures),
    }
    if relation.discrepancy:
        known = relation.discrepancy
        entry["discrepancy"] = {
            "explanation": known.explanation,
            "shown": known.shown,
            "why": known.why,
        }
    return entry


def _claim(weighed: WeighedClaim) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "package": weighed.package.name,
        "key": weighed.claim.key,
        "outcome": weighed.outcome,
        "readings": [
            {"words": one.reading.words, "test": one.reading.test, "outcome": one.outcome}
            for one in weighed.readings
        ],
        "figures": list(weighed.figures),
    }
    return entry | ({"why_not": weighed.claim.why_not} if weighed.claim.why_not else {})
