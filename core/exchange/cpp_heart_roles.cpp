// Roles of heartbeat networks: heart, heartbeater, pinger and listener.
#include <algorithm>
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

// From this many sockets on, libzmq and the system have to be asked for more than they give by themselves.
constexpr int ManySockets = 300;

constexpr std::string_view JudgeDefinitions = R"(
enum class State { Unknown, Alive, Late, Lost };

struct Heart {
    State state = State::Unknown;
[beats]    std::uint64_t answered = 0; // the last beat that it answered
[beats]    int missed = 0;             // beats in a row
[!beats]    int missed = 0; // beats in a row
};

[beats]struct Beat {
[beats]    std::uint64_t number;
[beats]    std::string text;
[beats]    Clock::time_point expires; // what is answered later is late
[beats]    bool judged = false;
[beats]};
[beats]
void tell(const std::string& name, const char* what) { std::cout << name + ": " + what + "\n" << std::flush; }

// It gave a sign of life. One that is always slower than allowed stays late, instead of changing with every beat.
void heard(const std::string& name, Heart& heart, bool inTime)
{
    heart.missed = 0;
    if (heart.state == State::Alive || (heart.state == State::Late && !inTime))
        return;
    tell(name, heart.state == State::Unknown ? "alive" : heart.state == State::Late ? "in time again" : "back");
    heart.state = State::Alive;
}

// It missed a beat. Late is not lost: whoever is busy may miss one.
void missed(const std::string& name, Heart& heart)
{
    if (heart.state == State::Lost)
        return;
    if (++heart.missed >= Misses) {
        heart.state = State::Lost;
        tell(name, "lost");
    } else if (heart.state == State::Alive) {
        heart.state = State::Late;
        tell(name, "late");
    }
}

[beats]// Seconds since the start: no two beats are alike, so that an old answer is known as one.
[beats]std::string beatText(Clock::time_point start)
[beats]{
[beats]    return std::to_string(std::chrono::duration<double>(Clock::now() - start).count());
[beats]}
[beats]
[beats]// When there is something to judge; beats expire in the order in which they were sent.
[beats]Clock::time_point nextVerdict(const std::deque<Beat>& beats)
[beats]{
[beats]    const auto open = std::find_if(beats.begin(), beats.end(), [](const Beat& beat) { return !beat.judged; });
[beats]    return open == beats.end() ? interrupt::Never : open->expires;
[beats]}
[beats]
)";

constexpr std::string_view HeartbeaterMain = R"(
std::map<std::string, Heart> hearts; // by routing id
std::deque<Beat> beats;              // of which an answer may still come
std::vector<zmq::message_t> frames;
const auto start = Clock::now();
auto nextBeat = start;
std::uint64_t sent = 0;
while (!interrupt::requested) {
[xpub]    interrupt::discard($ping$); // subscriptions, which must not pile up
    if (Clock::now() >= nextBeat) {
        beats.push_back({++sent, beatText(start), Clock::now() + Grace});
        interrupt::send($ping$, std::array{zmq::buffer(beats.back().text)});
        // At fixed times; beats that were held up are left out.
        while (nextBeat <= Clock::now())
            nextBeat += Period;
    }
    // All that has come is read before anybody is judged. Nothing is ever sent through the ROUTER: hearts do not
    // read it.
    while (interrupt::receive($pong$, frames, std::min(nextBeat, nextVerdict(beats)))) {
        const std::string text = frames.back().to_string();
        const auto beat = std::find_if(beats.begin(), beats.end(), [&](const Beat& b) { return b.text == text; });
        if (frames.size() < 2 || beat == beats.end())
            continue; // no answer to any beat of ours, or to one that is long past
        const std::string id = frames.front().to_string();
        Heart& heart = hearts[id];
        heart.answered = std::max(heart.answered, beat->number);
        heard(shown(id), heart, Clock::now() <= beat->expires);
    }
    for (Beat& beat : beats) {
        if (beat.judged || Clock::now() < beat.expires)
            continue;
        beat.judged = true;
        for (auto& [id, heart] : hearts) {
            if (heart.answered < beat.number)
                missed(shown(id), heart);
        }
    }
    while (beats.size() > std::size_t{Misses} + 1 && beats.front().judged)
        beats.pop_front();
}
)";

