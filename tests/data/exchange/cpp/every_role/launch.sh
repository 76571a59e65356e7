#!/usr/bin/env bash
# Starts every program, those that bind before those that connect, and ends all on Ctrl-C or when one of them fails.
#
#   ./launch.sh [HOST]...     only the programs of these hosts: local far
#
# The programs are looked for in build/bin; BIN=FOLDER looks elsewhere. Needs bash 5.1.
set -u
cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 1
bin=${BIN:-build/bin}
hosts=("$@")
declare -A names=() # of what runs, by process id

wanted() { # HOST
    [[ ${#hosts[@]} -eq 0 ]] && return 0
    local host
    for host in "${hosts[@]}"; do
        [[ $host == "$1" ]] && return 0
    done
    return 1
}

start() { # HOST NAME COMMAND...
    wanted "$1" || return 0
    local name=$2
    shift 2
    "$@" &
    names[$!]=$name
}

running() {
    local pid
    for pid in "${!names[@]}"; do
        kill -0 "$pid" 2>/dev/null && return 0
    done
    return 1
}

# What does not end within five seconds is killed.
finish() {
    trap '' INT TERM
    local try
    if [[ ${#names[@]} -gt 0 ]]; then
        kill -TERM "${!names[@]}" 2>/dev/null
        for ((try = 0; try < 50; ++try)); do
            running || break
            sleep 0.1
        done
        kill -KILL "${!names[@]}" 2>/dev/null
        wait "${!names[@]}" 2>/dev/null
    fi
    rm -f -- beater-ping.ipc beater-pong.ipc echo-e.ipc p1-pair.ipc proxy-capture.ipc proxy-frontend.ipc pub-out.ipc r1-r.ipc rep-rep.ipc source-out.ipc worker-out.ipc
    exit "$1"
}
trap 'finish 0' INT TERM

start local source "$bin/source"
start local worker "$bin/worker"
start local pub "$bin/pub"
start local sink "$bin/sink"
start local lazy "$bin/lazy"
start local window "$bin/window"
start local rep "$bin/rep"
start local p1 "$bin/p1"
start local p2 "$bin/p2"
start local r1 "$bin/r1"
start local r2 "$bin/r2"
start local beater "$bin/beater"
start local hearts "$bin/hearts"
start local heart1 "$bin/heart1"
start local echo "$bin/echo"
start local pinger "$bin/pinger"
start local pinger2 "$bin/pinger2"
start local listener "$bin/listener"
start far proxy "$bin/proxy"
if [[ ${#names[@]} -eq 0 ]]; then
    echo "launch.sh: there is nothing to start on: ${hosts[*]}" >&2
    exit 2
fi
while [[ ${#names[@]} -gt 0 ]]; do
    wait -n -p ended "${!names[@]}"
    status=$?
    [[ -n ${ended:-} ]] || continue
    name=${names[$ended]}
    unset "names[$ended]"
    if [[ $status -ne 0 ]]; then
        echo "launch.sh: $name failed with exit code $status; the others are ended" >&2
        finish 1
    fi
done
finish 0
