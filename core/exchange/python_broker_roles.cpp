// Load balancing, and brokers that are each other's peers: who shares requests out, who says that he is free, who asks.
#include <algorithm>
#include <chrono>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

// Adds indented lines; the first newline of a raw string is not one of them.
void addLines(PythonText& text, std::string_view lines) { text.lines(lines.substr(lines.starts_with('\n') ? 1 : 0)); }

void addSeed(PythonProgram& program)
{
    const std::int64_t seed = pythonParameters(program).integer("seed");
    program.import("random");
    if (seed == 0)
        return;
    program.constant("SEED", std::to_string(seed), "the same choices each time");
    program.body().lines("random.seed(SEED)");
}

constexpr std::string_view IsWorker = R"(
def is_worker(said):
    """An empty frame, then READY or byte 01, or the two or more frames of whom it is for and the reply."""
    return said[:1] == [b""] and (len(said) > 2 or said[1:] in ([b"READY"], [b"\x01"])))";

// --- load balancer ---

constexpr std::string_view TakeFromWorker = R"(
if backend in ready:
    worker, *said = backend.recv_multipart()
    if not is_worker(said):
        print(f"{worker!r} said what is neither READY nor a reply: {said!r}")
        continue
    free.append(worker)
    if len(said) > 2:
        REPLY
        replies += 1)";

constexpr std::string_view TakeRequest = R"(
if frontend in ready:
    # What stands before the empty frame leads to the worker, what follows it leads back.
    REQUEST
    requests += 1)";

std::string filled(std::string_view lines, std::string_view mark, const std::string& text)
{
    std::string all(lines);
    all.replace(all.find(mark), mark.size(), text);
    return all;
}

// --- bursting client ---

constexpr std::string_view Bursts = R"(
tasks = answers = 0
try:
    while True:
        time.sleep(random.uniform(0, PAUSE))
        for _ in range(random.randint(0, BURST)):
            task = b"%04X" % random.randrange(0x10000)
            frontend.send(task)
            tasks += 1
            if not frontend.poll(TIMEOUT):
                LOST
                return
            ANSWER
            answers += 1
finally:
    print(f"{tasks} tasks, {answers} answers"))";

// --- peering broker ---

// Which of the sets of sockets a broker has.
struct PeeringSockets {
    bool local = false, cloud = false, state = false, monitor = false;
};

PeeringSockets namePeeringSockets(PythonProgram& program)
{
    for (const ProgramSocket& socket : program.node().sockets)
        program.nameVariable(socket, socket.id.text());
    const auto has = [&](std::string_view id) { return program.node().socket(id) != nullptr; };
    return {has("localfe"), has("cloudfe"), has("statebe"), has("monitor")};
}

void addPeeringConstants(PythonProgram& program, const PeeringSockets& has)
{
    const Parameters parameters = pythonParameters(program);
    if (has.state) {
        program.constant("NAME", pythonBytes(parameters.text("name")), "by which the peers know it");
        addSecondsConstant(program, "period", "PERIOD", "seconds between two states at most");
    }
    if (has.cloud && !has.state) {
        std::vector<std::string> names;
        for (const std::string& peer : parameters.list("peers")) {
            if (peer != parameters.text("name"))
                names.push_back(pythonBytes(peer));
        }
        program.constant("PEERS", pythonList(names));
        program.constant("SHARE", toText(parameters.real("share")), "% of the own clients' requests that go to a peer");
    }
}

constexpr std::string_view SendToPeer = R"(
def send_to_peer(cloudbe, peer, request):
    """False when the peer is not there: ROUTER_MANDATORY makes that an error and not a message dropped in silence."""
    try:
        cloudbe.send_multipart([peer, *request])
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        return False
    return True)";

constexpr std::string_view HearState = R"(
if statefe in ready:
    peer, number = statefe.recv_multipart()
    if peer != NAME:
        capacity[peer] = int(number))";

constexpr std::string_view HearMonitor = R"(
if monitor in ready:
    print(monitor.recv_multipart()[-1].decode(errors="replace")))";

constexpr std::string_view TakeLocalReply = R"(
if localbe in ready:
    worker, *said = localbe.recv_multipart()
    if not is_worker(said):
        print(f"{worker!r} said what is neither READY nor a reply: {said!r}")
        continue
    free.append(worker)
    if len(said) > 2:
        WHERE.send_multipart(said[1:]))";

constexpr std::string_view TakeCloudReply = R"(
if cloudbe in ready:
    _, *reply = cloudbe.recv_multipart()
    localfe.send_multipart(reply))";

constexpr std::string_view TakePeersRequest = R"(
if cloudfe in ready and free:
    request = cloudfe.recv_multipart()
    peers.add(request[0])  # its name leads the reply back
    localbe.send_multipart([free.popleft(), b"", *request]))";

