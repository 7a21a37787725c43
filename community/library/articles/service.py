"""All that can be done with an article, in the order in which it is done."""

from community.library.articles.drafting import draft, restore, save
from community.library.articles.filing import attach, detach, note_sent
from community.library.articles.publishing import (
    note_opened,
    publish,
    publish_as_checked,
    tell_of_due,
    withdraw,
)
from community.library.articles.reviewing import approve, confirm, give_back, send_to_review
from community.library.articles.topics import add_topic, change_topic, show_topic

__all__ = [
    "add_topic",
    "approve",
    "attach",
    "change_topic",
    "confirm",
    "detach",
    "draft",
    "give_back",
    "note_opened",
    "note_sent",
    "publish",
    "publish_as_checked",
    "restore",
    "save",
    "send_to_review",
    "show_topic",
    "tell_of_due",
    "withdraw",
]
