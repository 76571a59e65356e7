#include "core/exchange/cpp_broker_parts.h"

#include <string_view>

namespace zeroloom {

namespace {

constexpr std::string_view WorkerFunctions = R"(
// Routing id and empty frame, and then READY or byte 01, or the two or more frames of whom it is for and the reply.
bool isWorker(const std::vector<zmq::message_t>& frames)
{
    if (frames.size() < 3 || !frames[1].empty())
        return false;
    const std::string_view said = frames[2].to_string_view();
    return frames.size() > 3 || said == "READY" || said == "\x01";
}

// Puts the worker's routing id and an empty frame before a request: what stands before that one leads to the worker,
// what follows it leads the reply back.
void address(std::vector<zmq::message_t>& frames, const std::string& worker)
{
    frames.emplace(frames.begin());
    frames.emplace(frames.begin(), worker.data(), worker.size());
}

)";

constexpr std::string_view TakeFromWorker = R"(
if (interrupt::tryReceive($socket$, frames)) {
    const std::string worker = frames.front().to_string();
    if (!isWorker(frames)) {
        std::cerr << "$name$: " << shown(worker) << " said what is neither READY nor a reply\n";
    } else {
        if (std::find(waiting.begin(), waiting.end(), worker) == waiting.end())
            waiting.push_back(worker);
        if (frames.size() > 3) {
            frames.erase(frames.begin(), frames.begin() + 2);
)";

constexpr std::string_view TakenFromWorker = R"(
        }
    }
}
)";

} // namespace

void cppAddWorkerFunctions(CppProgramText& text)
{
    text.includes.insert({"<algorithm>", "<deque>", "<iostream>", "<string>", "<string_view>", "<vector>"});
    text.definitions += fillTemplate(WorkerFunctions, {});
    cppAddShown(text);
}

std::string cppTakeFromWorker(const NodeProgram& program, const std::string& socket, const std::string& deliver)
{
    const TemplateValues values{{{"name", program.name}, {"socket", socket}}, {}};
    return fillTemplate(TakeFromWorker, values) + indented(indented(indented(deliver))) +
           fillTemplate(TakenFromWorker, {});
}

std::string cppGenerator(const CppParameters& parameters, CppProgramText& text)
{
    text.includes.insert("<random>");
    const std::int64_t seed = parameters.values().integer("seed");
    if (seed == 0)
        return "std::mt19937_64 generator{std::random_device()()};\n";
    text.includes.insert("<cstdint>");
    text.constants += cppConstant("std::uint64_t", "Seed", cppNumber(seed), "the same choices each time");
    return "std::mt19937_64 generator{Seed};\n";
}

} // namespace zeroloom
