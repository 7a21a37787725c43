"""Who belongs to the club, on whose word, with which consents, and how one leaves."""