constexpr std::string_view PingerMain = R"(
const std::string name = $peer$;
Heart heart;
std::deque<Beat> beats; // of which an echo may still come
std::vector<zmq::message_t> frames;
const auto start = Clock::now();
auto nextBeat = start;
std::uint64_t sent = 0;
[req]bool waits = false; // for the echo, before which a REQ can send nothing
[req]zmq::socket_t $ping$ = connected(context);
while (!interrupt::requested) {
    if (Clock::now() >= nextBeat) {
[req]        // A REQ that waits in vain can send again only as a new socket, which takes a moment to connect.
[req]        if (waits) {
[req]            $ping$.close();
[req]            $ping$ = connected(context);
[req]            interrupt::wait($ping$, ZMQ_POLLOUT, Clock::now() + Period / 4);
[req]        }
        beats.push_back({++sent, beatText(start), Clock::now() + Grace});
[req]        waits = interrupt::trySend($ping$, std::array{zmq::buffer(beats.back().text)});
[!req]        // With the empty frame that a REQ would send, so that a REP understands. Nobody there: a miss.
[!req]        interrupt::trySend($ping$, std::array<zmq::const_buffer, 2>{{{}, zmq::buffer(beats.back().text)}});
        while (nextBeat <= Clock::now())
            nextBeat += Period;
    }
    // All that has come is read before anybody is judged.
    const auto until = std::min(nextBeat, nextVerdict(beats));
[req]    if (!waits)
[req]        interrupt::sleepUntil(until);
[req]    while (waits && interrupt::receive($ping$, frames, until)) {
[req]        waits = false;
[!req]    while (interrupt::receive($ping$, frames, until)) {
        const std::string text = frames.back().to_string();
        const auto beat = std::find_if(beats.begin(), beats.end(), [&](const Beat& b) { return b.text == text; });
        if (beat == beats.end())
            continue; // no echo of ours, or of a beat that is long past
        heart.answered = std::max(heart.answered, beat->number);
        heard(name, heart, Clock::now() <= beat->expires);
    }
    for (Beat& beat : beats) {
        if (beat.judged || Clock::now() < beat.expires)
            continue;
        beat.judged = true;
        if (heart.answered < beat.number)
            missed(name, heart);
    }
    while (beats.size() > std::size_t{Misses} + 1 && beats.front().judged)
        beats.pop_front();
}
)";

constexpr std::string_view ListenerMain = R"(
const std::string name = $peer$;
Heart heart;
std::vector<zmq::message_t> frames;
auto expected = Clock::now() + Period + Grace; // the next beat, at the latest
while (!interrupt::requested) {
    if (interrupt::receive($beats$, frames, expected)) {
        heard(name, heart, true);
        expected = Clock::now() + Period + Grace;
    } else if (Clock::now() >= expected) {
        missed(name, heart);
        expected += Period;
    }
}
)";