constexpr std::string_view RequestByState = R"(
if (held or localfe in ready) and (free or sum(capacity.values())):
    request, held = held or localfe.recv_multipart(), None
    if free:
        localbe.send_multipart([free.popleft(), b"", *request])
        totals["local"] += 1
    else:
        peer = random.choice([peer for peer, number in capacity.items() if number])
        capacity[peer] -= 1  # until it tells again
        if send_to_peer(cloudbe, peer, request):
            totals["to the cloud"] += 1
        else:
            capacity[peer], held = 0, request)";

constexpr std::string_view RequestByShare = R"(
if localfe in ready and free:
    request = localfe.recv_multipart()
    away = PEERS and random.random() * 100 < SHARE
    if away and send_to_peer(cloudbe, random.choice(PEERS), request):
        totals["to the cloud"] += 1
    else:
        localbe.send_multipart([free.popleft(), b"", *request])
        totals["local"] += 1)";

constexpr std::string_view RequestWithoutPeers = R"(
if localfe in ready and free:
    localbe.send_multipart([free.popleft(), b"", *localfe.recv_multipart()])
    totals["local"] += 1)";

constexpr std::string_view TellState = R"(
if NUMBER != told or time.monotonic() >= due:
    told = NUMBER
    statebe.send_multipart([NAME, b"%d" % told])
    due = time.monotonic() + PERIOD)";

constexpr std::string_view InventState = R"(
if time.monotonic() >= due:
    statebe.send_multipart([NAME, b"%d" % random.randrange(10)])
    due = time.monotonic() + PERIOD)";

void addPeeringStart(PythonProgram& program, const PeeringSockets& has)
{
    PythonText& body = program.body();
    if (has.local)
        body.lines("free = collections.deque()  # workers; who has waited longest is first");
    if (has.cloud)
        body.lines(has.state ? "peers = set()  # whose requests came" : "peers = set(PEERS)");
    if (has.state)
        body.lines("capacity = {}  # how many workers are free at each peer, as it told");
    if (has.state && has.cloud)
        body.lines("held = None  # a request that found nobody there");
    if (has.state && has.local)
        body.lines("told = None");
    if (has.state)
        body.lines("due = time.monotonic()");
}

// What is to be read: a request only where it has somewhere to go.
void addPeeringWait(PythonText& body, const PeeringSockets& has)
{
    std::string always;
    for (const auto& [present, variable] : {std::pair{has.state, "statefe"}, std::pair{has.monitor, "monitor"},
                                            std::pair{has.local, "localbe"}, std::pair{has.cloud, "cloudbe"}}) {
        if (present)
            always += (always.empty() ? "" : ", ") + std::string(variable);
    }
    body.lines("wanted = [" + always + "]");
    if (has.local)
        body.lines(std::string("if free:\n    wanted += [localfe") + (has.cloud ? ", cloudfe" : "") + "]");
    if (has.cloud && has.state)
        body.lines("elif sum(capacity.values()):\n    wanted.append(localfe)");
    body.lines(has.state ? "ready = zmq.select(wanted, [], [], max(0, due - time.monotonic()))[0]"
                         : "ready = zmq.select(wanted, [], [])[0]");
}

void addPeeringTasks(PythonText& body, const PeeringSockets& has)
{
    addLines(body,
             filled(TakeLocalReply, "WHERE", has.cloud ? "(cloudfe if said[1] in peers else localfe)" : "localfe"));
    if (!has.cloud) {
        addLines(body, RequestWithoutPeers);
        return;
    }
    addLines(body, TakeCloudReply);
    if (has.state) {
        body.comment("The own clients come first; what finds no worker here goes to a peer that has one.");
        addLines(body, RequestByState);
        addLines(body, TakePeersRequest);
    } else {
        body.comment("The peers' clients come first, and are never passed on.");
        addLines(body, TakePeersRequest);
        addLines(body, RequestByShare);
    }
}

void addPeeringLoop(PythonProgram& program, const PeeringSockets& has)
{
    PythonText& body = program.body();
    body.lines("try:\n    while True:");
    body.indent();
    body.indent();
    if (has.state && !has.local)
        addLines(body, InventState);
    addPeeringWait(body, has);
    if (has.state)
        addLines(body, HearState);
    if (has.monitor)
        addLines(body, HearMonitor);
    if (has.local)
        addPeeringTasks(body, has);
    if (has.state && has.local) {
        std::string tell = filled(TellState, "NUMBER", "len(free)");
        addLines(body, filled(tell, "NUMBER", "len(free)"));
    }
    body.outdent();
    body.outdent();
    body.lines("finally:");
    body.indent();
    if (has.state)
        body.lines("for peer, number in capacity.items():\n    print(f\"{peer!r} told {number} last\")");
    if (has.local)
        body.lines(std::string("print(f\"{totals['local']} requests for the own workers") +
                   (has.cloud ? ", {totals['to the cloud']} to the cloud\")" : "\")"));
}

} // namespace

