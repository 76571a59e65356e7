#include "core/host/heart_events.h"

#include <algorithm>
#include <string>
#include <vector>

namespace zeroloom {
namespace {

constexpr std::size_t MostLines = 5; // of a kind at once
constexpr std::size_t MostNamed = 3;

// What is said of one heart and of several.
std::string inWords(HeartChangeKind kind, bool several)
{
    const std::string are = several ? " are " : " is ";
    switch (kind) {
    case HeartChangeKind::New:
        return several ? " answer for the first time" : " answers for the first time";
    case HeartChangeKind::Late:
        return are + "late";
    case HeartChangeKind::Beat:
        return are + "in time again";
    case HeartChangeKind::Lost:
        return are + "lost";
    case HeartChangeKind::Back:
        return are + "back";
    case HeartChangeKind::Left:
        break;
    }
    return several ? " have left" : " has left";
}

HostEvent lineOf(const NodeId& monitor, HeartChangeKind kind, std::string text)
{
    const bool bad = kind == HeartChangeKind::Late || kind == HeartChangeKind::Lost;
    HostEvent event;
    event.severity = bad ? EventSeverity::Warning : EventSeverity::Info;
    event.kind = "heart-" + std::string(name(kind));
    event.node = monitor;
    event.text = std::move(text);
    return event;
}

void logOne(const NodeId& monitor, const HeartChange& change, EventLog& log)
{
    std::string text = "heart '" + change.id + "'" + inWords(change.kind, false);
    if (!change.cause.empty())
        text += ": " + change.cause;
    log.add(lineOf(monitor, change.kind, std::move(text)));
}

void logMany(const NodeId& monitor, const std::vector<const HeartChange*>& changes, EventLog& log)
{
    const HeartChangeKind kind = changes.front()->kind;
    std::string text = std::to_string(changes.size()) + " hearts" + inWords(kind, true) + ": ";
    for (std::size_t i = 0; i < MostNamed; ++i)
        text += (i > 0 ? ", '" : "'") + changes[i]->id + "'";
    log.add(lineOf(monitor, kind, text + " and " + std::to_string(changes.size() - MostNamed) + " more"));
}

} // namespace

void logHeartChanges(const NodeId& monitor, std::span<const HeartChange> changes, EventLog& log)
{
    // By kind, in the order in which the kinds came.
    std::vector<std::vector<const HeartChange*>> kinds;
    for (const HeartChange& change : changes) {
        auto same = std::ranges::find(kinds, change.kind, [](const auto& kind) { return kind.front()->kind; });
        if (same == kinds.end())
            same = kinds.emplace(kinds.end());
        same->push_back(&change);
    }
    for (const auto& kind : kinds) {
        if (kind.size() > MostLines) {
            logMany(monitor, kind, log);
            continue;
        }
        for (const HeartChange* change : kind)
            logOne(monitor, *change, log);
    }
}

} // namespace zeroloom
