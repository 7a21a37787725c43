"""For machines that watch: liveness and measures."""
