// A lesson of anybody's: whatever the bytes, it is read, or refused with a line for each problem.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/format/topology_file.h"
#include "core/gallery/lesson.h"

namespace {

using namespace zeroloom;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

const Topology& sample()
{
    static const Topology Sample = *readTopology(R"({"zeroloom": 1, "nodes": [
        {"id": "client", "role": "requester", "sockets": [{"id": "req", "type": "REQ"}]},
        {"id": "server", "role": "replier", "sockets": [{"id": "rep", "type": "REP"}]}],
        "wires": [{"id": "ask", "from": "client.req", "to": "server.rep"}]})");
    return Sample;
}

void readAsLesson(std::string_view text)
{
    const auto lesson = readLesson(text, "fuzz", sample());
    lessonTopology(text);
    if (!lesson) {
        require(!lesson.error().empty());
        for (const Error& error : lesson.error()) {
            require(error.where.starts_with("line ") && !error.message.empty());
        }
        return;
    }
    require(!lesson->title.empty() && !lesson->steps.empty());
    for (const LessonStep& step : lesson->steps) {
        require(!step.prediction || step.prediction->right < step.prediction->choices.size());
    }
}

void readAsClaim(std::string_view text)
{
    if (const auto claim = parseClaim(text, sample())) {
        std::string figures;
        require(!holds(*claim, Observation(), Observation(), figures) || !claim->written.empty());
        const auto again = parseClaim(claim->written, sample());
        require(again && again->written == claim->written);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    readAsLesson(text);
    readAsClaim(text);
    return 0;
}
