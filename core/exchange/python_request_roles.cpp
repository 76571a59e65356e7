// Requests and replies: who asks, and asks again when no reply comes (the guide's lazy pirate), and who answers.
#include <algorithm>
#include <chrono>

#include "core/exchange/python_pieces.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

constexpr std::int64_t NumberBytes = 8; // of a payload, where it has as many

bool isOn(const ProgramSocket& socket, std::string_view name)
{
    const auto option = socket.options.find(std::string(name));
    return option != socket.options.end() && option->second == Value(true);
}

// --- a REQ ---

void addTimeoutInMilliseconds(PythonProgram& program)
{
    using std::chrono::milliseconds;
    const auto timeout = std::chrono::ceil<milliseconds>(pythonParameters(program).duration("timeout"));
    program.constant("TIMEOUT", std::to_string(timeout.count()), "ms to wait for a reply");
}

void addRetries(PythonProgram& program)
{
    program.constant("RETRIES", std::to_string(pythonParameters(program).integer("retries")),
                     "before a request is abandoned");
}

constexpr std::string_view RebuildingTries = R"(
requests += 1
for _ in range(1 + RETRIES):
    req.send(PAYLOAD)
    if req.poll(TIMEOUT):
        req.recv_multipart()
        replies += 1
        break
    # The lazy pirate: a REQ that lost its reply may not send again, only a new one may.
    req.close()
    req = open_requester(context)
else:
    print(f"no reply after {1 + RETRIES} tries"))";

constexpr std::string_view RelaxedTries = R"(
requests += 1
for _ in range(1 + RETRIES):
    req.send(PAYLOAD)
    try:
        req.recv_multipart()
    except zmq.Again:
        continue  # REQ_RELAXED lets it send again all the same
    replies += 1
    break
else:
    print(f"no reply after {1 + RETRIES} tries"))";

void writeRequestLoop(PythonProgram& program, std::string_view tries, std::string_view end)
{
    PythonText& body = program.body();
    body.lines("requests = replies = 0");
    addDueStart(program, body);
    body.lines("try:");
    body.indent();
    body.lines(sendLoop(program, "requests"));
    body.indent();
    body.lines(tries.substr(1));
    addDueWait(program, body);
    body.outdent();
    body.outdent();
    body.lines("finally:");
    body.indent();
    body.lines(std::string(end) + "print(f\"{requests} requests, {replies} replies\")");
}

void writeRebuildingReq(PythonProgram& program, const ProgramSocket& socket)
{
    PythonText& open = program.function();
    open.lines("def open_requester(context):");
    open.indent();
    open.lines("on_signal(signal.SIG_DFL)\nreq = context.socket(zmq.REQ)");
    program.endInOrder(open);
    program.makeReady(open, socket);
    open.lines("return req");
    program.body().lines("with zmq.Context() as context:");
    program.body().indent();
    program.body().lines("req = open_requester(context)");
    writeRequestLoop(program, RebuildingTries, "req.close()\n");
}

// What binds cannot be opened anew at once: its address is taken until the old one is really gone.
void writeRelaxedReq(PythonProgram& program, const ProgramSocket& socket)
{
    std::string extra;
    if (!isOn(socket, "REQ_RELAXED"))
        extra += "req.setsockopt(zmq.REQ_RELAXED, 1)  # it may send again though a reply is missing\n";
    if (!socket.options.contains("REQ_CORRELATE"))
        extra += "req.setsockopt(zmq.REQ_CORRELATE, 1)  # and takes only the reply to what it sent last\n";
    extra += "req.setsockopt(zmq.RCVTIMEO, TIMEOUT)";
    program.body().lines("with zmq.Context() as context, context.socket(zmq.REQ) as req:");
    program.body().indent();
    program.endInOrder(program.body());
    program.makeReady(program.body(), socket, extra);
    program.body().lines("");
    writeRequestLoop(program, RelaxedTries, "");
}

void writeReq(PythonProgram& program, const ProgramSocket& socket)
{
    addPaceConstants(program, "requests");
    addPayloadConstants(program);
    addTimeoutInMilliseconds(program);
    addRetries(program);
    if (socket.binds.empty() && !isOn(socket, "REQ_RELAXED"))
        writeRebuildingReq(program, socket);
    else
        writeRelaxedReq(program, socket);
}

// --- a DEALER ---

