"""What gives a child or a family away (beyond.md 1; Family Code art. 139 on adoption secrecy)."""
