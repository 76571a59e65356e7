// Roles that ask and answer: requester and replier.
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

// From this size on a payload has room for the number of its request.
constexpr std::int64_t NumberedSize = 20;

constexpr std::string_view LazyPirate = R"(
[!text]const std::string payload(Size, 'z');
std::vector<zmq::message_t> frames;
std::uint64_t requests = 0;
std::uint64_t replies = 0;
[rate]auto due = Clock::now();
zmq::socket_t $socket$ = connected(context);
[count,rate]while (requests < Count && interrupt::sleepUntil(due)) {
[!count,rate]while (interrupt::sleepUntil(due)) {
[count,!rate]while (requests < Count && !interrupt::requested) {
[!count,!rate]while (!interrupt::requested) {
    ++requests;
    bool answered = false;
    for (int tries = 0; tries <= Retries && !answered && !interrupt::requested; ++tries) {
        if (!interrupt::send($socket$, std::array{zmq::buffer($payload$)}))
            break;
        answered = interrupt::receive($socket$, frames, Clock::now() + Timeout);
        if (answered || interrupt::requested)
            break;
        // A REQ that lost its reply may not send: it insists on receiving first. So it is thrown away, and the
        // request goes out through a new one. A late reply finds nobody any more and confuses nothing. (This is the
        // guide's Lazy Pirate.)
        $socket$.close();
        $socket$ = connected(context);
    }
    if (answered)
        ++replies;
    else if (!interrupt::requested)
        std::cerr << "$name$: no reply to request " << requests << " after " << Retries + 1
                  << " tries; abandoned\n";
[rate]    // What was held up by a slow reply is not made up for in a burst.
[rate]    due = std::max(due + Interval, Clock::now() - Interval);
}
)";

constexpr std::string_view WindowDefinitions = R"(
struct Request {
    int tries;
    Clock::time_point expires;
};

[numbered]// The number stands at the start of the payload, so that a reply that echoes it finds its request.
[numbered]std::string payloadOf(std::uint64_t number)
[numbered]{
[numbered]    std::string payload = std::to_string(number);
[numbered]    payload.resize(Size, ' ');
[numbered]    return payload;
[numbered]}
[numbered]
[numbered]// 0: the reply bears none, because whoever answered said something of his own.
[numbered]std::uint64_t numberOf(std::string_view reply)
[numbered]{
[numbered]    std::uint64_t number = 0;
[numbered]    std::from_chars(reply.data(), reply.data() + reply.size(), number);
[numbered]    return number;
[numbered]}
[numbered]
)";

constexpr std::string_view WindowMain = R"(
[!numbered,!text]const std::string payload(Size, 'z');
std::map<std::uint64_t, Request> outstanding; // by number, so that the oldest comes first
std::vector<zmq::message_t> frames;
std::uint64_t requests = 0;
std::uint64_t replies = 0;
auto due = Clock::now();

// A REQ puts an empty frame in front, by which a REP and a ROUTER know where the envelope ends. A DEALER leaves
// that to us.
[numbered]const auto ask = [&](std::uint64_t number) {
[numbered]    const std::string payload = payloadOf(number);
[!numbered]const auto ask = [&] {
    return interrupt::trySend($socket$, std::array{zmq::const_buffer(), zmq::buffer($payload$)});
};

[count]while (!interrupt::requested && (requests < Count || !outstanding.empty())) {
[!count]while (!interrupt::requested) {
    const auto now = Clock::now();
    bool room = true;
    // What waited in vain is asked again, or given up.
    for (auto it = outstanding.begin(); it != outstanding.end() && room;) {
        auto& [number, request] = *it;
        if (request.expires > now) {
            ++it;
        } else if (request.tries > Retries) {
            std::cerr << "$name$: no reply to request " << number << " after " << request.tries
                      << " tries; abandoned\n";
            it = outstanding.erase(it);
        } else if ((room = ask($number$))) {
            ++request.tries;
            request.expires = now + Timeout;
            ++it;
        }
    }
[count]    const bool wants = requests < Count && outstanding.size() < Window;
[!count]    const bool wants = outstanding.size() < Window;
    if (wants && room && now >= due && (room = ask($next$))) {
        outstanding[++requests] = {1, now + Timeout};
[rate]        due = std::max(due + Interval, now - Interval);
    }
    // Until a reply comes, a request is due, the oldest expires, or there may be room again.
    auto until = wants && outstanding.size() < Window ? due : interrupt::Never;
    for (const auto& [number, request] : outstanding)
        until = std::min(until, request.expires);
    if (!room)
        until = now + 10ms;
    if (!interrupt::receive($socket$, frames, until))
        continue;
[numbered]    const std::uint64_t number = numberOf(frames.back().to_string_view());
[numbered]    const auto found = number == 0 ? outstanding.begin() : outstanding.find(number);
[!numbered]    // There is no room for a number in the payload: a reply is taken for the oldest request's.
[!numbered]    const auto found = outstanding.begin();
    if (found == outstanding.end())
        continue; // late: that request has been given up
    outstanding.erase(found);
    ++replies;
}
)";

constexpr std::string_view ReplierWork = R"(
std::vector<zmq::message_t> frames;
std::uint64_t answered = 0;
while (interrupt::receive($socket$, frames)) {
[work]    interrupt::sleepUntil(Clock::now() + Work); // in place of real work
[rep,!text]    // REP keeps the envelope for itself: what is left is the request, and the reply is the same.
[!rep,!text]    // All frames go back: those in front are the envelope, by which the reply finds who asked.
[text]    putReply(frames);
    if (!interrupt::send($socket$, frames))
        break;
    ++answered;
}
std::cout << $label$ + std::to_string(answered) + " requests answered\n" << std::flush;
)";

constexpr std::string_view PutReply = R"(
// What is left of the request is its envelope, by which the reply finds who asked: it ends with the empty frame of a REQ,
// or is all but the last frame. (A REP keeps it for itself.)
void putReply(std::vector<zmq::message_t>& frames)
{
    auto end = std::find_if(frames.begin(), frames.end(), [](const zmq::message_t& frame) { return frame.empty(); });
    end = frames.end() - end > 1 ? end + 1 : frames.end() - 1;
    frames.erase(end, frames.end());
    frames.emplace_back(Text.data(), Text.size());
}

)";