constexpr std::string_view HeartMain = R"(
[!delay]std::vector<zmq::message_t> frames;
[delay]std::deque<std::pair<Clock::time_point, std::vector<zmq::message_t>>> beats; // and when they are to be answered
std::uint64_t answered = 0;
[!delay]while (interrupt::receive($ping$, frames)) {
[!delay,many]    for (zmq::socket_t& $pong$ : hearts) {
[!delay,many]        std::vector<zmq::message_t> copy(frames.size());
[!delay,many]        for (std::size_t i = 0; i < frames.size(); ++i)
[!delay,many]            copy[i].copy(frames[i]);
[!delay,many]        // An answer that finds no room is dropped: later it would be of no use.
[!delay,many]        if (interrupt::trySend($pong$, copy))
[!delay,many]            ++answered;
[!delay,many]    }
[!delay,!many]    // An answer that finds no room is dropped: later it would be of no use.
[!delay,!many]    if (interrupt::trySend($pong$, frames))
[!delay,!many]        ++answered;
[delay]while (!interrupt::requested) {
[delay]    std::vector<zmq::message_t> frames;
[delay]    if (interrupt::receive($ping$, frames, beats.empty() ? interrupt::Never : beats.front().first))
[delay]        beats.emplace_back(Clock::now() + Delay, std::move(frames));
[delay]    while (!beats.empty() && Clock::now() >= beats.front().first) {
[delay,many]        for (zmq::socket_t& $pong$ : hearts) {
[delay,many]            std::vector<zmq::message_t> copy(beats.front().second.size());
[delay,many]            for (std::size_t i = 0; i < copy.size(); ++i)
[delay,many]                copy[i].copy(beats.front().second[i]);
[delay,many]            // An answer that finds no room is dropped: later it would be of no use.
[delay,many]            if (interrupt::trySend($pong$, copy))
[delay,many]                ++answered;
[delay,many]        }
[delay,!many]        // An answer that finds no room is dropped: later it would be of no use.
[delay,!many]        if (interrupt::trySend($pong$, beats.front().second))
[delay,!many]            ++answered;
[delay]        beats.pop_front();
[delay]    }
}
std::cout << "$name$: " << answered << " beats answered\n" << std::flush;
)";

constexpr std::string_view RoomForMany = R"(
// libzmq holds 1023 sockets and the system 1024 descriptors, unless they are asked for more.
context.set(zmq::ctxopt::max_sockets, Hearts + 100);
rlimit limit{};
getrlimit(RLIMIT_NOFILE, &limit);
limit.rlim_cur = limit.rlim_max;
setrlimit(RLIMIT_NOFILE, &limit);

)";

const ProgramSocket* socketOf(const NodeProgram& program, std::initializer_list<SocketType> types)
{
    const auto found = std::ranges::find_if(program.sockets, [&](const ProgramSocket& socket) {
        return std::ranges::find(types, socket.type) != types.end();
    });
    return found == program.sockets.end() ? nullptr : &*found;
}

// What every judge has: its rule, and the words of it.
CppProgramText judge(const NodeProgram& program, bool beats)
{
    const CppParameters parameters(program);
    const Nanoseconds period = parameters.values().duration("period");
    const Nanoseconds grace = parameters.values().duration("grace");
    CppProgramText text;
    text.includes = {"<algorithm>", "<chrono>", "<iostream>", "<string>", "<vector>"};
    if (beats)
        text.includes.insert({"<array>", "<cstdint>", "<deque>"});
    text.constants = parameters.time("period", "Period", "between two beats") +
                     cppConstant("auto", "Grace", chronoLiteral(grace.count() > 0 ? grace : period),
                                 beats ? "how long an answer may take before its beat counts as missed"
                                       : "how much a beat may be late") +
                     cppConstant("int", "Misses", cppNumber(parameters.values().integer("misses")),
                                 "beats in a row without a sign of life make it lost");
    TemplateValues values;
    if (beats)
        values.flags.insert("beats");
    text.definitions = fillTemplate(JudgeDefinitions, values);
    if (parameters.values().text("verdict") == "phi")
        text.remarks.push_back(
            {program.id.text(), "the program judges by misses; the phi accrual detector is left out"});
    return text;
}

std::string peerName(const NodeProgram& program)
{
    for (const ProgramSocket& socket : program.sockets) {
        if (!socket.wires.empty())
            return cppLiteral(socket.wires.front().peer.node.text());
    }
    return cppLiteral("peer");
}

