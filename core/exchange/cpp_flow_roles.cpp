// Roles through which messages flow one way: source, sink, peer, proxy.
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

bool canSend(SocketType type) { return type != SocketType::Sub && type != SocketType::Pull; }
bool canReceive(SocketType type) { return !onlySends(type); }

void setSendingFlags(TemplateValues& values, const CppParameters& parameters)
{
    setIf(values, "rate", parameters.hasRate());
    setIf(values, "count", parameters.hasCount());
    setIf(values, "text", parameters.hasText());
    setIf(values, "topics", !parameters.values().list("topics").empty());
}

// The frames of one message, as an expression.
std::string generatedFrames(const ProgramSocket& socket, bool topics, bool text)
{
    std::string frames;
    if (needsDelimiter(socket))
        frames += "zmq::const_buffer(), ";
    if (topics)
        frames += "zmq::buffer(Topics[sent % Topics.size()]), ";
    return "std::array{" + frames + (text ? "zmq::buffer(Payload)" : "zmq::buffer(payload)") + "}";
}

constexpr std::string_view OneWaySource = R"(
[!text]const std::string payload(Size, 'z');
std::uint64_t sent = 0;
[rate]auto due = Clock::now();
[count,rate]while (sent < Count && interrupt::sleepUntil(due)) {
[!count,rate]while (interrupt::sleepUntil(due)) {
[count,!rate]while (sent < Count && !interrupt::requested) {
[!count,!rate]while (!interrupt::requested) {
    if (!interrupt::send($socket$, $frames$))
        break;
    ++sent;
[rate]    // By the schedule and not after the last message, so that the mean is exact; what lies far back is forgiven.
[rate]    due = std::max(due + Interval, Clock::now() - 100ms);
}
std::cout << $label$ + std::to_string(sent) + " messages sent\n" << std::flush;
[count]// Stays until Ctrl-C, so that those who are slow still get what is queued for them.
[count]interrupt::sleepUntil(interrupt::Never);
)";

constexpr std::string_view TwoWay = R"(
[!text]const std::string payload(Size, 'z');
[router]// Routing ids of those who were heard of, or were given a name: a ROUTER can send to nobody else.
[router]std::vector<std::string> peers{$named$};
[router]const std::size_t fromStart = peers.size();
[router]std::size_t next = 0;
[!discards]std::vector<zmq::message_t> frames;
[!discards]std::uint64_t received = 0;
std::uint64_t sent = 0;
auto due = Clock::now(); // when the next message is
[work]auto doneAt = due;       // when the work on the last one that came is
std::array items{zmq::pollitem_t{$socket$.handle(), 0, 0, 0}};
while (!interrupt::requested) {
    // There is nearly always room to send: it is asked for only when a message is due, or the wait would be none.
[!router]    const bool sends = Clock::now() >= due;
[router]    const bool sends = !peers.empty() && Clock::now() >= due;
[work]    const bool receives = Clock::now() >= doneAt;
[!work]    items[0].events = static_cast<short>(ZMQ_POLLIN | (sends ? ZMQ_POLLOUT : 0));
[work]    items[0].events = static_cast<short>((receives ? ZMQ_POLLIN : 0) | (sends ? ZMQ_POLLOUT : 0));
[!router,!work]    interrupt::poll(items, sends ? interrupt::Never : due);
[router,!work]    interrupt::poll(items, sends || peers.empty() ? interrupt::Never : due);
[!router,work]    interrupt::poll(items, std::min(sends ? interrupt::Never : due, receives ? interrupt::Never : doneAt));
[router,work]    interrupt::poll(items, std::min(sends || peers.empty() ? interrupt::Never : due,
[router,work]                                    receives ? interrupt::Never : doneAt));
[discards]    // What comes back must not pile up.
[discards]    if (items[0].revents & ZMQ_POLLIN)
[discards]        interrupt::discard($socket$);
[!discards]    if (items[0].revents & ZMQ_POLLIN && interrupt::tryReceive($socket$, frames)) {
[!discards]        ++received;
[router]        if (const std::string id = frames[0].to_string(); std::find(peers.begin(), peers.end(), id) == peers.end())
[router]            peers.push_back(id);
[work]        doneAt = Clock::now() + Work; // in place of real work
[!discards]    }
    if (!(items[0].revents & ZMQ_POLLOUT))
        continue;
[router]    next = (next + 1) % peers.size();
[router]    if (!sendTo($socket$, peers, fromStart, next, zmq::buffer($payload$))) {
[!router]    if (!interrupt::trySend($socket$, $frames$)) {
        due = Clock::now() + 1ms; // no room after all
        continue;
    }
    ++sent;
[rate,!count]    due = std::max(due + Interval, Clock::now() - 100ms);
[rate,count]    due = sent == Count ? interrupt::Never : std::max(due + Interval, Clock::now() - 100ms);
[!rate,count]    if (sent == Count)
[!rate,count]        due = interrupt::Never;
}
[discards]std::cout << $label$ + std::to_string(sent) + " messages sent\n" << std::flush;
[!discards]std::cout << $label$ + std::to_string(sent) + " messages sent, " + std::to_string(received) + " received\n"
[!discards]          << std::flush;
)";

constexpr std::string_view SendTo = R"(
// To the peer at `index`. Whoever was heard of is struck off the list when he has gone; those who are on it from the
// start come back, or are yet to come. False when it was not sent.
bool sendTo(zmq::socket_t& socket, std::vector<std::string>& peers, std::size_t fromStart, std::size_t index,
            zmq::const_buffer payload)
{
    try {
        const std::array<zmq::const_buffer, 2> frames{zmq::buffer(peers[index]), payload};
        return zmq::send_multipart(socket, frames, zmq::send_flags::dontwait).has_value();
    } catch (const zmq::error_t& error) {
        if (error.num() != EHOSTUNREACH)
            throw;
        if (index >= fromStart)
            peers.erase(peers.begin() + static_cast<std::ptrdiff_t>(index));
        return false;
    }
}

)";

constexpr std::string_view SinkWork = R"(
std::vector<zmq::message_t> frames;
std::uint64_t received = 0;
std::uint64_t told = 0;
auto tellAt = Clock::now() + 1s;
while (!interrupt::requested) {
    if (interrupt::receive($socket$, frames, tellAt)) {
        ++received;
[work]        interrupt::sleepUntil(Clock::now() + Work); // in place of real work
    }
    if (Clock::now() < tellAt)
        continue;
    if (received != told)
        std::cout << $label$ + std::to_string(received) + " messages received\n" << std::flush;
    told = received;
    tellAt = Clock::now() + 1s;
}
std::cout << $label$ + std::to_string(received) + " messages received\n" << std::flush;
)";

