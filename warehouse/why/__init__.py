"""Why an item counts or does not, and what is behind a figure: in Chinese, from the published file alone."""

from warehouse.why.figure import explain_figure
from warehouse.why.item import explain_item
from warehouse.why.reading import WhyError

__all__ = ["WhyError", "explain_figure", "explain_item"]
