"""What happens in the messenger, whoever causes it: the bot by its API or a person by hand."""
