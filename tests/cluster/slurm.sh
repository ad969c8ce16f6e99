#!/usr/bin/env bash
# A real two-node Slurm on this machine draws a film while a node and the controller are killed; in the
# end every frame is there once, and the film is the one that a single process draws.
# slurm.sh THEATRUM CAMPAIGN; needs root, slurmctld, slurmd and munged (Debian: slurm-wlm, munge).
set -Eeuo pipefail
theatrum=$(realpath "$1") campaign=$(realpath "$2")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export SLURM_CONF=$work/slurm.conf PATH=$work/bin:$PATH
shards=30 range=(--every month --from 1755-01 --to 1759-12 --format svg)

fail() {
    echo "FAILED: $*" >&2
    tail -n 20 "$work"/*.log >&2 || true
    exit 1
}
trap 'fail "line $LINENO"' ERR

stop() {
    pkill -9 -f "$work" || true
    rm -rf "$work"
}
trap stop EXIT

configure() {
    mkdir -p "$work"/{bin,state,munge,spool.n1,spool.n2}
    ln -s "$theatrum" "$work/bin/theatrum"
    local host
    host=$(hostname -s)
    cat > "$SLURM_CONF" << CONF
ClusterName=theatrum
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool.%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SlurmdTimeout=5
SlurmctldTimeout=10
KillWait=5
MinJobAge=30
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=16821 CPUs=2
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=16822 CPUs=2
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
    head -c 1024 /dev/urandom > "$work/munge/key"
    chmod 700 "$work/munge"
    chmod 400 "$work/munge/key"
}

start_auth() {
    munged --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
        --pid-file="$work/munge/pid" --log-file="$work/munge.log" --seed-file="$work/munge/seed"
    chmod 755 "$work" "$work/munge"
}

start_controller() {
    slurmctld -f "$SLURM_CONF"
}

start_node() {
    slurmd -f "$SLURM_CONF" -N "$1"
}

# until SECONDS COMMAND...: waits until the command succeeds.
until_true() {
    local limit=$((SECONDS + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        ((SECONDS < limit)) || fail "waited in vain for: $*"
        sleep 0.2
    done
}

down() { [[ $(sinfo -h -n "$1" -o %t) == down* ]]; }
idle() { [[ $(sinfo -h -t idle -o %D | paste -sd+ | bc) == "$1" ]]; }
some_frames() { (($(find "$work/film" -name '*.svg' | wc -l) >= $1)); }

# The processes of Slurm's tasks on a node: the program, the shells around it, and who started those.
tasks_on() {
    local pid parent
    for pid in $(pgrep -f -- "-o $work/film|slurm_script"); do
        if grep -qsz "^SLURMD_NODENAME=$1$" "/proc/$pid/environ"; then
            # Either may be gone by then.
            parent=$(sed -n 's/^PPid:\t//p' "/proc/$pid/status" 2> /dev/null || true)
            echo "$pid"
            if grep -qsx slurmstepd "/proc/${parent:-none}/comm"; then echo "$parent"; fi
        fi
    done
}

at_work() { [[ -n $(tasks_on "$1") ]]; }

# A node goes, and its tasks go with it, as they would with the machine.
kill_node() {
    local tasks
    kill -9 "$(cat "$work/$1.pid")"
    tasks=$(tasks_on "$1")
    # Some end of themselves meanwhile.
    # shellcheck disable=SC2086
    kill -9 $tasks 2> /dev/null || true
    echo "killed node $1 and $(wc -w <<< "$tasks") processes of its tasks"
}

configure
start_auth
start_controller
start_node n1
start_node n2
until_true 60 idle 2
echo "two nodes are up"

"$theatrum" --quiet frames "$campaign" "${range[@]}" -o "$work/alone"
"$here/examples/cluster/slurm.sh" "$campaign" "$work/film" "$shards" "${range[@]}" > "$work/run.log" 2>&1 &
run=$!
mkdir -p "$work/film"
until_true 60 some_frames 4
until_true 60 at_work n2
kill_node n2
echo "that was with $(find "$work/film" -name '*.svg' | wc -l) of 60 frames drawn"
until_true 120 some_frames 12
kill -9 "$(cat "$work/slurmctld.pid")"
sleep 1
start_controller
echo "killed the controller and started it again"
# Its tasks are given to others when it is found to be gone.
until_true 60 down n2
start_node n2
echo "node n2 is back"
if ! wait "$run"; then
    # The waiting client may die with the controller: the script is meant to be run again.
    echo "the submitting script stopped; running it again"
    until_true 180 bash -c '[[ -z $(squeue -h) ]]'
    "$here/examples/cluster/slurm.sh" "$campaign" "$work/film" "$shards" "${range[@]}" >> "$work/run.log" 2>&1
fi
grep -h '^missing' "$work/run.log" || echo "nothing was missing after the first round"
"$theatrum" frames verify "$work/film"
rm -f "$work"/film/.receipts/.*.tmp
diff -r "$work/alone" "$work/film" || fail "the films differ"
# The comparison itself must be able to fail.
first=$(find "$work/film" -name '*.svg' | sort | head -n 1)
echo >> "$first"
if "$theatrum" --quiet frames verify "$work/film" 2> /dev/null; then fail 'verify sees no damage'; fi
echo "every frame once, and the same film as one process draws"
