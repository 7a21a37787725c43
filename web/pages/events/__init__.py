"""Events: planned, announced, held; who comes and who came."""
