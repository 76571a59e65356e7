#include "core/exchange/python_launcher.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/python_text.h"
#include "core/host/program_endpoints.h"
#include "core/role/parameters.h"

namespace zeroloom {

namespace {

constexpr std::string_view Head = R"PY(Each line that they print comes through with the program's name before it.
"""
import argparse
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time

FOLDER = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 5  # seconds that a program has to end before it is killed
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

)PY";

constexpr std::string_view Stop = R"PY(
stopped = False


def stop(*_):
    global stopped
    stopped = True


def say(name, text):
    try:
        sys.stdout.buffer.write(name.encode() + b": " + text + b"\n")
        sys.stdout.buffer.flush()
    except OSError:  # nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop()


def pass_on(name, output):
    """Runs on a thread of its own, until the program has closed its output."""
    for line in iter(lambda: output.readline(65536), b""):
        say(name, line.rstrip(b"\r\n"))


LAUNCHER = os.getpid()


def die_with_launcher():
    """Linux kills a program whose launcher was killed: nobody could ask it to end a second time."""
    if LIBC:
        LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != LAUNCHER:  # it was killed before this was asked for
            os._exit(1)

)PY";

constexpr std::string_view StartPrograms = R"PY(
def start(name):
    # A session of its own: Ctrl-C reaches the launcher alone, which ends the programs in order.
    process = subprocess.Popen(
        [sys.executable, "-u", name + ".py"],
        cwd=FOLDER,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_launcher,
    )
    threading.Thread(target=pass_on, args=(name, process.stdout), daemon=True).start()
    return process
)PY";

constexpr std::string_view StartAny = R"PY(
def start(name):
    command = [sys.executable, "-u", name + ".py"]
    folder = FOLDER
    environment = os.environ
    if name in COMMANDS:
        command = COMMANDS[name]["command"]
        folder = os.path.join(FOLDER, COMMANDS[name]["folder"])
        environment = {**os.environ, **COMMANDS[name]["environment"]}
    # A session of its own: Ctrl-C reaches the launcher alone, which ends the programs in order.
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_launcher,
    )
    threading.Thread(target=pass_on, args=(name, process.stdout), daemon=True).start()
    return process
)PY";

constexpr std::string_view Ending = R"PY(

def has_ended(process):
    """Leaves it unreaped, so that its number is still its own."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def reap(process):
    """Ends what the program started itself and left behind, too."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def supervise(running):
    """Returns when all have ended, when one failed, or when the launcher shall end."""
    while running and not stopped:
        for name, process in list(running.items()):
            if not has_ended(process):
                continue
            code = reap(process)
            del running[name]
)PY";

constexpr std::string_view Restart =
    R"PY(            restart = COMMANDS[name]["restart"] if name in COMMANDS else "never"
            if restart == "always" or (restart == "on-failure" and code != 0):
                say(name, b"ended with %d; starting it again" % code)
                time.sleep(RESTART_PAUSE)
                running[name] = start(name)
                continue
)PY";

constexpr std::string_view EndingRest = R"PY(            if code != 0:
                say(name, b"failed with %d; ending all" % code)
                return 1
        time.sleep(0.05)
    return 0


def end(running):
    """Those that started last end first."""
    deadline = time.monotonic() + PATIENCE
    ask_at = 0
    while time.monotonic() < deadline and not all(map(has_ended, running.values())):
        # Asked again after a while: Python sees a signal late that comes just before a receive waits.
        if time.monotonic() >= ask_at:
            ask_at = time.monotonic() + 1.5
            for process in reversed(running.values()):
                os.killpg(process.pid, signal.SIGTERM)
        time.sleep(0.02)
    for name, process in running.items():
        if not has_ended(process):
            say(name, b"did not end in time; it is killed")
        reap(process)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(1)  # its last lines


)PY";

constexpr std::string_view MainStart = R"PY(def main():
    parser = argparse.ArgumentParser(description="Starts the programs and ends them together.")
    hosts = sorted({host for _, host in PROGRAMS})
    parser.add_argument("--host", choices=hosts, help="only programs of this host")
)PY";

constexpr std::string_view AllowOption =
    R"PY(    parser.add_argument("--allow-programs", action="store_true", help="start your own commands, too")
)PY";

constexpr std::string_view MainWanted = R"PY(    arguments = parser.parse_args()
    names = [name for name, host in PROGRAMS if arguments.host in (None, host)]
)PY";

constexpr std::string_view LeaveOut = R"PY(    if not arguments.allow_programs:
        for name in [name for name in names if name in COMMANDS]:
            say(name, b"left out; --allow-programs starts " + repr(COMMANDS[name]["command"]).encode())
            names.remove(name)
)PY";

constexpr std::string_view MainEnd = R"PY(
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = {}
    try:
        for name in names:
            if not stopped:
                running[name] = start(name)
        return supervise(running)
    except (OSError, ValueError) as error:
        say(name, b"cannot be started: " + str(error).encode(errors="replace"))
        return 1
    finally:
        end(running)


if __name__ == "__main__":
    sys.exit(main())
)PY";

// An ipc path that is relative to this folder is another one in the program's.
std::string absoluteIpc(const std::string& endpoint)
{
    constexpr std::string_view Scheme = "ipc://";
    const std::string path = endpoint.starts_with(Scheme) ? endpoint.substr(Scheme.size()) : "/";
    if (path.empty() || path.front() == '/' || path.front() == '@')
        return pythonString(endpoint);
    return "\"ipc://\" + os.path.join(FOLDER, " + pythonString(path) + ")";
}

// Endpoints and sides as the host of a running topology tells them: those of a socket joined by commas.
void addEndpoints(const ProgramSocket& socket, std::map<std::string, std::string>& environment)
{
    std::string endpoints, flags;
    std::set<std::string> known;
    bool alike = true;
    for (const ProgramWire& wire : socket.wires) {
        if (!known.insert(wire.endpoint).second)
            continue;
        const char flag = wire.binds ? '1' : '0';
        alike = alike && (flags.empty() || flags.front() == flag);
        endpoints += (endpoints.empty() ? "" : " + \",\" + ") + absoluteIpc(wire.endpoint);
        flags += (flags.empty() ? "" : ",") + std::string(1, flag);
    }
    const std::string suffix = variableSuffix(socket.id.text());
    environment["ZEROLOOM_ENDPOINT_" + suffix] = endpoints.empty() ? "\"\"" : endpoints;
    environment["ZEROLOOM_BIND_" + suffix] = '"' + (alike ? flags.substr(0, 1) : flags) + '"';
}

void writeCommand(PythonText& text, const NodeProgram& program)
{
    const Parameters parameters(*roleByName("program"), program.params);
    std::vector<std::string> words{pythonString(parameters.text("command"))};
    for (const std::string& argument : parameters.list("arguments"))
        words.push_back(pythonString(argument));
    std::map<std::string, std::string> environment;
    for (const ProgramSocket& socket : program.sockets)
        addEndpoints(socket, environment);
    for (const std::string& variable : parameters.list("environment")) {
        const std::size_t equals = variable.find('=');
        if (equals != std::string::npos)
            environment[variable.substr(0, equals)] = pythonString(variable.substr(equals + 1));
    }
    text.lines(pythonString(program.name) + ": {");
    text.indent();
    text.lines("\"command\": " + pythonList(words) + ",");
    text.lines("\"folder\": " + pythonString(parameters.text("folder")) + ",  # beside the launcher");
    text.lines("\"environment\": {");
    for (const auto& [name, value] : environment)
        text.lines("    " + pythonString(name) + ": " + value + ",");
    text.lines("},\n\"restart\": " + pythonString(parameters.text("restart")) + ",");
    text.outdent();
    text.lines("},");
}

bool restarts(const NodeProgram& program)
{
    return isOwnCommand(program) && Parameters(*roleByName("program"), program.params).text("restart") != "never";
}

std::string tables(const NodePrograms& programs, bool commands)
{
    PythonText text;
    text.lines("# Each with its host, in the order in which they start: those that bind before those that connect.");
    text.lines("PROGRAMS = [");
    for (const NodeProgram& program : programs.programs)
        text.lines("    (" + pythonString(program.name) + ", " + pythonString(program.host.text()) + "),");
    text.lines("]");
    if (commands) {
        text.lines("\n# Commands of your own, which are told their endpoints and which of them they bind (1).");
        text.lines("COMMANDS = {");
        text.indent();
        for (const NodeProgram& program : programs.programs) {
            if (isOwnCommand(program))
                writeCommand(text, program);
        }
        text.outdent();
        text.lines("}");
    }
    return text.text();
}

} // namespace

bool isOwnCommand(const NodeProgram& program) { return program.role == "program"; }

std::string pythonLauncher(const NodePrograms& programs, std::string_view topology)
{
    const bool commands = std::ranges::any_of(programs.programs, isOwnCommand);
    const bool restart = std::ranges::any_of(programs.programs, restarts);
    std::string text = "#!/usr/bin/env python3\n\"\"\"Starts the programs of '" + pythonDocText(topology) +
                       "', and ends all of them on Ctrl-C or when one fails.\n\n";
    text += Head;
    text += tables(programs, commands);
    if (restart)
        text += "RESTART_PAUSE = 0.5  # seconds before a command is started again\n";
    text += Stop;
    text += commands ? StartAny : StartPrograms;
    text += Ending;
    if (restart)
        text += Restart;
    text += EndingRest;
    text += MainStart;
    if (commands)
        text += AllowOption;
    text += MainWanted;
    if (commands)
        text += LeaveOut;
    text += MainEnd;
    return text;
}

} // namespace zeroloom
