#include "core/exchange/python_pieces.h"

#include <algorithm>

namespace zeroloom {

namespace {

bool isCoroutine(const PythonProgram& program) { return program.style() == PythonStyle::Coroutines; }

constexpr std::string_view PlainDeliver = R"(
def deliver(router, message):
    """With ROUTER_MANDATORY, a peer that is gone is an error and not a message dropped in silence."""
    try:
        router.send_multipart(message)
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        print(f"{message[0]!r} is gone")
)";

constexpr std::string_view CoroutineDeliver = R"(
async def deliver(router, message):
    """With ROUTER_MANDATORY, a peer that is gone is an error and not a message dropped in silence."""
    try:
        await router.send_multipart(message)
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        print(f"{message[0]!r} is gone")
)";

} // namespace

Parameters pythonParameters(const PythonProgram& program)
{
    return {*roleByName(program.node().role), program.node().params};
}

void addPaceConstants(PythonProgram& program, std::string_view what)
{
    const Parameters parameters = pythonParameters(program);
    if (parameters.real("rate") > 0)
        program.constant("RATE", toText(parameters.real("rate")), std::string(what) + " a second");
    if (parameters.integer("count") > 0)
        program.constant("COUNT", std::to_string(parameters.integer("count")), what);
}

void addPayloadConstants(PythonProgram& program)
{
    const Parameters parameters = pythonParameters(program);
    const RoleInfo& role = *roleByName(program.node().role);
    if (role.parameter("text") && !parameters.text("text").empty()) {
        program.constant("PAYLOAD", pythonBytes(parameters.text("text")));
        return;
    }
    program.constant("SIZE", std::to_string(parameters.integer("size")), "bytes of each payload");
    program.constant("PAYLOAD", "b\"z\" * SIZE");
}

bool addSecondsConstant(PythonProgram& program, std::string_view parameter, std::string_view name,
                        std::string_view comment)
{
    const Nanoseconds duration = pythonParameters(program).duration(parameter);
    if (duration.count() == 0)
        return false;
    program.constant(name, pythonSeconds(duration), comment);
    return true;
}

std::string sendLoop(const PythonProgram& program, std::string_view counter)
{
    const bool endless = pythonParameters(program).integer("count") == 0;
    return endless ? "while True:" : "while " + std::string(counter) + " < COUNT:";
}

void addDueStart(PythonProgram& program, PythonText& text)
{
    if (pythonParameters(program).real("rate") == 0)
        return;
    program.import("time");
    text.lines("due = time.monotonic()");
}

void addDueWait(PythonProgram& program, PythonText& text)
{
    const std::string sleep = isCoroutine(program) ? "await asyncio.sleep(" : "time.sleep(";
    if (pythonParameters(program).real("rate") == 0) {
        if (isCoroutine(program))
            text.lines("await asyncio.sleep(0)  # the other coroutines have their turn");
        return;
    }
    text.comment("By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.");
    text.lines("due = max(due + 1 / RATE, time.monotonic() - 0.1)\n" + sleep + "max(0, due - time.monotonic()))");
}

void addWork(PythonProgram& program, PythonText& text)
{
    if (isCoroutine(program)) {
        text.lines("await asyncio.sleep(WORK)");
        return;
    }
    program.import("time");
    text.lines("time.sleep(WORK)");
}

void addPatientEnd(PythonProgram& program, const std::vector<const ProgramSocket*>& sockets)
{
    std::string lines;
    for (const ProgramSocket* socket : sockets) {
        if (!socket->options.contains("LINGER"))
            lines += program.variable(*socket) + ".setsockopt(zmq.LINGER, -1)\n";
    }
    if (lines.empty())
        return;
    program.body().comment("It ends when all of it has been delivered, however long that takes.");
    program.body().lines(lines);
}

void addDiscard(PythonProgram& program, std::string_view reason)
{
    PythonText& text = program.function();
    text.lines("async def discard(socket):\n    \"\"\"" + std::string(reason) +
               "\"\"\"\n    while True:\n"
               "        await socket.recv_multipart()\n"
               "        await asyncio.sleep(0)  # the other coroutines have their turn");
}

void addTotals(PythonProgram& program)
{
    program.import("collections");
    program.state("totals", "collections.Counter()", "of messages");
}

void addGather(PythonProgram& program, const std::vector<std::string>& calls)
{
    PythonText& body = program.body();
    if (calls.size() == 1) {
        body.lines("await " + calls.front());
    } else if (calls.size() == 2) {
        body.lines("await asyncio.gather(" + calls[0] + ", " + calls[1] + ")");
    } else {
        body.lines("await asyncio.gather(");
        for (const std::string& call : calls)
            body.lines("    " + call + ",");
        body.lines(")");
    }
}

bool facesOnlyReps(const ProgramSocket& socket)
{
    return socket.type == SocketType::Dealer && !socket.wires.empty() &&
           std::ranges::all_of(socket.wires, [](const ProgramWire& wire) { return wire.peerType == SocketType::Rep; });
}

bool isMandatory(const ProgramSocket& socket)
{
    const auto option = socket.options.find("ROUTER_MANDATORY");
    return socket.type == SocketType::Router && option != socket.options.end() && option->second == Value(true);
}

std::string sendToPeers(PythonProgram& program, const ProgramSocket& socket, std::string_view variable,
                        std::string_view message)
{
    return sendToPeers(program, std::vector{&socket}, variable, message);
}

std::string sendToPeers(PythonProgram& program, const std::vector<const ProgramSocket*>& sockets,
                        std::string_view variable, std::string_view message)
{
    const std::string await = isCoroutine(program) ? "await " : "";
    if (std::ranges::none_of(sockets, [](const ProgramSocket* socket) { return isMandatory(*socket); }))
        return await + std::string(variable) + ".send_multipart(" + std::string(message) + ")";
    program.function().lines((isCoroutine(program) ? CoroutineDeliver : PlainDeliver).substr(1));
    return await + "deliver(" + std::string(variable) + ", " + std::string(message) + ")";
}

} // namespace zeroloom
