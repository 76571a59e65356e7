#include "app/zeroloomctl/event_writer.h"

#include <algorithm>

#include "app/zeroloomctl/json_output.h"

namespace zeroloom {

namespace {

constexpr std::size_t EventsAtOnce = 1000;

std::string_view name(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Info:
        return "info";
    case EventSeverity::Warning:
        return "warning";
    case EventSeverity::Error:
        return "error";
    }
    return {};
}

std::string eventLine(const Observer::Event& event)
{
    return jsonLine({{"t", std::max(event.seconds, 0.0)},
                     {"host", event.host.text()},
                     {"severity", name(event.event.severity)},
                     {"kind", event.event.kind},
                     {"node", event.event.node.text()},
                     {"socket", event.event.socket.text()},
                     {"wire", event.event.wire.text()},
                     {"endpoint", event.event.endpoint},
                     {"text", event.event.text}});
}

} // namespace

Status EventWriter::follow(const Observer& observer)
{
    for (;;) {
        const auto events = observer.events(m_last, EventsAtOnce);
        std::string lines;
        for (const Observer::Event& event : events) {
            if (const std::uint64_t leftOut = event.number - m_last - 1; leftOut > 0) {
                lines += jsonLine({{"left_out", leftOut}});
            }
            m_last = event.number;
            lines += eventLine(event);
        }
        if (lines.empty()) {
            return {};
        }
        if (Status written = m_file.append(lines); !written) {
            return written;
        }
    }
}

} // namespace zeroloom
