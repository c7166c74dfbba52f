#!/bin/sh
# Asks a running server as clients of several kinds ask it, and says what it lacks and leaves out.
#
# Usage: run.sh PROGRAM [TEST CASES OF EACH OPERATION]
# The Python packages are put in target/clients, the linter in node_modules here.
set -eu
program=$(realpath "$1")
cases=${2:-20}
here=$(cd "$(dirname "$0")" && pwd)
target=$(cd "$here/../.." && pwd)/target
tools=$target/clients
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

left_out() {
  echo "clients: left out, for want of $1" >&2
}

python=
if command -v python3 >/dev/null; then
  if ! cmp -s "$here/requirements.txt" "$tools/requirements.txt"; then
    echo "clients: installing Python packages in $tools"
    rm -rf "$tools"
    python3 -m venv "$tools" &&
      "$tools/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" &&
      cp "$here/requirements.txt" "$tools/requirements.txt" || left_out "the Python packages"
  fi
  [ ! -f "$tools/requirements.txt" ] || python=$tools/bin/python
else
  left_out "Python 3"
fi

linter=$here/node_modules/.bin/spectral
if command -v npm >/dev/null; then
  if [ ! -x "$linter" ] || [ "$here/package-lock.json" -nt "$here/node_modules" ]; then
    echo "clients: installing npm packages in $here/node_modules"
    (cd "$here" && npm ci --silent --no-audit --no-fund && touch node_modules) || left_out "the npm packages"
  fi
else
  left_out "npm"
fi

# The index of the corpus, built anew only when something has changed.
"$program" ingest --quiet --index "$tools-index" "$here/../../corpus"
# It is told its address, as one that the world knows is: a port that is free now.
if [ -n "$python" ]; then
  port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
else
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
fi
# It may take a moment until the server begins to write there.
: >"$work/log"
"$program" --log warn serve --index "$tools-index" --listen "127.0.0.1:$port" --public-url "http://127.0.0.1:$port" \
  --requests-per-minute 0 2>>"$work/log" &
server=$!
url=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  url=$(sed -n 's|.* at \(http://[0-9.:]*\)/ .*|\1|p' "$work/log")
  [ -z "$url" ] || break
  sleep 0.5
done
[ -n "$url" ] || { cat "$work/log" >&2; exit 1; }

if [ -n "$python" ]; then
  EXEMPELBANK_URL=$url "$python" -m pytest --quiet -rs -p no:cacheprovider "$here"
  # It keeps what it learns in the folder it runs in.
  (cd "$work" && PYTHONPATH=$here SCHEMATHESIS_HOOKS=unguided "$tools/bin/schemathesis" --config-file "$here/schemathesis.toml" \
    run "$url/api/v1/openapi.json" --max-examples "$cases" --workers 2 --no-color)
fi
if [ -x "$linter" ]; then
  node -e 'fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)' \
    "$url/api/v1/openapi.json" >"$work/openapi.json"
  "$linter" lint --ruleset "$here/profile.yaml" --fail-severity warn "$work/openapi.json"
fi
if grep -q " ERROR " "$work/log"; then
  echo "clients: the server logged errors:" >&2
  grep " ERROR " "$work/log" >&2
  exit 1
fi