constexpr std::string_view RequesterEnd = R"(
std::cout << "$name$: " << requests << " requests, " << replies << " replies\n" << std::flush;
)";

CppProgramText reqRequester(const NodeProgram& program, TemplateValues values)
{
    const ProgramSocket& socket = program.sockets.front();
    CppProgramText text;
    text.definitions = cppConnectedFunction(
        socket, program,
        {.variable = socket.name, .routingId = {}, .roleLines = {}, .waitsForEndpoint = true, .lingerMs = 0});
    text.main = fillTemplate(LazyPirate, values) + fillTemplate(RequesterEnd, values);
    return text;
}

CppProgramText dealerRequester(const NodeProgram& program, TemplateValues values)
{
    const ProgramSocket& socket = program.sockets.front();
    CppProgramText text;
    text.includes = {"<map>", "<string_view>"};
    if (values.flags.contains("numbered"))
        text.includes.insert("<charconv>");
    text.definitions = fillTemplate(WindowDefinitions, values);
    text.main = cppOpenedSocket(socket, program) + fillTemplate(WindowMain, values) + fillTemplate(RequesterEnd, values);
    return text;
}

} // namespace

CppProgramText cppRequester(const NodeProgram& program)
{
    const CppParameters parameters(program);
    const ProgramSocket& socket = program.sockets.front();
    const bool dealer = socket.type == SocketType::Dealer;
    // A text bears no number.
    const bool numbered = dealer && !parameters.hasText() && parameters.values().integer("size") >= NumberedSize;
    TemplateValues values{{{"name", program.name},
                           {"socket", socket.name},
                           {"payload", parameters.hasText() ? "Payload" : "payload"},
                           {"number", numbered ? "number" : ""},
                           {"next", numbered ? "requests + 1" : ""}},
                          {}};
    if (parameters.hasRate())
        values.flags.insert("rate");
    if (parameters.hasText())
        values.flags.insert("text");
    if (parameters.hasCount())
        values.flags.insert("count");
    if (numbered)
        values.flags.insert("numbered");
    CppProgramText text = dealer ? dealerRequester(program, values) : reqRequester(program, values);
    text.includes.insert({"<algorithm>", "<array>", "<chrono>", "<cstdint>", "<iostream>", "<string>", "<vector>"});
    text.constants = parameters.interval("requests a second at most") + parameters.count("requests to make") +
                     parameters.payload() + parameters.time("timeout", "Timeout", "for each reply") +
                     parameters.whole("retries", "Retries", "after the first try, before a request is abandoned");
    if (dealer)
        text.constants += cppConstant("std::size_t", "Window", cppNumber(parameters.values().integer("window")),
                                      "requests outstanding at a time");
    return text;
}

CppProgramText cppReplier(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<cstdint>", "<iostream>", "<string>", "<vector>"};
    if (parameters.works()) {
        text.includes.insert("<chrono>");
        text.constants = parameters.time("work", "Work", "on each request");
    }
    if (parameters.hasText()) {
        text.includes.insert({"<algorithm>", "<string_view>"});
        text.constants += cppConstant("std::string_view", "Text", cppView(parameters.values().text("text")),
                                      "the reply to every request");
        text.definitions += fillTemplate(PutReply, {});
    }
    addSocketWork(
        program,
        [&](const ProgramSocket& socket) {
            TemplateValues values{{{"socket", "$socket$"}, {"label", "$label$"}}, {}};
            if (parameters.hasText())
                values.flags.insert("text");
            if (parameters.works())
                values.flags.insert("work");
            if (socket.type == SocketType::Rep)
                values.flags.insert("rep");
            return fillTemplate(ReplierWork, values);
        },
        text);
    return text;
}

} // namespace zeroloom