// Each heart's own routing id: the name, and a number with leading zeros.
std::string heartSockets(const ProgramSocket& pong, const NodeProgram& program)
{
    CppSocketChoices choices{
        .variable = pong.name, .routingId = {}, .roleLines = {}, .waitsForEndpoint = false, .lingerMs = 0};
    if (pong.copies == 1) {
        if (!pong.copyName.empty())
            choices.routingId = cppView(pong.copyName);
        return cppSocketLines(pong, program, choices) + "\n";
    }
    std::string body;
    if (!pong.copyName.empty()) {
        const std::size_t digits = std::max<std::size_t>(std::to_string(pong.copies).size(), 4);
        body = "const std::string number = std::to_string(i);\n";
        choices.routingId = cppLiteral(pong.copyName + "-") + "s + std::string(" + std::to_string(digits) +
                            " - number.size(), '0') + number";
    }
    body += cppSocketLines(pong, program, choices) + "hearts.push_back(std::move(" + pong.name + "));\n";
    return "std::vector<zmq::socket_t> hearts;\nfor (int i = 1; i <= Hearts; ++i) {\n" + indented(body) + "}\n\n";
}

} // namespace

CppProgramText cppHeart(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<cstdint>", "<iostream>", "<vector>"};
    const ProgramSocket* ping = socketOf(program, {SocketType::Sub});
    const ProgramSocket* pong = socketOf(program, {SocketType::Dealer});
    if (!ping || !pong)
        return text;
    TemplateValues values{{{"name", program.name}, {"ping", ping->name}, {"pong", pong->name}}, {}};
    if (pong->copies > 1) {
        values.flags.insert("many");
        text.includes.insert({"<string>", "<utility>"});
        text.constants += cppConstant("int", "Hearts", cppNumber(pong->copies), "each with a socket of its own");
    }
    if (parameters.values().duration("delay").count() > 0) {
        values.flags.insert("delay");
        text.includes.insert({"<chrono>", "<deque>", "<utility>"});
        text.constants += parameters.time("delay", "Delay", "from a beat to its answer");
    }
    if (pong->copies > ManySockets) {
        text.includes.insert("<sys/resource.h>");
        text.main += fillTemplate(RoomForMany, values);
    }
    text.main += cppOpenedSocket(*ping, program) + heartSockets(*pong, program) + fillTemplate(HeartMain, values);
    return text;
}

CppProgramText cppHeartbeater(const NodeProgram& program)
{
    CppProgramText text = judge(program, true);
    text.includes.insert("<map>");
    const ProgramSocket* ping = socketOf(program, {SocketType::Pub, SocketType::XPub});
    const ProgramSocket* pong = socketOf(program, {SocketType::Router});
    if (!ping || !pong)
        return text;
    TemplateValues values{{{"ping", ping->name}, {"pong", pong->name}}, {}};
    if (ping->type == SocketType::XPub)
        values.flags.insert("xpub");
    cppAddShown(text);
    text.main =
        cppOpenedSocket(*ping, program) + cppOpenedSocket(*pong, program) + fillTemplate(HeartbeaterMain, values);
    return text;
}

CppProgramText cppPinger(const NodeProgram& program)
{
    CppProgramText text = judge(program, true);
    const ProgramSocket& ping = program.sockets.front();
    TemplateValues values{{{"ping", ping.name}, {"peer", peerName(program)}}, {}};
    CppSocketChoices choices{
        .variable = ping.name, .routingId = {}, .roleLines = {}, .waitsForEndpoint = false, .lingerMs = 0};
    if (!ping.options.contains("IMMEDIATE"))
        choices.roleLines.push_back(choices.variable +
                                    ".set(zmq::sockopt::immediate, true); // no pings that wait for a "
                                    "connection: they would all arrive at once");
    if (ping.type == SocketType::Dealer) {
        text.main = cppSocketLines(ping, program, choices) + "\n";
    } else {
        values.flags.insert("req");
        choices.waitsForEndpoint = true;
        text.definitions += cppConnectedFunction(ping, program, choices);
    }
    text.main += fillTemplate(PingerMain, values);
    return text;
}

CppProgramText cppListener(const NodeProgram& program)
{
    CppProgramText text = judge(program, false);
    const ProgramSocket& beats = program.sockets.front();
    text.main = cppOpenedSocket(beats, program) +
                fillTemplate(ListenerMain, {{{"beats", beats.name}, {"peer", peerName(program)}}, {}});
    return text;
}

} // namespace zeroloom
