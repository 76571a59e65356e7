// The roles through which messages flow one way, and the peer, which has both ways for itself.
#include <algorithm>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

bool isOneWaySender(SocketType type) { return type == SocketType::Push || type == SocketType::Pub; }
bool canReceive(SocketType type) { return !isOneWaySender(type); }

std::vector<const ProgramSocket*> socketsOf(const PythonProgram& program)
{
    std::vector<const ProgramSocket*> sockets;
    for (const ProgramSocket& socket : program.node().sockets)
        sockets.push_back(&socket);
    return sockets;
}

std::string callOf(std::string_view function, const std::string& argument)
{
    return std::string(function) + "(" + argument + ")";
}

// --- source ---

bool addTopics(PythonProgram& program)
{
    const TextList topics = pythonParameters(program).list("topics");
    if (topics.empty())
        return false;
    std::vector<std::string> literals;
    std::ranges::transform(topics, std::back_inserter(literals), pythonBytes);
    program.constant("TOPICS", pythonList(literals), "the first frame of each message, in turn");
    return true;
}

// What goes to send() or send_multipart(), as a call of one of them. `frames`: before topic and payload.
std::string sendCall(const std::string& variable, const std::string& frames, bool topics)
{
    std::string list = frames;
    if (topics)
        list += (list.empty() ? "" : ", ") + std::string("TOPICS[sent % len(TOPICS)]");
    return list.empty() ? variable + ".send(PAYLOAD)" : variable + ".send_multipart([" + list + ", PAYLOAD])";
}

void writePlainSource(PythonProgram& program, bool topics)
{
    const ProgramSocket& socket = program.node().sockets.front();
    program.openSockets();
    PythonText& body = program.body();
    body.lines("sent = 0");
    addDueStart(program, body);
    body.lines("try:");
    body.indent();
    body.lines(sendLoop(program));
    body.indent();
    body.lines(sendCall(program.variable(socket), "", topics) + "\nsent += 1");
    addDueWait(program, body);
    body.outdent();
    if (pythonParameters(program).integer("count") > 0)
        addPatientEnd(program, {&socket});
    body.outdent();
    body.lines("finally:\n    print(f\"{sent} messages sent\")");
}

// What goes before topic and payload: nothing, the empty frame for REPs, or what each socket's call says.
enum class Envelope { None, Empty, OfEachCall };

Envelope envelopeOf(const std::vector<const ProgramSocket*>& sockets)
{
    const auto reps = static_cast<std::size_t>(
        std::ranges::count_if(sockets, [](const ProgramSocket* socket) { return facesOnlyReps(*socket); }));
    return reps == 0 ? Envelope::None : reps == sockets.size() ? Envelope::Empty : Envelope::OfEachCall;
}

void writeSendCoroutine(PythonProgram& program, Envelope envelope, bool topics)
{
    PythonText& text = program.function();
    const bool envelopes = envelope == Envelope::OfEachCall;
    text.lines(envelopes ? "async def send(socket, envelope):" : "async def send(socket):");
    text.indent();
    const bool counts = topics || pythonParameters(program).integer("count") > 0;
    if (counts)
        text.lines("sent = 0");
    addDueStart(program, text);
    text.lines(sendLoop(program));
    text.indent();
    if (envelope != Envelope::None)
        text.comment("REPs want the empty frame that a REQ would put first.");
    const std::string frames = envelopes ? "*envelope" : envelope == Envelope::Empty ? "b\"\"" : "";
    text.lines("await " + sendCall("socket", frames, topics));
    if (counts)
        text.lines("sent += 1");
    text.lines("totals[\"sent\"] += 1");
    addDueWait(program, text);
}

// Several sockets, or some that hear something back: each has a coroutine of its own, so that none holds up another.
void writeCoroutineSource(PythonProgram& program, bool topics)
{
    program.setStyle(PythonStyle::Coroutines);
    addTotals(program);
    const auto sockets = socketsOf(program);
    const Envelope kind = envelopeOf(sockets);
    const bool envelopes = kind == Envelope::OfEachCall;
    std::vector<std::string> sends, discards;
    for (const ProgramSocket* socket : sockets) {
        const std::string variable = program.variable(*socket);
        const std::string envelope = facesOnlyReps(*socket) ? ", [b\"\"]" : ", []";
        sends.push_back(callOf("send", variable + (envelopes ? envelope : "")));
        if (canReceive(socket->type))
            discards.push_back(callOf("discard", variable));
    }
    writeSendCoroutine(program, kind, topics);
    if (!discards.empty())
        addDiscard(program, "What comes back must not pile up: replies, or an XPUB's subscriptions.");
    program.openSockets();
    PythonText& body = program.body();
    body.lines("try:");
    body.indent();
    if (pythonParameters(program).integer("count") == 0) {
        sends.insert(sends.end(), discards.begin(), discards.end());
        addGather(program, sends);
    } else {
        if (!discards.empty())
            body.lines("discards = [asyncio.create_task(task) for task in " + pythonList(discards) + "]");
        addGather(program, sends);
        if (!discards.empty())
            body.lines("for task in discards:\n    task.cancel()");
        addPatientEnd(program, sockets);
    }
    body.outdent();
    body.lines("finally:\n    print(f\"{totals['sent']} messages sent\")");
}

// --- sink ---

void writePlainSink(PythonProgram& program, bool works)
{
    program.openSockets();
    PythonText& body = program.body();
    body.lines("received = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    body.lines(program.variable(program.node().sockets.front()) + ".recv_multipart()\nreceived += 1");
    if (works)
        addWork(program, body);
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{received} messages received\")");
}

