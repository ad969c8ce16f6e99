#!/usr/bin/env bash
# Draws a film while the program is killed (SIGKILL) again and again at random moments. Whatever is
# there under a frame's name must be that frame, whole; in the end the film is the one drawn in peace.
# kill.sh THEATRUM CAMPAIGN [KILLS]
set -Eeuo pipefail
theatrum=$(realpath "$1") campaign=$(realpath "$2") kills=${3:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
range=(--every month --from 1756-01 --to 1757-12)

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

trap 'fail "line $LINENO"' ERR

draw() { "$theatrum" --quiet frames "$campaign" "${range[@]}" -o "$1"; }
root() { sha256sum < "$1/manifest.sha256"; }

draw "$work/peace"
pictures=$(find "$work/peace" -name '*.png' | wc -l)

started=$(date +%s%N)
draw "$work/film"
run_ms=$((($(date +%s%N) - started) / 1000000))
rm -rf "$work/film"

RANDOM=1757
whole=0 killed=0 finished=0 left_over=0
while ((killed < kills)); do
    # It may be killed before it has made its folder.
    mkdir -p "$work/film"
    # The program itself, not a shell around it.
    "$theatrum" --quiet frames "$campaign" "${range[@]}" -o "$work/film" &
    pid=$!
    delay=$((RANDOM % (run_ms + 1)))
    sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
    if kill -9 "$pid" 2> /dev/null; then killed=$((killed + 1)); fi
    if wait "$pid" 2> /dev/null; then finished=$((finished + 1)); fi
    for picture in "$work"/film/*.png; do
        [[ -e $picture ]] || continue
        cmp -s "$picture" "$work/peace/${picture##*/}" || fail "$picture is not whole"
        whole=$((whole + 1))
    done
    left_over=$((left_over + $(find "$work/film" -name '*.tmp' 2> /dev/null | wc -l)))
    # A film that is there needs no more drawing: begin again.
    if [[ $(find "$work/film" -name '*.png' 2> /dev/null | wc -l) == "$pictures" ]]; then
        rm -rf "$work/film"
    fi
done

draw "$work/film"
"$theatrum" frames verify "$work/film"
[[ $(root "$work/film") == "$(root "$work/peace")" ]] || fail 'the film is another one'
echo "killed $killed times, $finished runs ended by themselves; $whole pictures looked at, all whole;" \
    "$left_over temporary files were left to the next run; the root is the same"
