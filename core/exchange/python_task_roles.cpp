// Pipelines of tasks, written as Python: who hands tasks out, who works on them, and who gathers the results.
#include <algorithm>
#include <chrono>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

bool isOneWay(SocketType type) { return type == SocketType::Push || type == SocketType::Pub; }
bool onlySends(SocketType type) { return isOneWay(type) || type == SocketType::XPub; }

// --- ventilator ---

std::int64_t millisecondsOf(const PythonProgram& program, std::string_view parameter)
{
    return std::chrono::round<std::chrono::milliseconds>(pythonParameters(program).duration(parameter)).count();
}

bool addNumber(PythonProgram& program, std::string_view parameter, std::string_view name, std::string_view comment)
{
    const std::int64_t number = pythonParameters(program).integer(parameter);
    if (number > 0)
        program.constant(name, std::to_string(number), comment);
    return number > 0;
}

void nameVentilatorSockets(PythonProgram& program)
{
    const auto& sockets = program.node().sockets;
    for (const ProgramSocket& socket : sockets)
        program.nameVariable(socket, socket.id.text() == "sink" && sockets.size() > 1 ? "sink" : "sender");
}

// --- worker ---

constexpr std::string_view WorkTime = R"(
def work_time(task):
    """Seconds; the task is the number of milliseconds that it takes."""
    try:
        return max(0, float(task)) / 1000
    except ValueError:
        return 0)";

constexpr std::string_view PolledTask = R"(
    ready = dict(poller.poll())
    if control in ready:
        break  # whatever it says, it is the end
    if receiver not in ready:
        continue)";

struct WorkerEnds {
    const ProgramSocket* in = nullptr;
    const ProgramSocket* out = nullptr;
    const ProgramSocket* control = nullptr;
};

WorkerEnds findWorkerEnds(const NodeProgram& program)
{
    WorkerEnds ends;
    ends.control = workerControl(program);
    for (const ProgramSocket& socket : program.sockets) {
        if (&socket != ends.control)
            (socket.id.text() == "out" || onlySends(socket.type) ? ends.out : ends.in) = &socket;
    }
    return ends;
}

WorkerEnds nameWorkerEnds(PythonProgram& program)
{
    const WorkerEnds ends = findWorkerEnds(program.node());
    if (ends.in)
        program.nameVariable(*ends.in, "receiver");
    if (ends.out)
        program.nameVariable(*ends.out, "sender");
    if (ends.control)
        program.nameVariable(*ends.control, "control");
    return ends;
}

bool isTimedByMessage(const PythonProgram& program) { return pythonParameters(program).text("timing") == "message"; }

// Returns whether there is work that takes time.
bool addTaskWork(PythonProgram& program)
{
    if (!isTimedByMessage(program))
        return addSecondsConstant(program, "work", "WORK", "seconds for each message");
    program.function().lines(WorkTime.substr(1));
    return true;
}

void writeTaskWork(PythonProgram& program, PythonText& text)
{
    if (!isTimedByMessage(program)) {
        addWork(program, text);
        return;
    }
    const bool plain = program.style() == PythonStyle::Plain;
    if (plain)
        program.import("time");
    text.lines(plain ? "time.sleep(work_time(message[-1]))" : "await asyncio.sleep(work_time(message[-1]))");
}

void writePlainWorker(PythonProgram& program, const WorkerEnds& ends, bool works)
{
    program.openSockets();
    PythonText& body = program.body();
    if (ends.control)
        body.lines("poller = zmq.Poller()\npoller.register(receiver, zmq.POLLIN)\n"
                   "poller.register(control, zmq.POLLIN)");
    body.lines("passed_on = 0\ntry:\n    while True:");
    body.indent();
    if (ends.control)
        body.lines(PolledTask.substr(1));
    body.indent();
    body.lines("message = receiver.recv_multipart()");
    if (works)
        writeTaskWork(program, body);
    body.lines("sender.send_multipart(message)\npassed_on += 1");
    body.outdent();
    if (ends.control)
        addPatientEnd(program, {ends.out});
    body.outdent();
    body.lines("finally:\n    print(f\"{passed_on} messages passed on\")");
}

