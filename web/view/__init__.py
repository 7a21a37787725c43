"""How things look: templates, dates, icons, forms; the same for every page."""