constexpr std::string_view Request = R"(
    try:
        for _ in range(1 + RETRIES):
            reply = waiting[number] = asyncio.get_running_loop().create_future()
            # First the empty frame that a REQ would put there: REPs know by it where the envelope ends.
            await dealer.send_multipart([b"", number + FILLER])
            try:
                await asyncio.wait_for(reply, TIMEOUT)
            except asyncio.TimeoutError:
                continue
            totals["replies"] += 1
            break
        else:
            print(f"no reply after {1 + RETRIES} tries")
    finally:
        waiting.pop(number, None)
        slots.release())";

// A text has no room for the number of its request.
std::int64_t numberBytes(const PythonProgram& program)
{
    if (!pythonParameters(program).text("text").empty())
        return 0;
    return std::min(NumberBytes, pythonParameters(program).integer("size"));
}

void writeRequestCoroutines(PythonProgram& program)
{
    const std::string bytes = std::to_string(numberBytes(program));
    PythonText& receive = program.function();
    receive.lines("async def receive(dealer):\n    while True:\n"
                  "        *_, payload = await dealer.recv_multipart()\n        reply = waiting.get(payload[:" +
                  bytes +
                  "])\n        if reply and not reply.done():  # else it is too late\n"
                  "            reply.set_result(payload)");
    PythonText& request = program.function();
    request.lines("async def request(dealer, number, slots):\n"
                  "    \"\"\"One request. What is answered begins with its number, so that any order will do.\"\"\"");
    request.lines(Request.substr(1));
}

std::int64_t windowOf(PythonProgram& program)
{
    const std::int64_t window = pythonParameters(program).integer("window");
    const std::int64_t bytes = numberBytes(program);
    const std::int64_t most = bytes == 0 ? 1 : bytes == 1 ? 128 : bytes == 2 ? 32768 : window;
    if (window > most)
        program.remarks().push_back(
            {program.node().id.text(), "its payload tells no more than " + std::to_string(most) +
                                           " requests apart, so that its window is " + std::to_string(most)});
    return std::min(window, most);
}

void writeDealerConstants(PythonProgram& program)
{
    const Parameters parameters = pythonParameters(program);
    const std::int64_t bytes = numberBytes(program);
    addPaceConstants(program, "requests");
    if (const std::string text = parameters.text("text"); !text.empty()) {
        program.constant("FILLER", pythonBytes(text), "the request; it bears no number");
    } else {
        program.constant("SIZE", std::to_string(parameters.integer("size")), "bytes of each payload");
        program.constant("FILLER", "b\"z\" * (SIZE - " + std::to_string(bytes) + ")",
                         "after the number of the request");
    }
    addSecondsConstant(program, "timeout", "TIMEOUT", "seconds to wait for a reply");
    addRetries(program);
    program.constant("WINDOW", std::to_string(windowOf(program)), "requests outstanding at a time");
    addTotals(program);
    program.state("waiting", "{}", "the reply to come, by the number of its request");
}

void writeDealer(PythonProgram& program)
{
    program.setStyle(PythonStyle::Coroutines);
    writeDealerConstants(program);
    writeRequestCoroutines(program);
    program.openSockets();
    PythonText& body = program.body();
    const std::string bytes = std::to_string(numberBytes(program));
    const bool whole = numberBytes(program) == NumberBytes;
    const std::string number = whole ? "totals[\"requests\"]" : "(totals[\"requests\"] % 256**" + bytes + ")";
    body.lines("receiver = asyncio.create_task(receive(dealer))\nslots = asyncio.Semaphore(WINDOW)\nrequests = set()");
    addDueStart(program, body);
    body.lines("try:");
    body.indent();
    body.lines(sendLoop(program, "totals[\"requests\"]"));
    body.indent();
    body.lines("await slots.acquire()\ntotals[\"requests\"] += 1\nnumber = " + number + ".to_bytes(" + bytes +
               ", \"big\")\ntask = asyncio.create_task(request(dealer, number, slots))\n"
               "requests.add(task)  # a task that nobody keeps may be lost\n"
               "task.add_done_callback(requests.discard)");
    addDueWait(program, body);
    body.outdent();
    if (pythonParameters(program).integer("count") > 0)
        body.lines("await asyncio.gather(*requests)");
    body.outdent();
    body.lines("finally:\n    receiver.cancel()\n"
               "    print(f\"{totals['requests']} requests, {totals['replies']} replies\")");
}