void writePythonLoadBalancer(PythonProgram& program)
{
    program.setSummary("gives each request to the worker that has waited longest.");
    program.import("collections");
    addLines(program.function(), IsWorker);
    for (const ProgramSocket& socket : program.node().sockets)
        program.nameVariable(socket, socket.id.text());
    const ProgramSocket& frontend = *program.node().socket("frontend");
    const ProgramSocket& backend = *program.node().socket("backend");
    const std::string request = "[free.popleft(), b\"\", *frontend.recv_multipart()]";
    const std::string reply = sendToPeers(program, frontend, "frontend", "said[1:]");
    std::string work = sendToPeers(program, backend, "backend", request);
    program.openSockets();
    PythonText& body = program.body();
    body.lines("free = collections.deque()  # workers; who has waited longest is first\nrequests = replies = 0\n"
               "try:\n    while True:");
    body.indent();
    body.indent();
    body.comment("While nobody is free, requests stay where they are, and the clients feel it.");
    body.lines("ready = zmq.select([backend, frontend] if free else [backend], [], [])[0]");
    addLines(body, filled(TakeFromWorker, "REPLY", reply));
    addLines(body, filled(TakeRequest, "REQUEST", work));
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{requests} requests, {replies} replies\")");
}

void writePythonReadyWorker(PythonProgram& program)
{
    program.setSummary("tells a load balancer that it is free, and answers each request that it gets.");
    const Parameters parameters = pythonParameters(program);
    const ProgramSocket& socket = program.node().sockets.front();
    const std::string variable = program.variable(socket);
    program.constant("READY", parameters.text("ready") == "01" ? "b\"\\x01\"" : "b\"READY\"");
    const bool works = addSecondsConstant(program, "work", "WORK", "seconds for each request");
    const bool hasText = !parameters.text("text").empty();
    if (hasText)
        program.constant("TEXT", pythonBytes(parameters.text("text")));
    program.openSockets();
    PythonText& body = program.body();
    if (socket.type == SocketType::Dealer) {
        body.comment("The empty frame that a REQ would put there: the broker knows by it where the envelope ends.");
        body.lines(variable + ".send_multipart([b\"\", READY])");
    } else {
        body.lines(variable + ".send(READY)");
    }
    body.lines("answered = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    body.lines("*envelope, request = " + variable + ".recv_multipart()");
    if (works)
        addWork(program, body);
    body.comment("The envelope leads the reply to whoever asked.");
    body.lines(variable + ".send_multipart([*envelope, " + (hasText ? "TEXT" : "request") + "])\nanswered += 1");
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{answered} requests answered\")");
}

void writePythonBurstingClient(PythonProgram& program)
{
    using std::chrono::milliseconds;
    program.setSummary("asks in bursts, and ends when a task is not answered in time.");
    program.import("time");
    const Parameters parameters = pythonParameters(program);
    program.constant("BURST", std::to_string(parameters.integer("burst")), "tasks at most");
    addSecondsConstant(program, "pause", "PAUSE", "seconds between two bursts at most");
    const auto timeout = std::chrono::ceil<milliseconds>(parameters.duration("timeout"));
    program.constant("TIMEOUT", std::to_string(timeout.count()), "ms to wait for an answer");
    bool tells = false;
    for (const ProgramSocket& socket : program.node().sockets) {
        const bool isMonitor = socket.type == SocketType::Push;
        program.nameVariable(socket, isMonitor ? "monitor" : "frontend");
        tells = tells || (isMonitor && !socket.wires.empty());
    }
    addSeed(program);
    program.openSockets();
    const std::string lost = tells ? "monitor.send(b\"E: CLIENT EXIT - lost task \" + task)"
                                   : "print(f\"no answer to task {task.decode()}: it ends\")";
    const std::string answer = tells ? "monitor.send(frontend.recv())" : "frontend.recv()";
    addLines(program.body(), filled(filled(Bursts, "LOST", lost), "ANSWER", answer));
}

void writePythonPeeringBroker(PythonProgram& program)
{
    program.setSummary("shares requests between its own workers and those of its peers.");
    const PeeringSockets has = namePeeringSockets(program);
    addPeeringConstants(program, has);
    if (has.local)
        addTotals(program);
    if (has.state)
        program.import("time");
    if (has.cloud || (has.state && !has.local))
        addSeed(program);
    if (has.local)
        addLines(program.function(), IsWorker);
    if (has.cloud)
        addLines(program.function(), SendToPeer);
    program.openSockets();
    if (has.cloud)
        program.body().lines(
            "cloudbe.setsockopt(zmq.ROUTER_MANDATORY, 1)  # who is not there is no place for a request");
    addPeeringStart(program, has);
    addPeeringLoop(program, has);
}

} // namespace zeroloom
