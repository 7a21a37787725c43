"""Documents as messengers show them."""

from community.core.markdown import to_html

__all__ = ["to_html"]
