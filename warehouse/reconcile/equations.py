"""The identities of a form as the sums by which run-together figures are cut: those between cells of one
report that the form itself demands (`warehouse/forms/identities.csv`)."""

from __future__ import annotations

from functools import cache

from warehouse.forms import form_named
from warehouse.forms.expressions import STATED, Expression
from warehouse.forms.identities import identities_of
from warehouse.reconcile.cutting import Equation


@cache
def equations(form: str) -> tuple[Equation, ...]:
    """Every identity of a form that is an equation of two sums of its own cells. A warning's is none: it may
    fail in a right report."""
    return tuple(
        Equation(tuple(term.code for term in each.left), tuple(term.code for term in each.right))
        for identity in identities_of(form_named(form))
        if identity.severity == "error" and not identity.when
        for each in identity.expressions
        if _is_own(each)
    )


def _is_own(expression: Expression) -> bool:
    terms = expression.left + expression.right
    own = all(not term.is_previous and not term.code.startswith(STATED) for term in terms)
    return own and expression.relation == "=" and len(terms) > 1 and all(term.sign > 0 for term in terms)
