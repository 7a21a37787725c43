"""States, ages and stages of articles, apart from the tables so that rules need no database."""

from enum import StrEnum


class ArticleState(StrEnum):
    """Where the newest version stands. What people read is the published one, whatever this is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"  # waits for a specialist of the field
    REVIEWED = "reviewed"  # waits for a leader of the region
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Age(StrEnum):
    """Of the child; an article without any is for every age."""

    BABY = "baby"  # 0–2
    PRESCHOOL = "preschool"  # 3–6
    SCHOOL = "school"  # 7–11
    TEEN = "teen"  # 12–17


class Stage(StrEnum):
    """Of the family's life; an article without any is for every stage."""

    PREPARING = "preparing"
    FIRST_YEAR = "first_year"
    LIVING = "living"
    HARD_TIMES = "hard_times"
    AFTER = "after"  # the child has grown up, or has left


class Verdict(StrEnum):
    APPROVED = "approved"
    RETURNED = "returned"
