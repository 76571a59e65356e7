// A publisher that waits for its subscribers, and they, written as Python.
#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

constexpr std::string_view WaitForSubscribers = R"(
subscribers = 0
while subscribers < SUBSCRIBERS:
    sync.recv_multipart()
    sync.send(b"")
    subscribers += 1)";

constexpr std::string_view CountUpdates = R"(
updates = 0
complete = False
try:
    while not complete:
        *_, update = subscriber.recv_multipart()
        complete = update == b"END"
        updates += not complete
finally:
    print(f"{updates} updates, {'all' if complete else 'not all'}"))";

void nameSynchronisedSockets(PythonProgram& program, SocketType sync, std::string_view other)
{
    for (const ProgramSocket& socket : program.node().sockets)
        program.nameVariable(socket, socket.type == sync ? "sync" : std::string(other));
}

} // namespace

void writePythonSynchronisedPublisher(PythonProgram& program)
{
    program.setSummary("publishes when all its subscribers are there.");
    nameSynchronisedSockets(program, SocketType::Rep, "publisher");
    program.constant("SUBSCRIBERS", std::to_string(pythonParameters(program).integer("subscribers")), "to wait for");
    addPaceConstants(program, "messages");
    addPayloadConstants(program);
    program.openSockets();
    PythonText& body = program.body();
    body.comment("Each asks when its subscription has come, so that it misses nothing.");
    body.lines(WaitForSubscribers.substr(1));
    body.lines("sent = 0");
    addDueStart(program, body);
    body.lines("try:");
    body.indent();
    body.lines(sendLoop(program));
    body.indent();
    body.lines("publisher.send(PAYLOAD)\nsent += 1");
    addDueWait(program, body);
    body.outdent();
    if (pythonParameters(program).integer("count") > 0) {
        body.lines("publisher.send(b\"END\")");
        std::vector<const ProgramSocket*> all;
        for (const ProgramSocket& socket : program.node().sockets)
            all.push_back(&socket);
        addPatientEnd(program, all);
    }
    body.outdent();
    body.lines("finally:\n    print(f\"{sent} messages sent\")");
}

void writePythonSynchronisedSubscriber(PythonProgram& program)
{
    program.setSummary("subscribes, asks the publisher to begin, and counts what comes.");
    nameSynchronisedSockets(program, SocketType::Req, "subscriber");
    const bool waits = addSecondsConstant(program, "delay", "DELAY", "seconds for the subscription to get there");
    program.openSockets();
    PythonText& body = program.body();
    if (waits) {
        program.import("time");
        body.lines("time.sleep(DELAY)");
    }
    body.lines("sync.send(b\"\")\nsync.recv()");
    body.lines(CountUpdates.substr(1));
}

} // namespace zeroloom
