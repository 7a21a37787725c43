"""Text with entities: from HTML, MarkdownV2 or a list, found in plain text, and back."""