// --- who answers ---

constexpr std::string_view ReplyTo = R"(
def reply_to(request):
    """TEXT behind the envelope, which ends with the empty frame of a REQ, or is all but the request itself."""
    end = request.index(b"") + 1 if b"" in request[:-1] else -1
    return [*request[:end], TEXT])";

bool addReplyText(PythonProgram& program)
{
    const std::string text = pythonParameters(program).text("text");
    if (text.empty())
        return false;
    program.constant("TEXT", pythonBytes(text), "the reply to every request");
    if (std::ranges::any_of(program.node().sockets,
                            [](const ProgramSocket& socket) { return socket.type != SocketType::Rep; }))
        program.function().lines(ReplyTo.substr(1));
    return true;
}

// What goes back, as an expression of the frames that came. A REP keeps the envelope for itself.
std::string replyOf(const std::vector<const ProgramSocket*>& sockets, bool saysText)
{
    const bool onlyReps =
        std::ranges::all_of(sockets, [](const ProgramSocket* socket) { return socket->type == SocketType::Rep; });
    return !saysText ? "request" : onlyReps ? "[TEXT]" : "reply_to(request)";
}

// The request has a name only where the reply is made of it.
std::string receiveFor(const std::string& reply)
{
    return reply.find("request") == std::string::npos ? "" : "request = ";
}

constexpr std::string_view EnvelopeReason = "Sent back as it came: the envelope leads the reply to whoever asked.";

void writePlainReplier(PythonProgram& program, bool works, bool saysText)
{
    const ProgramSocket& socket = program.node().sockets.front();
    const std::string variable = program.variable(socket);
    const std::string reply = replyOf({&socket}, saysText);
    const std::string send = sendToPeers(program, socket, variable, reply);
    program.openSockets();
    PythonText& body = program.body();
    body.lines("answered = 0\ntry:\n    while True:");
    body.indent();
    body.indent();
    body.lines(receiveFor(reply) + variable + ".recv_multipart()");
    if (works)
        addWork(program, body);
    if (socket.type != SocketType::Rep && !saysText)
        body.comment(EnvelopeReason);
    body.lines(send + "\nanswered += 1");
    body.outdent();
    body.outdent();
    body.lines("finally:\n    print(f\"{answered} requests answered\")");
}

void writeCoroutineReplier(PythonProgram& program, bool works, bool saysText)
{
    program.setStyle(PythonStyle::Coroutines);
    addTotals(program);
    std::vector<const ProgramSocket*> sockets;
    std::vector<std::string> calls;
    for (const ProgramSocket& socket : program.node().sockets) {
        sockets.push_back(&socket);
        calls.push_back("answer(" + program.variable(socket) + ")");
    }
    const std::string reply = replyOf(sockets, saysText);
    const std::string send = sendToPeers(program, sockets, "socket", reply);
    PythonText& text = program.function();
    text.lines("async def answer(socket):\n    while True:");
    text.indent();
    text.indent();
    text.lines(receiveFor(reply) + "await socket.recv_multipart()");
    if (works)
        addWork(program, text);
    if (!saysText)
        text.comment(EnvelopeReason);
    text.lines(send + "\ntotals[\"answered\"] += 1");
    if (!works)
        text.lines("await asyncio.sleep(0)  # the other coroutines have their turn");
    program.openSockets();
    program.body().lines("try:");
    program.body().indent();
    addGather(program, calls);
    program.body().outdent();
    program.body().lines("finally:\n    print(f\"{totals['answered']} requests answered\")");
}

} // namespace

void writePythonRequester(PythonProgram& program)
{
    program.setSummary("sends requests, and asks again when no reply comes in time.");
    const ProgramSocket& socket = program.node().sockets.front();
    if (socket.type == SocketType::Req)
        writeReq(program, socket);
    else
        writeDealer(program);
}

void writePythonReplier(PythonProgram& program)
{
    const bool saysText = addReplyText(program);
    program.setSummary(saysText ? "answers every request." : "answers every request with what it said.");
    const bool works = addSecondsConstant(program, "work", "WORK", "seconds for each request");
    if (program.node().sockets.size() == 1)
        writePlainReplier(program, works, saysText);
    else
        writeCoroutineReplier(program, works, saysText);
}

} // namespace zeroloom
