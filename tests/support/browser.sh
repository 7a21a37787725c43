#!/bin/sh
# See to it that browser tests find a Chromium. $1: the playwright command.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium with apt-get …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null
    exit 0
fi
"$1" install chromium || {
    echo "Browser tests need Chromium. Install the package 'chromium' of your system." >&2
    exit 1
}
