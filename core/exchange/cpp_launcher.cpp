// The launcher of a C++ export: a shell script that nothing of the topology can talk to.
#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "core/exchange/cpp_project.h"
#include "core/exchange/cpp_text.h"

namespace zeroloom {

namespace {

constexpr std::string_view Head = R"sh(#!/usr/bin/env bash
# Starts every program, those that bind before those that connect, and ends all on Ctrl-C or when one of them fails.
#
#   ./launch.sh [HOST]...     only the programs of these hosts: $hosts$
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
[ipc]    rm -f -- $ipc$
    exit "$1"
}
trap 'finish 0' INT TERM

)sh";

constexpr std::string_view Tail = R"sh(
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
)sh";

constexpr std::string_view InFolder = R"sh(
in_folder() { # FOLDER COMMAND...
    cd -- "$1" || exit 1
    shift
    exec "$@"
}

)sh";

std::string joinedTexts(const std::vector<std::string>& texts, std::string_view between)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : std::string(between)) + text;
    return all;
}

std::string variableOf(const std::string& socket)
{
    std::string name = socket;
    for (char& letter : name) {
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 32);
        else if (!((letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')))
            letter = '_';
    }
    return name;
}

// The program's own command with the variables by which Zeroloom tells it its endpoints.
std::string ownCommand(const NodeProgram& program)
{
    std::string line = "env --";
    for (const ProgramSocket& socket : program.sockets) {
        std::vector<std::string> endpoints, flags;
        for (const ProgramWire& wire : socket.wires) {
            if (std::ranges::find(endpoints, wire.endpoint) != endpoints.end())
                continue;
            endpoints.push_back(wire.endpoint);
            flags.emplace_back(wire.binds ? "1" : "0");
        }
        const bool alike = std::ranges::all_of(flags, [&](const std::string& flag) { return flag == flags.front(); });
        const std::string suffix = variableOf(socket.id.text());
        line += " " + shellWord("ZEROLOOM_ENDPOINT_" + suffix + "=" + joinedTexts(endpoints, ","));
        line += " " + shellWord("ZEROLOOM_BIND_" + suffix + "=" +
                                (alike && !flags.empty() ? flags.front() : joinedTexts(flags, ",")));
    }
    const auto text = [&](const char* name) { return std::get<std::string>(program.params.at(name)); };
    const auto list = [&](const char* name) { return std::get<TextList>(program.params.at(name)); };
    for (const std::string& variable : list("environment"))
        line += " " + shellWord(variable);
    // `env` would take a command with '=' for one more variable.
    if (text("command").find('=') != std::string::npos)
        line += " sh -c 'exec \"$0\" \"$@\"'";
    line += " " + shellWord(text("command"));
    for (const std::string& argument : list("arguments"))
        line += " " + shellWord(argument);
    return text("folder").empty() ? line : "in_folder " + shellWord(text("folder")) + " " + line;
}

} // namespace

std::string cppLauncher(const NodePrograms& programs)
{
    std::vector<std::string> hosts;
    std::string starts;
    std::set<std::string> paths;
    bool folders = false;
    for (const NodeProgram& program : programs.programs) {
        if (std::ranges::find(hosts, program.host.text()) == hosts.end())
            hosts.push_back(program.host.text());
        const bool own = program.role == "program";
        const std::string command = own ? ownCommand(program) : "\"$bin/" + program.name + "\"";
        folders |= command.starts_with("in_folder");
        starts += "start " + program.host.text() + " " + program.name + " " + command + "\n";
        for (const ProgramSocket& socket : program.sockets) {
            for (const std::string& endpoint : socket.binds) {
                // Those in this folder, which an end by force leaves there.
                if (endpoint.starts_with("ipc://") && endpoint.find('/', 6) == std::string::npos &&
                    !endpoint.starts_with("ipc://@"))
                    paths.insert(shellWord(endpoint.substr(6)));
            }
        }
    }
    TemplateValues values{{{"hosts", joinedTexts(hosts, " ")}, {"ipc", joinedTexts({paths.begin(), paths.end()}, " ")}},
                          {}};
    if (!paths.empty())
        values.flags.insert("ipc");
    return fillTemplate(Head, values) + (folders ? fillTemplate(InFolder, {}) : "") + starts + fillTemplate(Tail, {});
}

} // namespace zeroloom
