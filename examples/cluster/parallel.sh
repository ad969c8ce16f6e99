#!/usr/bin/env bash
# Draws a film with GNU parallel: parallel.sh CAMPAIGN FOLDER SHARDS HOSTS [OPTIONS OF frames...]
# HOSTS is a list as parallel takes it: `2/alpha,2/beta`, or `:` for this machine alone.
# All hosts need FOLDER and CAMPAIGN under the same path. Run it again to go on.
set -euo pipefail
if (($# < 4)); then
    echo "usage: parallel.sh CAMPAIGN FOLDER SHARDS HOSTS [OPTIONS...]" >&2
    exit 2
fi
campaign=$(realpath "$1") folder=$(realpath -m "$2") shards=$3 hosts=$4
shift 4
mkdir -p "$folder"
parallel --will-cite --sshlogin "$hosts" --retries 4 --halt never \
    theatrum --quiet frames "$campaign" -o "$folder" "$@" --shard "{}/$shards" ::: $(seq "$shards") || true
theatrum frames verify "$folder"
