"""The library: articles, what is searched of them, shelves, requests for articles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# The index is the database's own: it follows `article_words` by triggers (decision 019). The words
# are first forms already, so that neither side need know any Russian.
_SQLITE = (
    """CREATE VIRTUAL TABLE article_fts USING fts5(
        title, asked, headings, summary, body,
        content='article_words', content_rowid='article_id',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER article_words_added AFTER INSERT ON article_words BEGIN
        INSERT INTO article_fts (rowid, title, asked, headings, summary, body)
        VALUES (new.article_id, new.title, new.asked, new.headings, new.summary, new.body);
    END""",
    """CREATE TRIGGER article_words_removed AFTER DELETE ON article_words BEGIN
        INSERT INTO article_fts (article_fts, rowid, title, asked, headings, summary, body)
        VALUES ('delete',
                old.article_id, old.title, old.asked, old.headings, old.summary, old.body);
    END""",
    """CREATE TRIGGER article_words_changed AFTER UPDATE ON article_words BEGIN
        INSERT INTO article_fts (article_fts, rowid, title, asked, headings, summary, body)
        VALUES ('delete',
                old.article_id, old.title, old.asked, old.headings, old.summary, old.body);
        INSERT INTO article_fts (rowid, title, asked, headings, summary, body)
        VALUES (new.article_id, new.title, new.asked, new.headings, new.summary, new.body);
    END""",
)
_POSTGRESQL = (
    """CREATE TABLE article_fts (
        article_id BIGINT PRIMARY KEY REFERENCES article_words (article_id) ON DELETE CASCADE,
        vector TSVECTOR NOT NULL)""",
    "CREATE INDEX ix_article_fts_vector ON article_fts USING gin (vector) WITH (fastupdate = off)",
    """CREATE FUNCTION article_words_indexed() RETURNS trigger AS $$ BEGIN
        INSERT INTO article_fts (article_id, vector) VALUES (new.article_id,
            setweight(to_tsvector('simple', new.title), 'A')
            || setweight(to_tsvector('simple', new.asked), 'B')
            || setweight(to_tsvector('simple', new.headings || ' ' || new.summary), 'C')
            || to_tsvector('simple', new.body))
        ON CONFLICT (article_id) DO UPDATE SET vector = excluded.vector;
        RETURN NULL;
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER article_words_indexed AFTER INSERT OR UPDATE ON article_words
        FOR EACH ROW EXECUTE FUNCTION article_words_indexed()""",
)


def upgrade() -> None:
    _make_tables()
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "known_word",
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_known_word")),
    )
    op.create_index("ix_known_word_changed", "known_word", ["changed"], unique=False)

    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=16), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "article_topic",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("emoji", sa.String(length=8), nullable=False),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("law", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["speciality_id"], ["speciality.id"], name=op.f("fk_article_topic_speciality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_article_topic_code")),
        sa.UniqueConstraint("name", name=op.f("uq_article_topic_name")),
    )
    op.create_table(
        "article",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "reviewed",
                "published",
                "withdrawn",
                name="articlestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column(
            "checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' OR published = latest",
            name=op.f("ck_article_published_is_latest"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR published IS NULL", name=op.f("ck_article_withdrawn_is_unread")
        ),
        sa.CheckConstraint("published <= latest", name=op.f("ck_article_published_exists")),
        sa.CheckConstraint(
            "published IS NULL OR (published_at IS NOT NULL AND due_on IS NOT NULL)",
            name=op.f("ck_article_published_in_time"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_article_author_id")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["person.id"], name=op.f("fk_article_checked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("code", name=op.f("uq_article_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_article_slug")),
    )
    op.create_index(op.f("ix_article_author_id"), "article", ["author_id"], unique=False)
    op.create_index("ix_article_due_on", "article", ["due_on"], unique=False)
    op.create_index("ix_article_state", "article", ["state"], unique=False)

    op.create_table(
        "article_file",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_ref", sa.String(length=255), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 5242880", name=op.f("ck_article_file_size")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_article_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_file_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_file")),
        sa.UniqueConstraint("article_id", "name", name=op.f("uq_article_file_article_id_name")),
    )
    op.create_table(
        "article_helped",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_helped_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_article_helped_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "article_id", "number", "person_id", name=op.f("pk_article_helped")
        ),
    )
    op.create_index(
        op.f("ix_article_helped_person_id"), "article_helped", ["person_id"], unique=False
    )

    op.create_table(
        "article_request",
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "assigned",
                "answered",
                "declined",
                "merged",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("topic_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "merged_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("declined_because", sa.String(length=300), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'declined') = (declined_because IS NOT NULL)",
            name=op.f("ck_article_request_says_why"),
        ),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)",
            name=op.f("ck_article_request_merged"),
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR article_id IS NOT NULL",
            name=op.f("ck_article_request_answered"),
        ),
        sa.CheckConstraint(
            "state <> 'assigned' OR assignee_id IS NOT NULL",
            name=op.f("ck_article_request_assigned"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_request_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_article_request_assignee_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["article_request.id"],
            name=op.f("fk_article_request_merged_into_id"),
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["article_topic.id"], name=op.f("fk_article_request_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_request")),
    )
    op.create_index(
        "ix_article_request_article_id", "article_request", ["article_id"], unique=False
    )
    op.create_index(
        op.f("ix_article_request_assignee_id"), "article_request", ["assignee_id"], unique=False
    )
    op.create_index("ix_article_request_state", "article_request", ["state", "id"], unique=False)

    op.create_table(
        "article_review",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "reviewer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "returned",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=1000), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "verdict = 'approved' OR words IS NOT NULL",
            name=op.f("ck_article_review_returned_with_words"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_review_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["person.id"], name=op.f("fk_article_review_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_review")),
    )
    op.create_index("ix_article_review_article_id", "article_review", ["article_id"], unique=False)

    op.create_table(
        "article_version",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "asked_as", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("topic_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "stages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_article_version_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_article_version_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["article_topic.id"], name=op.f("fk_article_version_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint(
            "article_id", "number", name=op.f("uq_article_version_article_id_number")
        ),
    )
    op.create_index("ix_article_version_author_id", "article_version", ["author_id"], unique=False)
    op.create_index("ix_article_version_topic_id", "article_version", ["topic_id"], unique=False)

    op.create_table(
        "article_words",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_words_article_id")
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_words")),
    )
    op.create_table(
        "shelved_article",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "shelf",
            sa.Enum(
                "favourite",
                "later",
                name="shelf",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_shelved_article_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_shelved_article_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "article_id", "shelf", name=op.f("pk_shelved_article")
        ),
    )
    op.create_index(
        op.f("ix_shelved_article_article_id"), "shelved_article", ["article_id"], unique=False
    )

    op.create_table(
        "article_asker",
        sa.Column(
            "request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_article_asker_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["article_request.id"], name=op.f("fk_article_asker_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_article_asker")),
    )
    op.create_index(
        "ix_article_asker_person_id_asked_at",
        "article_asker",
        ["person_id", "asked_at"],
        unique=False,
    )

    op.create_table(
        "article_source",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("law", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("url LIKE 'https://%'", name=op.f("ck_article_source_https_alone")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_article_source_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_source")),
        sa.UniqueConstraint(
            "version_id", "position", name=op.f("uq_article_source_version_id_position")
        ),
    )


def downgrade() -> None:
    op.execute("DROP TABLE article_fts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION article_words_indexed CASCADE")
    op.drop_table("article_source")
    op.drop_index("ix_article_asker_person_id_asked_at", table_name="article_asker")

    op.drop_table("article_asker")
    op.drop_index(op.f("ix_shelved_article_article_id"), table_name="shelved_article")

    op.drop_table("shelved_article")
    op.drop_table("article_words")
    op.drop_index("ix_article_version_topic_id", table_name="article_version")
    op.drop_index("ix_article_version_author_id", table_name="article_version")

    op.drop_table("article_version")
    op.drop_index("ix_article_review_article_id", table_name="article_review")

    op.drop_table("article_review")
    op.drop_index("ix_article_request_state", table_name="article_request")
    op.drop_index(op.f("ix_article_request_assignee_id"), table_name="article_request")
    op.drop_index("ix_article_request_article_id", table_name="article_request")

    op.drop_table("article_request")
    op.drop_index(op.f("ix_article_helped_person_id"), table_name="article_helped")

    op.drop_table("article_helped")
    op.drop_table("article_file")
    op.drop_index("ix_article_state", table_name="article")
    op.drop_index("ix_article_due_on", table_name="article")
    op.drop_index(op.f("ix_article_author_id"), table_name="article")

    op.drop_table("article")
    op.drop_table("article_topic")
    op.drop_table("search_state")
    op.drop_index("ix_known_word_changed", table_name="known_word")

    op.drop_table("known_word")
