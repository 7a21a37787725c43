"""🫂 Self-help groups as a parent meets them: found, joined, met, left quietly."""