constexpr std::string_view LaneDefinition = R"(
// One way through the proxy. It holds at most one message, for which there is no room yet; until then nothing more is
// taken in, so that the pressure passes on. (zmq_proxy() would spin instead.)
struct Lane {
    zmq::socket_t& from;
    zmq::socket_t& to;
    std::vector<zmq::message_t> held;
    std::uint64_t passed = 0;

    short wantsFrom() const { return held.empty() ? ZMQ_POLLIN : 0; }
    short wantsTo() const { return held.empty() ? 0 : ZMQ_POLLOUT; }

[!capture]    void pass()
[capture]    void pass(zmq::socket_t& capture)
    {
        for (int budget = 100; budget > 0; --budget) { // then it is the other way's turn
[!capture]            if (held.empty() && !interrupt::tryReceive(from, held))
[!capture]                return;
[capture]            if (held.empty()) {
[capture]                if (!interrupt::tryReceive(from, held))
[capture]                    return;
[capture]                record(held, capture);
[capture]            }
            if (!interrupt::trySend(to, held))
                return;
            held.clear();
            ++passed;
        }
    }
};

)";

constexpr std::string_view RecordDefinition = R"(
// A copy for whoever listens in; without room for it, it is left out.
void record(std::vector<zmq::message_t>& frames, zmq::socket_t& capture)
{
    std::vector<zmq::message_t> copy(frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i)
        copy[i].copy(frames[i]);
    interrupt::trySend(capture, copy);
}

)";

constexpr std::string_view ProxyMain = R"(
[forward]Lane forward{$frontend$, $backend$, {}, 0};
[backward]Lane backward{$backend$, $frontend$, {}, 0};
std::array items{zmq::pollitem_t{$frontend$.handle(), 0, 0, 0}, zmq::pollitem_t{$backend$.handle(), 0, 0, 0}};
while (!interrupt::requested) {
[forward,backward]    items[0].events = static_cast<short>(forward.wantsFrom() | backward.wantsTo());
[forward,backward]    items[1].events = static_cast<short>(backward.wantsFrom() | forward.wantsTo());
[forward,!backward]    items[0].events = forward.wantsFrom();
[forward,!backward]    items[1].events = forward.wantsTo();
[!forward,backward]    items[0].events = backward.wantsTo();
[!forward,backward]    items[1].events = backward.wantsFrom();
    interrupt::poll(items);
[forward]    forward.pass($captured$);
[backward]    backward.pass($captured$);
[drains]    interrupt::discard($captured$); // what comes in there must not pile up
}
[forward]std::cout << "$name$: " << forward.passed << " to the backend\n" << std::flush;
[backward]std::cout << "$name$: " << backward.passed << " to the frontend\n" << std::flush;
)";

void addGeneratedConstants(const CppParameters& parameters, CppProgramText& text)
{
    text.constants += parameters.interval("messages a second") + parameters.count("messages through each socket") +
                      parameters.payload();
}

