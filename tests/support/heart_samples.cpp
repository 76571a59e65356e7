#include "tests/support/heart_samples.h"

#include <algorithm>
#include <cstdio>

#include "core/model/monitor_nodes.h"

namespace zeroloom::samples {
namespace {

constexpr std::uint64_t Second = 1'000'000'000;

std::uint64_t stripOf(std::uint64_t beats, std::uint32_t missedInRow, BeatMark last)
{
    std::uint64_t strip = 0;
    const std::uint64_t shown = std::min<std::uint64_t>(beats, 32);
    for (std::uint64_t ago = 0; ago < shown; ++ago) {
        const BeatMark mark = ago < missedInRow ? BeatMark::Missed : ago == missedInRow ? last : BeatMark::InTime;
        strip |= static_cast<std::uint64_t>(mark) << (2 * ago);
    }
    return strip;
}

Heart heartSeen(std::uint32_t number, const HeartsAre& are, std::uint64_t nowNs)
{
    Heart heart;
    heart.number = number;
    char name[24];
    std::snprintf(name, sizeof name, "heart-%04u", number);
    heart.id = name;
    heart.address = "127.0.0.1:" + std::to_string(20'000 + number % 40'000);
    heart.processId = 4'000 + number;
    heart.process = "python3";
    heart.firstNs = Second;
    heart.beats = are.beats;
    heart.rttUs = 400 + static_cast<std::uint32_t>((number * 37 + are.beats * 11) % 500);
    heart.rttMedianUs = 600;
    heart.rttP99Us = 1'800;
    heart.lastBeatNs = nowNs - Second / 2;
    heart.sinceNs = Second;
    BeatMark last = BeatMark::InTime;
    if (are.lost.contains(number)) {
        heart.state = HeartState::Lost;
        heart.missedInRow = 3;
        heart.cause = "its process 4000 is stopped by a signal";
    } else if (are.late.contains(number)) {
        heart.state = HeartState::Late;
        heart.missedInRow = 1;
        last = BeatMark::Late;
        heart.cause = "its answer is overdue";
    } else if (are.left.contains(number)) {
        heart.state = HeartState::Left;
        heart.cause = "its connection is closed";
    }
    if (heart.state != HeartState::Alive) {
        heart.missed = heart.missedInRow;
        heart.lastBeatNs = nowNs - (heart.missedInRow + 1) * Second;
        heart.sinceNs = nowNs - Second;
    }
    heart.strip = stripOf(are.beats, heart.missedInRow, last);
    return heart;
}

} // namespace

Topology heartMonitor() { return heartbeatMonitor({}, {}); }

ObservationPtr heartsSeen(const HeartsAre& are)
{
    auto observation = std::make_shared<Observation>();
    const std::uint64_t nowNs = (are.beats + 2) * Second;
    observation->seconds = static_cast<double>(are.beats + 2);
    observation->nodes[NodeId("monitor")].state = NodeState::Running;
    observation->nodes[NodeId("hearts")]; // somebody else's: nobody tells its state
    HeartMonitorObservation& seen = observation->monitors[NodeId("monitor")];
    seen.node = NodeId("monitor");
    seen.nowNs = nowNs;
    seen.nowSeconds = observation->seconds;
    seen.running = are.running;
    seen.figures.cannotJudge = are.cannotJudge;
    seen.figures.beatsSent = are.beats;
    seen.figures.ownDelayNs = 120'000;
    auto hearts = std::make_shared<std::vector<Heart>>();
    for (std::uint32_t number = 0; number < are.count; ++number)
        hearts->push_back(heartSeen(number, are, nowNs));
    for (const Heart& heart : *hearts) {
        std::uint32_t* const counts[] = {&seen.figures.alive, &seen.figures.late, &seen.figures.lost,
                                         &seen.figures.left};
        ++*counts[static_cast<std::size_t>(heart.state)];
    }
    seen.hearts = std::move(hearts);
    return observation;
}

} // namespace zeroloom::samples
