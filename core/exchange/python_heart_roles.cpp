// Heartbeats: who beats and judges by the answers, who answers, and who only listens.
#include <algorithm>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

constexpr std::int64_t RoomByItself = 1000;          // sockets of a context
constexpr std::int64_t HeartsWithinUsualLimit = 200; // of a process with 1,024 descriptors

// What keeps hearts and judges them: the same for all who beat.
void addRule(PythonProgram& program)
{
    const Parameters parameters = pythonParameters(program);
    const bool graceIsPeriod = parameters.duration("grace").count() == 0;
    addSecondsConstant(program, "period", "PERIOD", "seconds between two beats");
    if (graceIsPeriod)
        program.constant("GRACE", "PERIOD", "seconds that an answer may take");
    else
        addSecondsConstant(program, "grace", "GRACE", "seconds that an answer may take");
    program.constant("MISSES", std::to_string(parameters.integer("misses")), "beats in a row that make a heart lost");
    if (parameters.text("verdict") == "phi")
        program.remarks().push_back(
            {program.node().id.text(), "the program counts misses; the phi accrual detector is not exported"});
}

constexpr std::string_view Judge = R"(
def judge(number):
    """The time of a beat is over: who has not answered it, nor a later one?"""
    for heart, last in heard.items():
        missed = number - last
        state = "alive" if missed <= 0 else "late" if missed < MISSES else "lost"
        if state != states.get(heart):
            states[heart] = state
            print(f"{heart} is {state}"))";

constexpr std::string_view NewBeat = R"(
def new_beat(number, now):
    """What the next beat says: the time, which is different for each."""
    beat = str(now).encode()
    beats[beat] = number
    if len(beats) > 100:  # nobody waits for answers to the oldest
        del beats[next(iter(beats))]
    return beat)";

// `heard`: hearts that are expected before their first answer.
void addJudge(PythonProgram& program, const std::string& heard)
{
    program.state("beats", "{}", "the number of each recent beat, by what it says");
    program.state("heard", heard, "the number of the last beat that each heart answered");
    program.state("states", "{}", "of each heart, as it was told");
    program.function().lines(NewBeat.substr(1));
    program.function().lines(Judge.substr(1));
}

// A coroutine that sends beats by `send`, a statement.
void addSendBeats(PythonProgram& program, std::string_view socket, std::string_view send)
{
    PythonText& text = program.function();
    text.lines("async def send_beats(" + std::string(socket) +
               "):\n    loop = asyncio.get_running_loop()\n"
               "    due = loop.time()\n    number = 0\n    while True:");
    text.indent();
    text.indent();
    text.lines("number += 1\nbeat = new_beat(number, loop.time())");
    text.lines(send);
    text.lines("loop.call_later(GRACE, judge, number)\n"
               "due = max(due + PERIOD, loop.time())  # beats that are overdue are left out\n"
               "await asyncio.sleep(due - loop.time())");
}

std::string peerOf(const ProgramSocket& socket)
{
    return socket.wires.empty() ? "the other end" : socket.wires.front().peer.node.text();
}

// --- pinger ---

constexpr std::string_view SendUnlessAlone = R"(
try:
    # First the empty frame that a REQ would put there, for a REP wants it.
    await dealer.send_multipart([b"", beat], zmq.DONTWAIT)
except zmq.Again:
    pass  # nobody is there)";

void writeDealerPinger(PythonProgram& program, const ProgramSocket& socket)
{
    const std::string peer = pythonString(peerOf(socket));
    addJudge(program, "{" + peer + ": 0}");
    addSendBeats(program, "dealer", SendUnlessAlone.substr(1));
    program.function().lines("async def hear_echoes(dealer):\n    while True:\n"
                             "        *_, echo = await dealer.recv_multipart()\n"
                             "        heard[" +
                             peer + "] = max(heard[" + peer + "], beats.get(echo, 0))");
    PythonText& body = program.body();
    body.lines("with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as dealer:");
    body.indent();
    const bool chosen = socket.options.contains("IMMEDIATE");
    program.makeReady(body, socket,
                      chosen ? "" : "dealer.setsockopt(zmq.IMMEDIATE, 1)  # pings don't queue up for who is not there");
    body.lines("\nawait asyncio.gather(send_beats(dealer), hear_echoes(dealer))");
}

