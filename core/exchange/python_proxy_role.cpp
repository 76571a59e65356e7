// The proxy, written as Python: two ways through it, each a coroutine, and an onlooker who must not hold them up.
#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

bool canReceive(SocketType type) { return type != SocketType::Push && type != SocketType::Pub; }
bool canSend(SocketType type) { return type != SocketType::Sub && type != SocketType::Pull; }

constexpr std::string_view Capture = R"(
        try:
            await capture.send_multipart(message, zmq.DONTWAIT)
        except zmq.Again:
            pass  # whoever looks on must not hold up the others)";

void writeForward(PythonProgram& program, bool captures)
{
    std::vector<const ProgramSocket*> targets;
    for (const ProgramSocket& socket : program.node().sockets)
        targets.push_back(&socket);
    const std::string send = sendToPeers(program, targets, "target", "message");
    PythonText& text = program.function();
    text.lines(std::string("async def forward(source, target, ") + (captures ? "capture, " : "") + "way):\n" +
               "    \"\"\"zmq.proxy() does the same, but spins in libzmq 4.3 while one side cannot take more.\"\"\"\n"
               "    while True:\n        message = await source.recv_multipart()");
    if (captures)
        text.lines(Capture.substr(1));
    text.lines("        " + send +
               "\n        totals[way] += 1\n"
               "        await asyncio.sleep(0)  # the other coroutines have their turn");
}

} // namespace

void writePythonProxy(PythonProgram& program)
{
    program.setSummary("passes messages between its frontend and its backend.");
    program.setStyle(PythonStyle::Coroutines);
    addTotals(program);
    for (const ProgramSocket& socket : program.node().sockets)
        program.nameVariable(socket, socket.id.text());
    const ProgramSocket& frontend = *program.node().socket("frontend");
    const ProgramSocket& backend = *program.node().socket("backend");
    const ProgramSocket* capture = program.node().socket("capture");
    writeForward(program, capture != nullptr);
    const std::string onlooker = capture ? "capture, " : "";
    std::vector<std::string> calls;
    if (canReceive(frontend.type) && canSend(backend.type))
        calls.push_back("forward(frontend, backend, " + onlooker + "\"to the backend\")");
    if (canReceive(backend.type) && canSend(frontend.type))
        calls.push_back("forward(backend, frontend, " + onlooker + "\"to the frontend\")");
    if (capture && canReceive(capture->type)) {
        addDiscard(program, "What comes back from whoever looks on must not pile up.");
        calls.emplace_back("discard(capture)");
    }
    program.openSockets();
    program.body().lines("try:");
    program.body().indent();
    addGather(program, calls);
    program.body().outdent();
    program.body().lines("finally:\n    for way, messages in totals.items():\n        print(f\"{messages} {way}\")");
}

} // namespace zeroloom
