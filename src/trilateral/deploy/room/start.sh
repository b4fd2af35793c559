#!/bin/sh
# Opens Promises to Power. It needs no network. The first start sets the course up.
cd -- "$(dirname -- "$0")" || exit 1
frameworks=/Library/Frameworks/Python.framework/Versions

for version in @PYTHONS@; do
  for python in env/bin/python "python$version" "$frameworks/$version/bin/python3" \
    "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version"; do
    if "$python" setup/start.py --fits >/dev/null 2>&1; then
      exec "$python" setup/start.py "$@"
    fi
  done
done
# macOS has a python3 that only offers to install Apple's tools; asking for it opens a window.
if [ "$(command -v python3)" != /usr/bin/python3 ] || [ "$(uname)" != Darwin ] \
  || xcode-select --print-path >/dev/null 2>&1; then
  if python3 setup/start.py --fits >/dev/null 2>&1; then
    exec python3 setup/start.py "$@"
  fi
  python3 setup/start.py --why 2>/dev/null
fi
cat setup/python.txt
exit 1
