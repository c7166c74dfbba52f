#!/bin/sh
# Sets ours beside other engines, on made-up records: run.sh SIZE...
#
# Installs what it lacks and can have (Debian packages where it may, Pagefind from npm), and says
# what it leaves out. Everything is kept below target/beside and stopped at the end.
set -eu
questions=${QUESTIONS:-100}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
work=$PWD/target/beside
mkdir -p "$work"

python=/usr/bin/python3
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  for package in python3-xapian python3-psycopg2 python3-pymysql postgresql-15 sphinxsearch \
    groonga-bin groonga-token-filter-stem; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed && continue
    echo "beside: installing $package" >&2
    [ -n "${updated:-}" ] || apt-get update -qq && updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
      echo "beside: $package cannot be had" >&2
  done
else
  echo "beside: not the administrator of a Debian: what is not installed is left out" >&2
fi
if command -v npm >/dev/null && [ ! -x "$work/npm/node_modules/.bin/pagefind" ]; then
  echo "beside: installing pagefind in $work/npm" >&2
  npm install --silent --no-audit --no-fund --prefix "$work/npm" pagefind@1.6.0 ||
    echo "beside: pagefind cannot be had" >&2
fi
[ -d "$here/../browser/node_modules" ] || sh "$here/../browser/install.sh" >&2 ||
  echo "beside: the browser cannot be had, and Pagefind is left out" >&2

# All of the workspace together: packages one by one would each have their own features built.
cargo build --release --quiet --workspace --bins --example constant
target/release/workload questions >"$work/questions.jsonl"
for size in "$@"; do
  target/release/workload records "$size" >"$work/records-$size.jsonl"
  # The bench makes the index anew, tells how fast, and asks ours and the engine alone in process.
  rm -rf "target/workload/$size"
  cargo bench --quiet --workspace --bench cost -- "$size" >"$work/cost-$size.txt"
done
uname -srm
grep -m 1 "model name" /proc/cpuinfo || true
date -u
exec "$python" "$here/beside.py" "$work" "$questions" "$@"
