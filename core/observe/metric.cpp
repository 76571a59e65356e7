#include <array>
#include <string_view>

#include "core/observe/observer.h"

namespace zeroloom {

namespace {

struct MetricText {
    std::string_view name, unit;
};

// In the order of Metric.
constexpr std::array Texts{
    MetricText{"send rate", "messages/s"}, MetricText{"receive rate", "messages/s"},
    MetricText{"send rate", "bytes/s"},    MetricText{"receive rate", "bytes/s"},
    MetricText{"queue in", "messages"},    MetricText{"queue out", "messages"},
    MetricText{"time muted", "%"},         MetricText{"latency, median", "µs"},
    MetricText{"latency, 99%", "µs"},      MetricText{"rate", "messages/s"},
    MetricText{"queue depth", "messages"}, MetricText{"latency, median", "µs"},
    MetricText{"latency, 99%", "µs"},      MetricText{"round-trip time", "µs"},
};
static_assert(Texts.size() == static_cast<std::size_t>(Metric::WireRtt) + 1);

} // namespace

std::string_view name(Metric metric) { return Texts.at(static_cast<std::size_t>(metric)).name; }

std::string_view unit(Metric metric) { return Texts.at(static_cast<std::size_t>(metric)).unit; }

std::string_view name(Quality quality)
{
    switch (quality) {
    case Quality::Exact:
        return "exact";
    case Quality::Estimated:
        return "estimated";
    case Quality::Unknown:
        break;
    }
    return "unknown";
}

} // namespace zeroloom
