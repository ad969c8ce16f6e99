#!/usr/bin/env bash
# Draws a film with a Slurm job array: slurm.sh CAMPAIGN FOLDER SHARDS [OPTIONS OF frames...]
# Needs a FOLDER that all nodes see. Shards of half a minute or more keep the scheduler's share small.
# Run it again to go on after anything went wrong: it asks for what is missing, and for nothing else.
set -euo pipefail
if (($# < 3)); then
    echo "usage: slurm.sh CAMPAIGN FOLDER SHARDS [OPTIONS...]" >&2
    exit 2
fi
campaign=$(realpath "$1") folder=$(realpath -m "$2") shards=$3
shift 3
mkdir -p "$folder"
printf -v frames '%q ' theatrum --quiet frames "$campaign" -o "$folder" "$@"

# submit ARRAY OPTION: one task a number of the array, waited for; failed tasks are no failure here.
submit() {
    sbatch --quiet --wait --requeue --job-name=theatrum --output=/dev/null --cpus-per-task=1 \
        --array="$1" --wrap="$frames $2" || true
}

missing() {
    theatrum --quiet frames verify "$folder" --missing 2> /dev/null || true
}

if [[ ! -e $folder/plan.jsonl ]]; then
    # SLURM_ARRAY_TASK_ID is for the node's shell to fill in.
    # shellcheck disable=SC2016
    submit "1-$shards" '--shard "$SLURM_ARRAY_TASK_ID/'"$shards"'"'
fi
for _ in 1 2 3 4 5; do
    left=$(missing)
    [[ -n $left ]] || break
    echo "missing: $left" >&2
    # shellcheck disable=SC2016
    submit "$left" '--index "$SLURM_ARRAY_TASK_ID"'
done
theatrum frames verify "$folder"
