"""The Bot API over HTTP: requests in, answers or refusals out."""
