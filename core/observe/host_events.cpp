#include "core/observe/host_events.h"

namespace zeroloom {

namespace {

HostEvent event(EventSeverity severity, const char* kind, std::string text)
{
    HostEvent made;
    made.severity = severity;
    made.kind = kind;
    made.text = std::move(text);
    return made;
}

HostEvent startOf(const HostReport* before, const HostReport& now)
{
    const bool again = before && (before->state == HostState::Lost || before->state == HostState::Stopped);
    return event(EventSeverity::Info, again ? "host-started-again" : "host-started",
                 "process " + std::to_string(now.processId));
}

} // namespace

std::optional<HostEvent> eventOf(const HostReport* before, const HostReport& now)
{
    if (!before || before->state != now.state) {
        switch (now.state) {
        case HostState::Starting:
            return startOf(before, now);
        case HostState::Lost:
            return event(EventSeverity::Error, "host-lost", now.detail);
        case HostState::Stopped:
            return event(EventSeverity::Info, "host-stopped", now.detail);
        case HostState::Running:
        case HostState::Draining:
            break;
        }
        return std::nullopt;
    }
    if (before->frozen != now.frozen)
        return event(EventSeverity::Info, now.frozen ? "host-frozen" : "host-thawed",
                     "process " + std::to_string(now.processId) + (now.frozen ? " stands still" : " goes on"));
    if (now.state != HostState::Running || before->detail == now.detail)
        return std::nullopt;
    return now.detail.empty() ? event(EventSeverity::Info, "host-answers", "answers again")
                              : event(EventSeverity::Warning, "host-silent", now.detail);
}

} // namespace zeroloom
