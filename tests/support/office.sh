#!/bin/sh
# See to it that the test which converts workbooks and printed lists finds a LibreOffice, where it
# can be had without asking. Without one that test alone fails; it is never left out.
set -u

if command -v soffice >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing LibreOffice with apt-get …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui >/dev/null && exit 0
fi
echo "Without LibreOffice the test that opens workbooks in it fails." \
    "Install libreoffice-calc and libreoffice-writer." >&2
