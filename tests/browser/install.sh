#!/bin/sh
# Installs what the browser tests lack, and says what it does: Node, Chromium, and the packages of
# package-lock.json. CHROMIUM may name a browser that is already there.
set -eu
cd "$(dirname "$0")"

# A Debian package, if there is the right to install it.
debian() {
  echo "installing $* (Debian packages)"
  if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
  if ! command -v apt-get >/dev/null || { [ -n "$sudo" ] && ! command -v sudo >/dev/null; }; then
    echo "cannot install $*: install it by hand, or name a browser in CHROMIUM" >&2
    exit 2
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

command -v node >/dev/null && command -v npm >/dev/null || debian nodejs npm
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || debian chromium fonts-dejavu-core
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  echo "installing the npm packages of tests/browser"
  npm ci --silent --no-audit --no-fund
  touch node_modules
fi
