"""A messenger of one's own: a Bot API server and a chat page where one plays any persona.

It knows nothing of the club. Newcomers try the club in it, activists train in it, tests talk to it.
"""
