"""Questions without an article: asked, counted, written, answered to everybody who asked."""
