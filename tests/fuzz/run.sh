# Runs fuzz targets, each for so many seconds, one at a time; without names every target.
#     sh tests/fuzz/run.sh [SECONDS [TARGET...]]
set -eu
cd "$(dirname "$0")"

seconds="${1:-600}"
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- html text markdown front_matter sidecar pdf linker \
    query search highlighter splitter address assistant

# Coverage takes flags that the compiler keeps for its nightly builds; this lets the one we have take them.
export RUSTC_BOOTSTRAP=1
export RUSTFLAGS="--cfg fuzzing -Cdebug-assertions -Cpasses=sancov-module \
-Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
# Built once, so that a change of the code while this runs changes no target on the way. A named host keeps
# the flags from what runs while building.
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --release --target "$host"
programs="target/$host/release"

found=0
for target; do
    # What a run learns stays in corpus/, what breaks a target in artifacts/.
    mkdir -p "corpus/$target" "artifacts/$target"
    if "$programs/$target" "corpus/$target" "seeds/$target" "-artifact_prefix=artifacts/$target/" \
        "-max_total_time=$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
        >"artifacts/$target.log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "artifacts/$target.log")
        echo "$target: nothing found in $runs runs"
    else
        found=1
        echo "$target: found something; see artifacts/$target/ and artifacts/$target.log"
    fi
done
exit "$found"
