// Roles of pipelines of tasks: who hands them out, who works on them, and who gathers the results.
#include <algorithm>
#include <string_view>

#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

constexpr std::string_view VentilatorMain = R"(
std::mt19937_64 generator{std::random_device()()};
std::uniform_int_distribution<std::int64_t> milliseconds{Shortest, Longest};
std::uint64_t sent = 0;
[tells]interrupt::send($sink$, std::array{zmq::buffer("0"sv)}); // from here on the sink measures the time
[rate]auto due = Clock::now();
[ends,rate]while (sent < Tasks && interrupt::sleepUntil(due)) {
[!ends,rate]while (interrupt::sleepUntil(due)) {
[ends,!rate]while (sent < Tasks && !interrupt::requested) {
[!ends,!rate]while (!interrupt::requested) {
    const std::string task = std::to_string(milliseconds(generator)); // that the work on it takes
    if (!interrupt::send($out$, std::array{zmq::buffer(task)}))
        break;
    ++sent;
[rate]    // By the schedule and not after the last task, so that the mean is exact; what lies far back is forgiven.
[rate]    due = std::max(due + Interval, Clock::now() - 100ms);
}
std::cout << "$name$: " << sent << " tasks sent\n" << std::flush;
)";

constexpr std::string_view CollectorMain = R"(
std::vector<zmq::message_t> frames;
std::uint64_t results = 0;
Clock::time_point firstCame;
Clock::duration elapsed{};
bool begun = false;
bool marked = false; // the ventilator's start marker has come
[ends]while (results < Results && interrupt::receive($in$, frames)) {
[!ends]while (interrupt::receive($in$, frames)) {
[drains]    interrupt::discard($control$); // subscriptions, which must not pile up
    const auto now = Clock::now();
    if (!std::exchange(begun, true))
        firstCame = now;
    // It comes through another connection than the results, so that it may come after some of them.
    if (!marked && frames.back().to_string_view() == "0") {
        marked = true;
        continue;
    }
    ++results;
    elapsed = now - firstCame;
}
[ends,control]if (!interrupt::requested)
[ends,control]    interrupt::send($control$, std::array{zmq::buffer(Text)}); // those who listen end by it
std::cout << "$name$: " << results << " results in "
          << std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count() << " ms\n"
          << std::flush;
)";

constexpr std::string_view WorkTime = R"(
// The task is the number of milliseconds that it takes; what is no number takes no time.
Clock::duration workTime(const zmq::message_t& task)
{
    const double milliseconds = std::strtod(task.to_string().c_str(), nullptr);
    if (!(milliseconds > 0))
        return {};
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double, std::milli>(std::min(milliseconds, 1e12)));
}

)";

constexpr std::string_view OneWayWorker = R"(
std::vector<zmq::message_t> frames;
std::uint64_t passed = 0;
[control]std::array items{zmq::pollitem_t{$in$.handle(), 0, ZMQ_POLLIN, 0},
[control]                 zmq::pollitem_t{$control$.handle(), 0, ZMQ_POLLIN, 0}};
[control]while (interrupt::poll(items) > 0) {
[control]    if (items[1].revents & ZMQ_POLLIN)
[control]        break; // whatever it says, it is the end
[control]    if (!interrupt::tryReceive($in$, frames))
[control]        continue;
[!control]while (interrupt::receive($in$, frames)) {
[work]    interrupt::sleepUntil(Clock::now() + $time$); // in place of real work
    // While there is no room, nothing more is taken in: the pressure passes upstream.
    if (!interrupt::send($out$, frames))
        break;
    ++passed;
}
)";

constexpr std::string_view TwoWayWorker = R"(
std::vector<zmq::message_t> frames; // the message that is worked on; while it is here, nothing more is taken in
std::uint64_t passed = 0;
[work]auto doneAt = Clock::now();
[control]bool told = false; // to end; what is worked on is still finished
[!control]std::array items{zmq::pollitem_t{$in$.handle(), 0, 0, 0}, zmq::pollitem_t{$out$.handle(), 0, 0, 0}};
[control]std::array items{zmq::pollitem_t{$in$.handle(), 0, 0, 0}, zmq::pollitem_t{$out$.handle(), 0, 0, 0},
[control]                 zmq::pollitem_t{$control$.handle(), 0, ZMQ_POLLIN, 0}};
[!control]while (!interrupt::requested) {
[control]while (!interrupt::requested && !(told && frames.empty())) {
[work]    const bool done = !frames.empty() && Clock::now() >= doneAt;
[!work]    const bool done = !frames.empty();
[!control]    items[0].events = frames.empty() ? ZMQ_POLLIN : 0;
[control]    items[0].events = frames.empty() && !told ? ZMQ_POLLIN : 0;
    items[1].events = static_cast<short>(ZMQ_POLLIN | (done ? ZMQ_POLLOUT : 0));
[work]    interrupt::poll(items, done || frames.empty() ? interrupt::Never : doneAt);
[!work]    interrupt::poll(items);
[control]    if (items[2].revents & ZMQ_POLLIN) {
[control]        interrupt::discard($control$); // whatever it says, it is the end
[control]        told = true;
[control]    }
    // What comes back through the way out must not pile up.
    if (items[1].revents & ZMQ_POLLIN)
        interrupt::discard($out$);
[work]    if (items[0].revents & ZMQ_POLLIN && interrupt::tryReceive($in$, frames))
[work]        doneAt = Clock::now() + $time$; // in place of real work
[!work]    if (items[0].revents & ZMQ_POLLIN)
[!work]        interrupt::tryReceive($in$, frames);
    if (items[1].revents & ZMQ_POLLOUT && interrupt::trySend($out$, frames)) {
        frames.clear();
        ++passed;
    }
}
)";

