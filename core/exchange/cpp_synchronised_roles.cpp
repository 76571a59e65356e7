// A publisher that waits for its subscribers, and they.
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

constexpr std::string_view PublisherMain = R"(
[!text]const std::string payload(Size, 'z');
std::vector<zmq::message_t> frames;
std::uint64_t subscribers = 0;
std::uint64_t sent = 0;

// Each asks when its subscription has come, so that it misses nothing. Who comes later is answered, too, so that
// nobody waits for ever; but it has missed something.
const auto answer = [&] {
    while (interrupt::tryReceive($sync$, frames) && interrupt::send($sync$, std::array{zmq::const_buffer()}))
        ++subscribers;
};

while (subscribers < Subscribers && interrupt::wait($sync$, ZMQ_POLLIN))
    answer();
[rate]auto due = Clock::now();
[count,rate]while (sent < Count && interrupt::sleepUntil(due)) {
[!count,rate]while (interrupt::sleepUntil(due)) {
[count,!rate]while (sent < Count && !interrupt::requested) {
[!count,!rate]while (!interrupt::requested) {
    answer();
[xpub]    interrupt::discard($publisher$); // subscriptions, which must not pile up
    if (!interrupt::send($publisher$, std::array{zmq::buffer($payload$)}))
        break;
    ++sent;
[rate]    // By the schedule and not after the last message, so that the mean is exact; what lies far back is forgiven.
[rate]    due = std::max(due + Interval, Clock::now() - 100ms);
}
[count]if (!interrupt::requested)
[count]    interrupt::send($publisher$, std::array{zmq::buffer("END"sv)});
std::cout << "$name$: " << sent << " messages sent\n" << std::flush;
)";

constexpr std::string_view SubscriberMain = R"(
[delay]interrupt::sleepUntil(Clock::now() + Delay);
std::vector<zmq::message_t> frames;
std::uint64_t updates = 0;
bool complete = false;
// The publisher begins when it has heard of all.
if (interrupt::send($sync$, std::array{zmq::const_buffer()}) && interrupt::receive($sync$, frames)) {
    while (!complete && interrupt::receive($subscriber$, frames)) {
        complete = frames.back().to_string_view() == "END";
        if (!complete)
            ++updates;
    }
}
std::cout << "$name$: " << updates << " updates, " << (complete ? "all" : "not all") << '\n' << std::flush;
)";

} // namespace

CppProgramText cppSynchronisedPublisher(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<algorithm>", "<array>", "<chrono>", "<cstdint>", "<iostream>", "<string>", "<vector>"};
    text.constants = cppConstant("std::uint64_t", "Subscribers", cppNumber(parameters.values().integer("subscribers")),
                                 "to wait for") +
                     parameters.interval("messages a second") + parameters.count("messages, and then END") +
                     parameters.payload();
    TemplateValues values{{{"name", program.name}, {"payload", parameters.hasText() ? "Payload" : "payload"}}, {}};
    setIf(values, "rate", parameters.hasRate());
    setIf(values, "count", parameters.hasCount());
    setIf(values, "text", parameters.hasText());
    std::vector<const ProgramSocket*> all;
    for (const ProgramSocket& socket : program.sockets) {
        setIf(values, "xpub", socket.type == SocketType::XPub);
        values.texts[socket.type == SocketType::Rep ? "sync" : "publisher"] = socket.name;
        all.push_back(&socket);
        text.main += cppOpenedSocket(socket, program);
    }
    text.main += fillTemplate(PublisherMain, values);
    if (parameters.hasCount())
        text.main += cppPatientEnd(program, all);
    return text;
}

CppProgramText cppSynchronisedSubscriber(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<array>", "<cstdint>", "<iostream>", "<vector>"};
    TemplateValues values{{{"name", program.name}}, {}};
    if (parameters.values().duration("delay").count() > 0) {
        values.flags.insert("delay");
        text.includes.insert("<chrono>");
        text.constants = parameters.time("delay", "Delay", "for the subscription to get there");
    }
    for (const ProgramSocket& socket : program.sockets) {
        values.texts[socket.type == SocketType::Req ? "sync" : "subscriber"] = socket.name;
        text.main += cppOpenedSocket(socket, program, 0);
    }
    text.main += fillTemplate(SubscriberMain, values);
    return text;
}

} // namespace zeroloom
