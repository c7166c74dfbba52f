# Runs every target for so many seconds each, two at a time.
#     sh tests/fuzz/run.sh 600
set -eu
cd "$(dirname "$0")"
seconds="${1:-600}"
one() {
    mkdir -p "corpus/$1" "artifacts/$1"
    cargo +nightly fuzz run --fuzz-dir . --sanitizer none "$1" "corpus/$1" "seeds/$1" -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
        >"artifacts/$1.log" 2>&1 || echo "$1 found something: see artifacts/$1"
}
for pair in "html linker" "pdf text" "markdown sidecar"; do
    for target in $pair; do one "$target" & done
    wait
done