std::int64_t milliseconds(const CppParameters& parameters, std::string_view parameter)
{
    return std::chrono::round<std::chrono::milliseconds>(parameters.values().duration(parameter)).count();
}

// Who is told when the first task goes out: nobody, where no wire leads there.
const ProgramSocket* sinkOf(const NodeProgram& ventilator)
{
    if (ventilator.sockets.size() < 2)
        return nullptr;
    const ProgramSocket* sink = ventilator.socket("sink");
    return sink ? sink : &ventilator.sockets.back();
}

// Constants of the work, and the function that tells how long it takes.
void addWorkTime(const CppParameters& parameters, TemplateValues& values, CppProgramText& text)
{
    if (parameters.values().text("timing") == "message") {
        values.flags.insert("work");
        values.texts["time"] = "workTime(frames.back())";
        text.includes.insert({"<algorithm>", "<cstdlib>", "<ratio>"});
        text.definitions += fillTemplate(WorkTime, {});
    } else if (parameters.works()) {
        values.flags.insert("work");
        values.texts["time"] = "Work";
        text.constants += parameters.time("work", "Work", "on each message");
    }
}

} // namespace

CppProgramText cppVentilator(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<algorithm>", "<array>", "<chrono>", "<cstdint>", "<iostream>", "<random>", "<string>"};
    const std::int64_t tasks = parameters.values().integer("tasks");
    const std::int64_t shortest = milliseconds(parameters, "shortest");
    text.constants = parameters.interval("tasks a second");
    if (tasks > 0)
        text.constants += cppConstant("std::uint64_t", "Tasks", cppNumber(tasks), {});
    text.constants += cppConstant("std::int64_t", "Shortest", cppNumber(shortest), "ms that a task takes") +
                      cppConstant("std::int64_t", "Longest",
                                  cppNumber(std::max(shortest, milliseconds(parameters, "longest"))), "ms");
    const ProgramSocket* sink = sinkOf(program);
    TemplateValues values{{{"name", program.name}}, {}};
    setIf(values, "rate", parameters.hasRate());
    setIf(values, "ends", tasks > 0);
    setIf(values, "tells", sink && !sink->wires.empty());
    std::vector<const ProgramSocket*> senders;
    for (const ProgramSocket& socket : program.sockets) {
        values.texts[&socket == sink ? "sink" : "out"] = socket.name;
        senders.push_back(&socket);
        text.main += cppOpenedSocket(socket, program);
    }
    text.main += fillTemplate(VentilatorMain, values);
    if (tasks > 0)
        text.main += cppPatientEnd(program, senders);
    return text;
}

CppProgramText cppWorker(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<array>", "<chrono>", "<cstdint>", "<iostream>", "<string>", "<vector>"};
    TemplateValues values;
    addWorkTime(parameters, values, text);
    const ProgramSocket* control = workerControl(program);
    const ProgramSocket* sender = nullptr;
    for (const ProgramSocket& socket : program.sockets) {
        const bool out = socket.id.text() == "out" || onlySends(socket.type) || socket.type == SocketType::XPub;
        sender = out ? &socket : sender;
        values.texts[&socket == control ? "control" : out ? "out" : "in"] = socket.name;
        text.main += cppOpenedSocket(socket, program);
    }
    setIf(values, "control", control != nullptr);
    text.main += fillTemplate(sender && onlySends(sender->type) ? OneWayWorker : TwoWayWorker, values) +
                 "std::cout << " + cppLiteral(program.name + ": ") +
                 " + std::to_string(passed) + \" messages passed on\\n\" << std::flush;\n";
    if (control && sender)
        text.main += cppPatientEnd(program, {sender});
    return text;
}

CppProgramText cppCollector(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<array>", "<chrono>", "<cstdint>", "<iostream>", "<utility>", "<vector>"};
    const std::int64_t results = parameters.values().integer("results");
    TemplateValues values{{{"name", program.name}}, {}};
    const ProgramSocket* control = nullptr;
    for (const ProgramSocket& socket : program.sockets) {
        control = socket.type == SocketType::Pull ? control : &socket;
        values.texts[&socket == control ? "control" : "in"] = socket.name;
        text.main += cppOpenedSocket(socket, program);
    }
    setIf(values, "ends", results > 0);
    setIf(values, "control", control != nullptr);
    setIf(values, "drains", control && control->type == SocketType::XPub);
    if (results > 0)
        text.constants = cppConstant("std::uint64_t", "Results", cppNumber(results), "to wait for");
    if (results > 0 && control) {
        text.includes.insert("<string_view>");
        text.constants += cppConstant("std::string_view", "Text", cppView(parameters.values().text("text")),
                                      "what those hear who end by it");
    }
    text.main += fillTemplate(CollectorMain, values);
    if (results > 0 && control)
        text.main += cppPatientEnd(program, {control});
    return text;
}

} // namespace zeroloom
