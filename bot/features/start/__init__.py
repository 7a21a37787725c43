"""The menu, help, language, and where deep links lead."""