void writeCoroutineSink(PythonProgram& program)
{
    program.setStyle(PythonStyle::Coroutines);
    addTotals(program);
    PythonText& text = program.function();
    text.lines("async def receive(socket, name):\n    while True:");
    text.indent();
    text.indent();
    text.lines("await socket.recv_multipart()\ntotals[name] += 1");
    if (addSecondsConstant(program, "work", "WORK", "seconds for each message"))
        addWork(program, text);
    else
        text.lines("await asyncio.sleep(0)  # the other coroutines have their turn");
    program.openSockets();
    std::vector<std::string> calls;
    for (const ProgramSocket& socket : program.node().sockets)
        calls.push_back(callOf("receive", program.variable(socket) + ", " + pythonString(socket.id.text())));
    program.body().lines("try:");
    program.body().indent();
    addGather(program, calls);
    program.body().outdent();
    program.body().lines("finally:\n    for name, messages in totals.items():\n"
                         "        print(f\"{messages} messages received by {name}\")");
}

// --- peer ---

constexpr std::string_view Receive = R"(
async def receive(socket):
    while True:
        await socket.recv_multipart()
        totals["received"] += 1)";

constexpr std::string_view ReceiveFromPeers = R"(
async def receive_from_peers(router, peers):
    while True:
        routing_id, *_ = await router.recv_multipart()
        totals["received"] += 1
        if routing_id not in peers:
            peers.append(routing_id))";

void writeReceiveCoroutine(PythonProgram& program, std::string_view head)
{
    PythonText& text = program.function();
    text.lines(head.substr(1));
    text.indent();
    text.indent();
    if (addSecondsConstant(program, "work", "WORK", "seconds for each message received"))
        addWork(program, text);
    else
        text.lines("await asyncio.sleep(0)  # the other coroutines have their turn");
}

void writeSendToPeers(PythonProgram& program, const std::vector<const ProgramSocket*>& routers)
{
    const std::string send = sendToPeers(program, routers, "router", "[peers[0], PAYLOAD]");
    const bool counts = pythonParameters(program).integer("count") > 0;
    PythonText& text = program.function();
    text.lines("async def send_to_peers(router, peers):\n"
               "    \"\"\"To all in turn who are known: by a name given to them, or by what came from them.\"\"\"");
    text.indent();
    if (counts)
        text.lines("sent = 0");
    addDueStart(program, text);
    text.lines(sendLoop(program));
    text.indent();
    text.lines("while not peers:\n    await asyncio.sleep(0.01)\npeers.rotate(-1)\n" + send);
    if (counts)
        text.lines("sent += 1");
    text.lines("totals[\"sent\"] += 1");
    addDueWait(program, text);
}

// The deque of peers that a ROUTER starts with.
std::string knownPeers(const ProgramSocket& router)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < router.wires.size(); ++i) {
        const ProgramWire& wire = router.wires[i];
        if (namesPeer(router, wire))
            names.push_back(pythonBytes(peerName(router, i)));
        else if (!wire.binds && !wire.peerRoutingId.empty())
            names.push_back(pythonBytes(wire.peerRoutingId));
    }
    return names.empty() ? "collections.deque()" : "collections.deque(" + pythonList(names) + ")";
}

void writePeerCoroutines(PythonProgram& program)
{
    std::vector<const ProgramSocket*> routers, others;
    for (const ProgramSocket& socket : program.node().sockets)
        (socket.type == SocketType::Router ? routers : others).push_back(&socket);
    if (!others.empty()) {
        writeSendCoroutine(program, Envelope::None, false);
        writeReceiveCoroutine(program, Receive);
    }
    if (!routers.empty()) {
        writeSendToPeers(program, routers);
        writeReceiveCoroutine(program, ReceiveFromPeers);
    }
}

} // namespace

void writePythonSource(PythonProgram& program)
{
    program.setSummary("sends messages of its own making.");
    addPaceConstants(program, "messages");
    const bool topics = addTopics(program);
    addPayloadConstants(program);
    const auto& sockets = program.node().sockets;
    if (sockets.size() == 1 && isOneWaySender(sockets.front().type))
        writePlainSource(program, topics);
    else
        writeCoroutineSource(program, topics);
}

void writePythonSink(PythonProgram& program)
{
    program.setSummary("receives messages.");
    const auto& sockets = program.node().sockets;
    if (sockets.size() == 1)
        writePlainSink(program, addSecondsConstant(program, "work", "WORK", "seconds for each message"));
    else
        writeCoroutineSink(program);
}

void writePythonPeer(PythonProgram& program)
{
    program.setSummary("sends and receives, each at its own pace.");
    program.setStyle(PythonStyle::Coroutines);
    addPaceConstants(program, "messages");
    addPayloadConstants(program);
    addTotals(program);
    writePeerCoroutines(program);
    program.openSockets();
    PythonText& body = program.body();
    std::vector<std::string> calls;
    for (const ProgramSocket& socket : program.node().sockets) {
        std::string variable = program.variable(socket);
        const bool router = socket.type == SocketType::Router;
        if (router) {
            const std::string peers = variable == "router" ? "peers" : "peers_of_" + variable;
            body.lines(peers + " = " + knownPeers(socket));
            variable += ", " + peers;
        }
        calls.push_back(callOf(router ? "send_to_peers" : "send", variable));
        calls.push_back(callOf(router ? "receive_from_peers" : "receive", variable));
    }
    body.lines("try:");
    body.indent();
    addGather(program, calls);
    body.outdent();
    body.lines("finally:\n    print(f\"{totals['sent']} messages sent, {totals['received']} received\")");
}

} // namespace zeroloom