std::string reqPingLoop(const std::string& peer, bool rebuilds)
{
    std::string text = R"(
loop = asyncio.get_running_loop()
due = loop.time()
number = 0
while True:
    number += 1
    await req.send(new_beat(number, loop.time()))
    loop.call_later(GRACE, judge, number)
    due = max(due + PERIOD, loop.time())
    try:
        *_, echo = await asyncio.wait_for(req.recv_multipart(), due - loop.time())
        heard[PEER] = max(heard[PEER], beats.get(echo, 0))
        await asyncio.sleep(max(0, due - loop.time()))
    except asyncio.TimeoutError:
)";
    text.erase(0, 1);
    for (std::size_t at = text.find("PEER"); at != std::string::npos; at = text.find("PEER", at + peer.size()))
        text.replace(at, 4, peer);
    return text + (rebuilds ? "        # A REQ that waits in vain may not send again, only a new one may.\n"
                              "        req.close()\n        req = open_pinger(context)"
                            : "        pass  # REQ_RELAXED lets it send again all the same");
}

void writeReqPinger(PythonProgram& program, const ProgramSocket& socket)
{
    const std::string peer = pythonString(peerOf(socket));
    addJudge(program, "{" + peer + ": 0}");
    PythonText& body = program.body();
    const bool rebuilds = socket.binds.empty();
    if (rebuilds) {
        PythonText& open = program.function();
        open.lines("def open_pinger(context):\n    req = context.socket(zmq.REQ)");
        open.indent();
        program.makeReady(open, socket);
        open.lines("return req");
        body.lines("with zmq.asyncio.Context() as context:");
        body.indent();
        body.lines("req = open_pinger(context)");
    } else {
        body.lines("with zmq.asyncio.Context() as context, context.socket(zmq.REQ) as req:");
        body.indent();
        program.makeReady(body, socket,
                          "req.setsockopt(zmq.REQ_RELAXED, 1)  # it may send again without an echo\n"
                          "req.setsockopt(zmq.REQ_CORRELATE, 1)  # and takes no echo but the last's");
        body.lines("");
    }
    body.lines(reqPingLoop(peer, rebuilds));
}

// --- heart ---

constexpr std::string_view SharedAnswer = R"(
async def hear(ping, beats):
    while True:
        beat = await ping.recv_multipart()
        beats.put_nowait((time.monotonic() + DELAY, beat))


async def answer(beats, pongs):
    while True:
        due, beat = await beats.get()
        await asyncio.sleep(max(0, due - time.monotonic()))
        for pong in pongs:
            try:
                await pong.send_multipart(beat, zmq.DONTWAIT)
                totals["answered"] += 1
            except zmq.Again:
                pass  # an answer that has to wait is of no use)";

constexpr std::string_view PlainAnswers = R"(
answered = 0
try:
    while True:
        beat = ping.recv_multipart()
        for pong in pongs:
            try:
                pong.send_multipart(beat, zmq.DONTWAIT)
                answered += 1
            except zmq.Again:
                pass  # an answer that has to wait is of no use
finally:
    print(f"{answered} beats answered"))";

constexpr std::string_view PlainAnswer = R"(
answered = 0
try:
    while True:
        beat = ping.recv_multipart()
        try:
            pong.send_multipart(beat, zmq.DONTWAIT)
            answered += 1
        except zmq.Again:
            pass  # an answer that has to wait is of no use
finally:
    print(f"{answered} beats answered"))";

void addOpenPong(PythonProgram& program, const ProgramSocket& pong)
{
    program.constant("HEARTS", std::to_string(pong.copies));
    std::string routingId;
    if (!pong.copyName.empty()) {
        const std::size_t digits = std::max<std::size_t>(4, std::to_string(pong.copies).size());
        program.constant("NAME", pythonBytes(pong.copyName), "of the hearts, before their numbers");
        routingId = "pong.setsockopt(zmq.ROUTING_ID, NAME + b\"-%0" + std::to_string(digits) + "d\" % number)";
    }
    PythonText& open = program.function();
    open.lines("def open_pong(context, number):\n    pong = context.socket(zmq.DEALER)");
    open.indent();
    program.makeReady(open, pong, routingId);
    open.lines("return pong");
}

void makeRoom(PythonProgram& program, std::int64_t hearts)
{
    if (hearts > HeartsWithinUsualLimit) {
        program.import("resource");
        program.body().comment("Each heart has a connection: as many descriptors as there may be.");
        program.body().lines("_, most = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
                             "resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))");
    }
    if (hearts >= RoomByItself)
        program.setMostSockets("HEARTS + 10");
}

