"""What the site calls articles, their states, readers and requests: English message ids."""

from community.core.actor import Action
from community.library.articles.kinds import Age, ArticleState, Stage, Verdict
from community.library.carrying.service import Outcome
from community.library.wanted.kinds import RequestState
from web.view.words import N_

STATES = {
    ArticleState.DRAFT: N_("draft"),
    ArticleState.IN_REVIEW: N_("waits for a review"),
    ArticleState.REVIEWED: N_("checked, waits to be published"),
    ArticleState.PUBLISHED: N_("is published"),
    ArticleState.WITHDRAWN: N_("withdrawn"),
}
BADGES = {
    ArticleState.DRAFT: "",
    ArticleState.IN_REVIEW: "soft",
    ArticleState.REVIEWED: "soft",
    ArticleState.PUBLISHED: "good",
    ArticleState.WITHDRAWN: "urgent",
}
AGES = {
    Age.BABY: N_("0–2 years"),
    Age.PRESCHOOL: N_("3–6 years"),
    Age.SCHOOL: N_("7–11 years"),
    Age.TEEN: N_("12–17 years"),
}
STAGES = {
    Stage.PREPARING: N_("getting ready to foster"),
    Stage.FIRST_YEAR: N_("the first year together"),
    Stage.LIVING: N_("everyday life"),
    Stage.HARD_TIMES: N_("hard times"),
    Stage.AFTER: N_("after the child has left"),
}
VERDICTS = {
    Verdict.APPROVED: N_("checked: all is right"),
    Verdict.RETURNED: N_("given back to be changed"),
}
REQUEST_STATES = {
    RequestState.OPEN: N_("nobody writes yet"),
    RequestState.ASSIGNED: N_("is being written"),
    RequestState.ANSWERED: N_("has an answer"),
    RequestState.DECLINED: N_("was declined"),
    RequestState.MERGED: N_("joined with another one"),
}
REQUEST_TABS = (
    (None, N_("Without an answer")),
    (RequestState.ANSWERED, N_("Answered")),
    (RequestState.DECLINED, N_("Declined")),
)
OUTCOMES = {
    Outcome.NEW: N_("a new article, a draft"),
    Outcome.CHANGED: N_("a new version, a draft until it is checked"),
    Outcome.SAME: N_("the same as here"),
}
# The pages: path, words, the right, and whether it must reach the whole region.
SECTIONS = (
    ("/library", N_("Articles"), Action.ARTICLE_WRITE, False),
    ("/library/requests", N_("Questions without an article"), Action.ARTICLE_WRITE, True),
    ("/library/import", N_("In and out"), Action.ARTICLE_WRITE, False),
    ("/library/topics", N_("Topics"), Action.ARTICLE_PUBLISH, True),
)
# What an import finds wrong with a file: `FileProblem.message`.
PROBLEMS = (
    N_("no readable Word document (%(kind)s)"),
    N_("no Word document (.docx)"),
    N_("no archive (.zip) that can be read"),
    N_("neither a text (.md) nor a Word document (.docx) nor an archive (.zip)"),
    N_("larger than %(limit)s MB"),
    N_("all of it is larger than %(limit)s MB"),
    N_("a file beside it is larger than %(limit)s MB"),
    N_("longer than %(limit)s characters"),
    N_("unpacks to far more than a text"),
    N_("unpacks to more than %(limit)s MB or %(count)s files"),
    N_("there is no article in it: texts (.md) and Word documents (.docx) are looked for"),
    N_("not a text in UTF-8"),
    N_("cannot be read (%(kind)s)"),
    N_("its topic is not known here"),
    N_("it has no topic"),
    N_("its district is not known here"),
    N_("unknown field: %(name)s"),
    N_("the lines between --- and --- are missing, unended or too long"),
    N_("no YAML"),
    N_("no YAML in line %(line)s"),
    N_("no YAML fields between --- and ---"),
    N_("%(field)s: one line is expected"),
    N_("%(field)s: a list is expected"),
    N_("%(field)s: only %(known)s"),
    N_("sources: each has a title"),
    N_("a day is written as 2026-03-16"),
)
