// Roles of load balancing: who shares requests out, who says that he is free, and who asks in bursts.
#include <string_view>

#include "core/exchange/cpp_broker_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

constexpr std::string_view LoadBalancerMain = R"(
std::deque<std::string> waiting; // workers; who has waited longest is first
std::vector<zmq::message_t> frames;
std::uint64_t requests = 0;
std::uint64_t replies = 0;
std::array items{zmq::pollitem_t{$backend$.handle(), 0, ZMQ_POLLIN, 0}, zmq::pollitem_t{$frontend$.handle(), 0, 0, 0}};
while (!interrupt::requested) {
    // While nobody is free, requests stay where they are, and the clients feel it.
    items[1].events = waiting.empty() ? 0 : ZMQ_POLLIN;
    interrupt::poll(items);
)";

constexpr std::string_view LoadBalancerEnd = R"(
    if (!waiting.empty() && interrupt::tryReceive($frontend$, frames)) {
        address(frames, waiting.front());
        waiting.pop_front();
        interrupt::send($backend$, frames);
        ++requests;
    }
}
std::cout << "$name$: " << requests << " requests, " << replies << " replies\n" << std::flush;
)";

constexpr std::string_view ReadyWorkerMain = R"(
[dealer]// First the empty frame that a REQ would put there: the broker knows by it where the envelope ends.
[dealer]interrupt::send($socket$, std::array{zmq::const_buffer(), zmq::buffer(Ready)});
[!dealer]interrupt::send($socket$, std::array{zmq::buffer(Ready)});
std::vector<zmq::message_t> frames;
std::uint64_t answered = 0;
while (interrupt::receive($socket$, frames)) {
[work]    interrupt::sleepUntil(Clock::now() + Work); // in place of real work
[text]    frames.back().rebuild(Text.data(), Text.size());
    // The envelope leads the reply to whoever asked.
    if (!interrupt::send($socket$, frames))
        break;
    ++answered;
}
std::cout << "$name$: " << answered << " requests answered\n" << std::flush;
)";

constexpr std::string_view TaskName = R"(
// Four hexadecimal digits.
std::string taskName(unsigned number)
{
    constexpr auto Digits = "0123456789ABCDEF"sv;
    std::string name;
    for (unsigned shift = 16; shift > 0; shift -= 4)
        name += Digits[number >> (shift - 4) & 0xf];
    return name;
}

)";

constexpr std::string_view BurstingClientMain = R"(
std::uniform_int_distribution<std::int64_t> pauses{0, Pause.count()};
std::uniform_int_distribution<int> bursts{0, Burst};
std::uniform_int_distribution<unsigned> numbers{0, 0xffff};
std::vector<zmq::message_t> frames;
std::uint64_t tasks = 0;
std::uint64_t answers = 0;
bool lost = false;
while (!lost && interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(pauses(generator)))) {
    for (int left = bursts(generator); left > 0 && !lost; --left) {
        const std::string task = taskName(numbers(generator));
        if (!interrupt::send($frontend$, std::array{zmq::buffer(task)}))
            break;
        ++tasks;
        if (interrupt::receive($frontend$, frames, Clock::now() + Timeout)) {
            ++answers;
[tells]            interrupt::send($monitor$, std::array{zmq::buffer(frames.back().to_string_view())});
        } else if (!interrupt::requested) {
            lost = true; // and it asks no more
[tells]            interrupt::send($monitor$, std::array{zmq::buffer("E: CLIENT EXIT - lost task " + task)});
[!tells]            std::cout << "$name$: no answer to task " << task << ": it ends\n" << std::flush;
        }
    }
}
std::cout << "$name$: " << tasks << " tasks, " << answers << " answers\n" << std::flush;
)";

} // namespace

CppProgramText cppLoadBalancer(const NodeProgram& program)
{
    CppProgramText text;
    text.includes = {"<array>", "<cstdint>"};
    cppAddWorkerFunctions(text);
    TemplateValues values{{{"name", program.name}}, {}};
    for (const ProgramSocket& socket : program.sockets) {
        values.texts[socket.id.text()] = socket.name;
        text.main += cppOpenedSocket(socket, program);
    }
    const std::string deliver = fillTemplate("interrupt::send($frontend$, frames);\n++replies;\n", values);
    text.main += fillTemplate(LoadBalancerMain, values) +
                 indented(cppTakeFromWorker(program, values.texts["backend"], deliver)) +
                 fillTemplate(LoadBalancerEnd, values);
    return text;
}

CppProgramText cppReadyWorker(const NodeProgram& program)
{
    const CppParameters parameters(program);
    const ProgramSocket& socket = program.sockets.front();
    CppProgramText text;
    text.includes = {"<array>", "<cstdint>", "<iostream>", "<string_view>", "<vector>"};
    const std::string_view ready = parameters.values().text("ready") == "01" ? "\x01" : "READY";
    text.constants = cppConstant("std::string_view", "Ready", cppView(ready), "it is free");
    TemplateValues values{{{"name", program.name}, {"socket", socket.name}}, {}};
    setIf(values, "dealer", socket.type == SocketType::Dealer);
    setIf(values, "work", parameters.works());
    setIf(values, "text", parameters.hasText());
    if (parameters.works()) {
        text.includes.insert("<chrono>");
        text.constants += parameters.time("work", "Work", "on each request");
    }
    if (parameters.hasText())
        text.constants += cppConstant("std::string_view", "Text", cppView(parameters.values().text("text")),
                                      "the reply to every request");
    text.main = cppOpenedSocket(socket, program) + fillTemplate(ReadyWorkerMain, values);
    return text;
}

CppProgramText cppBurstingClient(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<array>", "<chrono>", "<cstdint>", "<iostream>", "<string>", "<string_view>", "<vector>"};
    text.constants = parameters.whole("burst", "Burst", "tasks at most") +
                     cppConstant("std::chrono::nanoseconds", "Pause",
                                 chronoLiteral(parameters.values().duration("pause")), "between two bursts at most") +
                     parameters.time("timeout", "Timeout", "for an answer");
    text.definitions = fillTemplate(TaskName, {});
    TemplateValues values{{{"name", program.name}}, {}};
    for (const ProgramSocket& socket : program.sockets) {
        const bool isMonitor = socket.type == SocketType::Push;
        values.texts[isMonitor ? "monitor" : "frontend"] = socket.name;
        setIf(values, "tells", isMonitor && !socket.wires.empty());
        text.main += cppOpenedSocket(socket, program, isMonitor ? 1000 : 0);
    }
    text.main += cppGenerator(parameters, text) + fillTemplate(BurstingClientMain, values);
    return text;
}

} // namespace zeroloom