void openHearts(PythonProgram& program, const ProgramSocket& pong)
{
    if (pong.copies > 1) {
        addOpenPong(program, pong);
        makeRoom(program, pong.copies);
        program.openSockets(&pong);
        program.body().lines("pongs = [open_pong(context, number) for number in range(1, HEARTS + 1)]");
        program.endInOrder(program.body());
        return;
    }
    program.openSockets();
}

} // namespace

void writePythonHeartbeater(PythonProgram& program)
{
    program.setSummary("sends beats, and tells by the answers who is alive, late or lost.");
    program.setStyle(PythonStyle::Coroutines);
    addRule(program);
    const ProgramSocket* ping = nullptr;
    for (const ProgramSocket& socket : program.node().sockets) {
        const bool isPong = socket.type == SocketType::Router;
        program.nameVariable(socket, isPong ? "pong" : "ping");
        if (!isPong)
            ping = &socket;
    }
    addJudge(program, "{}");
    addSendBeats(program, "ping", "await ping.send(beat)");
    program.function().lines(R"(async def hear_answers(pong):
    while True:
        routing_id, *_, answer = await pong.recv_multipart()
        heart = ascii(routing_id)
        if answer in beats:
            heard[heart] = max(heard.get(heart, 0), beats[answer])
        else:
            print(f"{heart} answered a beat that nobody remembers"))");
    if (ping->type == SocketType::XPub)
        addDiscard(program, "An XPUB's subscriptions must not pile up.");
    program.openSockets();
    std::vector<std::string> calls{"send_beats(ping)", "hear_answers(pong)"};
    if (ping->type == SocketType::XPub)
        calls.emplace_back("discard(ping)");
    program.body().comment("Nothing is sent through the ROUTER: hearts never read what comes back to them.");
    addGather(program, calls);
}

void writePythonHeart(PythonProgram& program)
{
    program.setSummary("answers each beat with what it said.");
    const bool delays = addSecondsConstant(program, "delay", "DELAY", "seconds until it answers");
    const ProgramSocket* pong = nullptr;
    for (const ProgramSocket& socket : program.node().sockets) {
        const bool isPong = socket.type == SocketType::Dealer;
        program.nameVariable(socket, isPong ? "pong" : "ping");
        if (isPong)
            pong = &socket;
    }
    const bool many = pong->copies > 1;
    PythonText& body = program.body();
    if (!delays) {
        openHearts(program, *pong);
        body.lines((many ? PlainAnswers : PlainAnswer).substr(1));
        return;
    }
    program.setStyle(PythonStyle::Coroutines);
    program.import("time");
    addTotals(program);
    program.function().lines(SharedAnswer.substr(1));
    openHearts(program, *pong);
    body.lines(
        std::string("beats = asyncio.Queue()\ntry:\n    await asyncio.gather(hear(ping, beats), answer(beats, ") +
        (many ? "pongs" : "[pong]") + "))\nfinally:\n    print(f\"{totals['answered']} beats answered\")");
}

void writePythonPinger(PythonProgram& program)
{
    program.setSummary("pings an echo server, and tells by the echoes whether it is alive, late or lost.");
    program.setStyle(PythonStyle::Coroutines);
    addRule(program);
    const ProgramSocket& socket = program.node().sockets.front();
    if (socket.type == SocketType::Dealer)
        writeDealerPinger(program, socket);
    else
        writeReqPinger(program, socket);
}

void writePythonListener(PythonProgram& program)
{
    program.setSummary("hears the beats that somebody else sends, and tells whether they keep coming.");
    addRule(program);
    program.import("time");
    program.openSockets();
    const std::string peer = peerOf(program.node().sockets.front());
    PythonText& body = program.body();
    body.lines("state = None\nmissed = 0\nlast = time.monotonic()\nwhile True:");
    body.indent();
    body.lines("overdue = last + (missed + 1) * PERIOD + GRACE\n"
               "if sub.poll(max(0, overdue - time.monotonic()) * 1000):  # ms\n"
               "    sub.recv_multipart()\n    last = time.monotonic()\n    missed = 0\nelse:\n    missed += 1\n"
               "now = \"alive\" if missed == 0 else \"late\" if missed < MISSES else \"lost\"\n"
               "if now != state:\n    state = now\n    print(f\"" +
               peer + " is {state}\")");
}

} // namespace zeroloom
