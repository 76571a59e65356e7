// Work that is asked for, and work that takes its time, written as Python: dispatcher, asking worker, asynchronous
// worker.
#include <algorithm>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

constexpr std::string_view GiveOrFire = R"(
    worker, *_ = router.recv_multipart()
    if time.monotonic() < end:
        answer = b"Work harder"
        working.add(worker)
        tasks += 1
    else:
        answer = b"Fired!"
        working.discard(worker)
        fired += 1)";

void addSpan(PythonProgram& program)
{
    const Parameters parameters = pythonParameters(program);
    const Nanoseconds shortest = parameters.duration("shortest");
    program.constant("SHORTEST", pythonSeconds(shortest), "seconds of work");
    program.constant("LONGEST", pythonSeconds(std::max(shortest, parameters.duration("longest"))), "seconds");
}

void writeEndlessDispatcher(PythonText& body, const std::string& send)
{
    body.lines("tasks = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    body.lines("worker, *_ = router.recv_multipart()");
    body.comment("A REQ takes an answer only behind an empty frame.");
    body.lines("answer = b\"Work harder\"\n" + send + "\ntasks += 1");
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{tasks} tasks given\")");
}

void writeEndingDispatcher(PythonProgram& program, const std::string& send)
{
    PythonText& body = program.body();
    program.import("time");
    body.lines("end = time.monotonic() + PERIOD\nworking = set()\ntasks = fired = 0\ntry:\n"
               "    while time.monotonic() < end or working:");
    body.indent();
    body.lines(GiveOrFire.substr(1));
    body.indent();
    body.comment("A REQ takes an answer only behind an empty frame.");
    body.lines(send);
    body.outdent();
    addPatientEnd(program, {&program.node().sockets.front()});
    body.outdent();
    body.lines("finally:\n    print(f\"{tasks} tasks given, {fired} workers fired\")");
}

} // namespace

void writePythonDispatcher(PythonProgram& program)
{
    program.setSummary("gives work to whoever asks for it.");
    const bool ends = addSecondsConstant(program, "period", "PERIOD", "seconds; then it fires whoever asks");
    const ProgramSocket& socket = program.node().sockets.front();
    const std::string send = sendToPeers(program, socket, "router", "[worker, b\"\", answer]");
    program.openSockets();
    if (ends)
        writeEndingDispatcher(program, send);
    else
        writeEndlessDispatcher(program.body(), send);
}

void writePythonAskingWorker(PythonProgram& program)
{
    program.setSummary("asks for work, does it, and asks again.");
    addSpan(program);
    program.import("random");
    program.import("time");
    const ProgramSocket& socket = program.node().sockets.front();
    const std::string variable = program.variable(socket);
    const bool dealer = socket.type == SocketType::Dealer;
    program.openSockets();
    PythonText& body = program.body();
    body.lines("tasks = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    if (dealer)
        body.comment("First the empty frame that a REQ would put there.");
    body.lines(dealer ? variable + ".send_multipart([b\"\", b\"Hi Boss\"])" : variable + ".send(b\"Hi Boss\")");
    body.lines("*_, answer = " + variable +
               ".recv_multipart()\nif answer == b\"Fired!\":\n    break\n"
               "time.sleep(random.uniform(SHORTEST, LONGEST))\ntasks += 1");
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{tasks} tasks done\")");
}

void writePythonAsynchronousWorker(PythonProgram& program)
{
    program.setSummary("answers each request with no, one or several replies.");
    program.constant("REPLIES", std::to_string(pythonParameters(program).integer("replies")), "to one request at most");
    program.constant("LONGEST", pythonSeconds(pythonParameters(program).duration("longest")), "seconds for each");
    program.import("random");
    program.import("time");
    const std::string variable = program.variable(program.node().sockets.front());
    program.openSockets();
    PythonText& body = program.body();
    body.lines("requests = replies = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    body.lines("request = " + variable +
               ".recv_multipart()\nrequests += 1\nfor _ in range(random.randint(0, REPLIES)):\n"
               "    time.sleep(random.uniform(0, LONGEST))");
    body.indent();
    body.comment("The routing id in front leads it to whoever asked.");
    body.lines(variable + ".send_multipart(request)\nreplies += 1");
    body.outdent();
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{requests} requests, {replies} replies\")");
}

} // namespace zeroloom