const std::set<std::string>& flowIncludes()
{
    static const std::set<std::string> Includes{"<algorithm>", "<array>",  "<chrono>", "<cstdint>",
                                                "<iostream>",  "<string>", "<vector>"};
    return Includes;
}

// Routers that the socket connects to and may speak to before it has heard of them.
std::string namedPeers(const ProgramSocket& socket)
{
    std::string names;
    int number = 0;
    for (const ProgramWire& wire : socket.wires) {
        const std::string separator = names.empty() ? "" : ", ";
        if (namesRouter(socket, wire))
            names += separator + cppLiteral(namedRouter(wire, ++number));
        else if (!wire.binds && !wire.peerRoutingId.empty())
            names += separator + cppLiteral(wire.peerRoutingId) + "s";
    }
    return names;
}

// Sends and receives on one socket; `discards`: what comes in is of no interest.
std::string twoWayWork(const ProgramSocket& socket, const CppParameters& parameters, bool discards, bool topics)
{
    TemplateValues values;
    setSendingFlags(values, parameters);
    setIf(values, "discards", discards);
    setIf(values, "router", socket.type == SocketType::Router);
    setIf(values, "work", !discards && parameters.works());
    values.texts = {{"frames", generatedFrames(socket, topics, parameters.hasText())},
                    {"payload", parameters.hasText() ? "Payload" : "payload"},
                    {"named", namedPeers(socket)},
                    {"socket", "$socket$"},
                    {"label", "$label$"}};
    std::string work = fillTemplate(TwoWay, values);
    if (socket.type == SocketType::Router)
        work.insert(0,
                    "$socket$.set(zmq::sockopt::router_mandatory, true); // so that it tells when a peer has gone\n");
    return work;
}

} // namespace

CppProgramText cppSource(const NodeProgram& program)
{
    const CppParameters parameters(program);
    const bool topics = !parameters.values().list("topics").empty();
    CppProgramText text;
    text.includes = flowIncludes();
    addGeneratedConstants(parameters, text);
    if (topics)
        text.constants += parameters.topics();
    addSocketWork(
        program,
        [&](const ProgramSocket& socket) {
            if (!onlySends(socket.type))
                return twoWayWork(socket, parameters, true, topics);
            TemplateValues values;
            setSendingFlags(values, parameters);
            values.texts = {{"frames", generatedFrames(socket, topics, parameters.hasText())},
                            {"socket", "$socket$"},
                            {"label", "$label$"}};
            return fillTemplate(OneWaySource, values);
        },
        text);
    return text;
}

CppProgramText cppSink(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<chrono>", "<cstdint>", "<iostream>", "<string>", "<vector>"};
    if (parameters.works())
        text.constants += parameters.time("work", "Work", "on each message");
    TemplateValues values{{{"socket", "$socket$"}, {"label", "$label$"}}, {}};
    setIf(values, "work", parameters.works());
    const std::string work = fillTemplate(SinkWork, values);
    addSocketWork(
        program, [&](const ProgramSocket&) { return work; }, text);
    return text;
}

CppProgramText cppPeer(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = flowIncludes();
    addGeneratedConstants(parameters, text);
    if (parameters.works())
        text.constants += parameters.time("work", "Work", "on each message that comes");
    for (const ProgramSocket& socket : program.sockets) {
        if (socket.type == SocketType::Router && text.definitions.empty())
            text.definitions += fillTemplate(SendTo, {});
    }
    addSocketWork(
        program, [&](const ProgramSocket& socket) { return twoWayWork(socket, parameters, false, false); }, text);
    return text;
}

CppProgramText cppProxy(const NodeProgram& program)
{
    CppProgramText text;
    text.includes = {"<array>", "<cstdint>", "<iostream>", "<vector>"};
    TemplateValues values{{{"name", program.name}}, {}};
    for (const ProgramSocket& socket : program.sockets) {
        text.main += cppOpenedSocket(socket, program);
        values.texts[socket.id.text()] = socket.name;
    }
    const ProgramSocket* frontend = program.socket("frontend");
    const ProgramSocket* backend = program.socket("backend");
    const ProgramSocket* capture = program.socket("capture");
    if (!frontend || !backend)
        return text;
    values.texts["captured"] = capture ? capture->name : "";
    setIf(values, "capture", capture != nullptr);
    setIf(values, "drains", capture && canReceive(capture->type));
    setIf(values, "forward", canReceive(frontend->type) && canSend(backend->type));
    setIf(values, "backward", canReceive(backend->type) && canSend(frontend->type));
    if (capture)
        text.definitions += fillTemplate(RecordDefinition, values);
    text.definitions += fillTemplate(LaneDefinition, values);
    text.main += fillTemplate(ProxyMain, values);
    return text;
}

} // namespace zeroloom