void writeCoroutineWorker(PythonProgram& program, const WorkerEnds& ends, bool works)
{
    program.setStyle(PythonStyle::Coroutines);
    addTotals(program);
    PythonText& text = program.function();
    text.lines("async def work(receiver, sender):\n    while True:");
    text.indent();
    text.indent();
    text.lines("message = await receiver.recv_multipart()");
    if (works)
        writeTaskWork(program, text);
    text.lines("await sender.send_multipart(message)\ntotals[\"passed on\"] += 1");
    if (!works)
        text.lines("await asyncio.sleep(0)  # the other coroutine has its turn");
    addDiscard(program, "What comes back must not pile up: replies, or an XPUB's subscriptions.");
    program.openSockets();
    PythonText& body = program.body();
    body.lines("try:");
    body.indent();
    if (ends.control) {
        body.lines("tasks = [asyncio.create_task(task) for task in (work(receiver, sender), discard(sender))]\n"
                   "end = asyncio.ensure_future(control.recv_multipart())  # whatever it says, it is the end\n"
                   "await asyncio.wait([*tasks, end], return_when=asyncio.FIRST_COMPLETED)\n"
                   "for task in tasks:\n    task.cancel()");
        addPatientEnd(program, {ends.out});
    } else {
        body.lines("await asyncio.gather(work(receiver, sender), discard(sender))");
    }
    body.outdent();
    body.lines("finally:\n    print(f\"{totals['passed on']} messages passed on\")");
}

// --- collector ---

constexpr std::string_view TakeResult = R"(
    *_, result = receiver.recv_multipart()
    start = start or time.monotonic()
    if result == b"0" and not marked:
        marked = True  # the ventilator's start marker
        continue
    results += 1
    elapsed = time.monotonic() - start)";

} // namespace

void writePythonVentilator(PythonProgram& program)
{
    program.setSummary("hands out tasks, each of which says how many milliseconds it takes.");
    nameVentilatorSockets(program);
    if (pythonParameters(program).real("rate") > 0)
        program.constant("RATE", toText(pythonParameters(program).real("rate")), "tasks a second");
    const bool ends = addNumber(program, "tasks", "TASKS", "");
    const std::int64_t shortest = millisecondsOf(program, "shortest");
    program.constant("SHORTEST", std::to_string(shortest), "ms that a task takes");
    program.constant("LONGEST", std::to_string(std::max(shortest, millisecondsOf(program, "longest"))), "ms");
    program.import("random");
    program.openSockets();
    PythonText& body = program.body();
    const auto& sockets = program.node().sockets;
    const bool tells = sockets.size() > 1;
    body.lines("sent = 0\ntry:");
    body.indent();
    if (tells)
        body.lines("sink.send(b\"0\")  # from here on the sink measures the time");
    addDueStart(program, body);
    body.lines(ends ? "while sent < TASKS:" : "while True:");
    body.indent();
    body.lines("sender.send(b\"%d\" % random.randint(SHORTEST, LONGEST))\nsent += 1");
    addDueWait(program, body);
    body.outdent();
    if (ends) {
        std::vector<const ProgramSocket*> all;
        for (const ProgramSocket& socket : sockets)
            all.push_back(&socket);
        addPatientEnd(program, all);
    }
    body.outdent();
    body.lines("finally:\n    print(f\"{sent} tasks sent\")");
}

void writePythonWorker(PythonProgram& program)
{
    program.setSummary("takes each message in, works on it, and passes it on.");
    const WorkerEnds ends = nameWorkerEnds(program);
    const bool works = addTaskWork(program);
    if (ends.out && isOneWay(ends.out->type))
        writePlainWorker(program, ends, works);
    else
        writeCoroutineWorker(program, ends, works);
}

void writePythonCollector(PythonProgram& program)
{
    program.setSummary("gathers results, and measures how long they took.");
    const ProgramSocket* control = nullptr;
    for (const ProgramSocket& socket : program.node().sockets) {
        const bool receives = socket.type == SocketType::Pull;
        program.nameVariable(socket, receives ? "receiver" : "control");
        control = receives ? control : &socket;
    }
    const bool ends = addNumber(program, "results", "RESULTS", "to wait for");
    program.import("time");
    program.openSockets();
    PythonText& body = program.body();
    body.lines("results = elapsed = 0\nstart = None\nmarked = False\ntry:");
    body.indent();
    body.lines(ends ? "while results < RESULTS:" : "while True:");
    body.lines(TakeResult.substr(1));
    if (ends && control) {
        body.lines("control.send(" + pythonBytes(pythonParameters(program).text("text")) +
                   ")  # those who listen end by it");
        addPatientEnd(program, {control});
    }
    body.outdent();
    body.lines("finally:\n    print(f\"{results} results in {elapsed * 1000:.0f} ms\")");
}

} // namespace zeroloom
