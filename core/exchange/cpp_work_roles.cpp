// Work that is asked for, and work that takes its time: dispatcher, asking worker, asynchronous worker.
#include <algorithm>
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

constexpr std::string_view DispatcherMain = R"(
std::vector<zmq::message_t> frames;
[ends]std::set<std::string> working; // routing ids of who was given work
std::uint64_t tasks = 0;
[ends]std::uint64_t fired = 0;
[ends]const auto closingTime = Clock::now() + Period;
while (interrupt::receive($socket$, frames)) {
    const std::string asker = frames.front().to_string();
[ends]    const bool fires = Clock::now() >= closingTime;
[ends]    const std::string_view answer = fires ? "Fired!" : "Work harder";
[!ends]    constexpr std::string_view answer = "Work harder";
    // A REQ takes an answer only behind an empty frame.
    if (!interrupt::send($socket$, std::array{zmq::buffer(asker), zmq::const_buffer(), zmq::buffer(answer)}))
        break;
[!ends]    ++tasks;
[ends]    if (!fires) {
[ends]        working.insert(asker);
[ends]        ++tasks;
[ends]        continue;
[ends]    }
[ends]    working.erase(asker);
[ends]    ++fired;
[ends]    if (working.empty())
[ends]        break;
}
[ends]std::cout << "$name$: " << tasks << " tasks given, " << fired << " workers fired\n" << std::flush;
[!ends]std::cout << "$name$: " << tasks << " tasks given\n" << std::flush;
)";

constexpr std::string_view AskingWorkerMain = R"(
std::mt19937_64 generator{std::random_device()()};
std::uniform_int_distribution<std::int64_t> workTime{Shortest.count(), Longest.count()};
std::vector<zmq::message_t> frames;
std::uint64_t tasks = 0;
[dealer]// First the empty frame that a REQ would put there.
[dealer]while (interrupt::send($socket$, std::array{zmq::const_buffer(), zmq::buffer("Hi Boss"sv)}) &&
[!dealer]while (interrupt::send($socket$, std::array{zmq::buffer("Hi Boss"sv)}) &&
       interrupt::receive($socket$, frames)) {
    if (frames.back().to_string_view() == "Fired!")
        break;
    // In place of real work.
    if (!interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(workTime(generator))))
        break;
    ++tasks;
}
std::cout << "$name$: " << tasks << " tasks done\n" << std::flush;
)";

constexpr std::string_view AsynchronousWorkerMain = R"(
std::mt19937_64 generator{std::random_device()()};
std::uniform_int_distribution<std::int64_t> howMany{0, Replies};
std::uniform_int_distribution<std::int64_t> workTime{0, Longest.count()};
std::vector<zmq::message_t> frames;
std::uint64_t requests = 0;
std::uint64_t replies = 0;
while (interrupt::receive($socket$, frames)) {
    ++requests;
    for (std::int64_t left = howMany(generator); left > 0; --left) {
        // In place of real work.
        if (!interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(workTime(generator))))
            break;
        std::vector<zmq::message_t> copy(frames.size());
        for (std::size_t i = 0; i < frames.size(); ++i)
            copy[i].copy(frames[i]);
        // The routing id in front leads it to whoever asked.
        if (!interrupt::send($socket$, copy))
            break;
        ++replies;
    }
}
std::cout << "$name$: " << requests << " requests, " << replies << " replies\n" << std::flush;
)";

// std::chrono::nanoseconds, so that it can be drawn from a distribution.
std::string timeToDraw(std::string_view constant, Nanoseconds time, std::string_view meaning)
{
    return cppConstant("std::chrono::nanoseconds", constant, chronoLiteral(time), meaning);
}

TemplateValues ofOneSocket(const NodeProgram& program)
{
    return {{{"name", program.name}, {"socket", program.sockets.front().name}}, {}};
}

} // namespace

CppProgramText cppDispatcher(const NodeProgram& program)
{
    const CppParameters parameters(program);
    const ProgramSocket& socket = program.sockets.front();
    const bool ends = parameters.values().duration("period").count() > 0;
    CppProgramText text;
    text.includes = {"<array>", "<cstdint>", "<iostream>", "<string>", "<string_view>", "<vector>"};
    if (ends) {
        text.includes.insert({"<chrono>", "<set>"});
        text.constants = parameters.time("period", "Period", "after which it fires whoever asks");
    }
    TemplateValues values = ofOneSocket(program);
    setIf(values, "ends", ends);
    text.main = cppOpenedSocket(socket, program) + fillTemplate(DispatcherMain, values);
    if (ends)
        text.main += cppPatientEnd(program, {&socket});
    return text;
}

CppProgramText cppAskingWorker(const NodeProgram& program)
{
    const CppParameters parameters(program);
    const ProgramSocket& socket = program.sockets.front();
    const bool dealer = socket.type == SocketType::Dealer;
    const Nanoseconds shortest = parameters.values().duration("shortest");
    const Nanoseconds longest = std::max(shortest, parameters.values().duration("longest"));
    CppProgramText text;
    text.includes = {"<array>", "<chrono>", "<cstdint>", "<iostream>", "<random>", "<vector>"};
    text.constants = timeToDraw("Shortest", shortest, "of work") + timeToDraw("Longest", longest, {});
    TemplateValues values = ofOneSocket(program);
    setIf(values, "dealer", dealer);
    text.main = cppOpenedSocket(socket, program, dealer ? 1000 : 0) + fillTemplate(AskingWorkerMain, values);
    return text;
}

CppProgramText cppAsynchronousWorker(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<chrono>", "<cstddef>", "<cstdint>", "<iostream>", "<random>", "<vector>"};
    text.constants = cppConstant("std::int64_t", "Replies", cppNumber(parameters.values().integer("replies")),
                                 "to one request at most") +
                     timeToDraw("Longest", parameters.values().duration("longest"), "for each of them");
    text.main =
        cppOpenedSocket(program.sockets.front(), program) + fillTemplate(AsynchronousWorkerMain, ofOneSocket(program));
    return text;
}

} // namespace zeroloom
