#include "app/zeroloomctl/heart_ledger.h"

#include <algorithm>

namespace zeroloom {

namespace {

double secondsBetween(std::uint64_t earlierNs, std::uint64_t laterNs)
{
    return laterNs > earlierNs ? static_cast<double>(laterNs - earlierNs) / 1e9 : 0;
}

// A change that a beat made: the beat is told of by the change.
bool isOfABeat(HeartChangeKind kind)
{
    return kind == HeartChangeKind::New || kind == HeartChangeKind::Beat || kind == HeartChangeKind::Back;
}

bool isBefore(const Heart& one, const Heart& other) { return one.number < other.number; }

HeartTold toldOf(const Observer::HeartEvent& event)
{
    HeartTold told;
    told.seconds = event.seconds;
    told.monitor = event.monitor;
    told.heart = event.change.id;
    told.kind = event.change.kind;
    told.change = true;
    told.rttUs = event.change.rttUs;
    told.missed = event.change.missedInRow;
    told.cause = event.change.cause;
    return told;
}

} // namespace

void HeartLedger::takeBeats(const NodeId& monitor, Page& page, const HeartMonitorObservation& now,
                            std::vector<HeartTold>& told)
{
    page.seen = now.hearts;
    for (const Heart& heart : *now.hearts) {
        Entry& entry = page.entries[heart.number];
        if (heart.lastBeatNs > entry.toldNs) {
            HeartTold beat;
            beat.seconds = now.nowSeconds - secondsBetween(heart.lastBeatNs, now.nowNs);
            beat.monitor = monitor;
            beat.heart = heart.id;
            beat.kind = HeartChangeKind::Beat;
            beat.rttUs = heart.rttUs;
            beat.beats = heart.beats;
            told.push_back(std::move(beat));
            entry.toldNs = heart.lastBeatNs;
        }
        if (entry.heart != heart)
            entry.heart = heart;
    }
    // A full monitor gives up those that were lost first; the book does not outgrow it.
    if (page.entries.size() > now.hearts->size()) {
        std::erase_if(page.entries, [&](const auto& entry) {
            return !entry.second.heart.id.empty() &&
                   !std::binary_search(now.hearts->begin(), now.hearts->end(), entry.second.heart, isBefore);
        });
    }
}

std::vector<HeartTold> HeartLedger::take(const Observation& observation, std::span<const Observer::HeartEvent> events)
{
    std::vector<HeartTold> told;
    for (const Observer::HeartEvent& event : events) {
        Page& page = m_pages[event.monitor];
        if (page.gone)
            continue;
        told.push_back(toldOf(event));
        m_timesLost += event.change.kind == HeartChangeKind::Lost ? 1 : 0;
        if (isOfABeat(event.change.kind)) {
            std::uint64_t& toldNs = page.entries[event.change.heart].toldNs;
            toldNs = std::max(toldNs, event.change.timeNs);
        }
    }
    for (const auto& [id, monitor] : observation.monitors) {
        Page& page = m_pages[id];
        if (page.gone)
            continue;
        page.nowNs = monitor.nowNs;
        page.nowSeconds = monitor.nowSeconds;
        if (page.seen != monitor.hearts)
            takeBeats(id, page, monitor, told);
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const HeartTold& one, const HeartTold& other) { return one.seconds < other.seconds; });
    return told;
}

std::vector<HeartTold> HeartLedger::leave(const NodeId& monitor, double seconds, const std::string& cause)
{
    std::vector<HeartTold> told;
    Page& page = m_pages[monitor];
    page.gone = true;
    for (auto& [number, entry] : page.entries) {
        if (entry.heart.state == HeartState::Left)
            continue;
        HeartTold left;
        left.seconds = seconds;
        left.monitor = monitor;
        left.heart = entry.heart.id;
        left.kind = HeartChangeKind::Left;
        left.change = true;
        left.missed = entry.heart.missedInRow;
        left.cause = cause;
        told.push_back(std::move(left));
        entry.heart.state = HeartState::Left;
        entry.heart.sinceNs = page.nowNs;
        entry.heart.cause = cause;
    }
    return told;
}

std::vector<BookedHeart> HeartLedger::rows() const
{
    std::vector<BookedHeart> rows;
    for (const auto& [id, page] : m_pages) {
        for (const auto& [number, entry] : page.entries) {
            const Heart& heart = entry.heart;
            if (heart.id.empty()) // told of by a change, whose row is still to come
                continue;
            rows.push_back({id, heart, heart.lastBeatNs == 0 ? -1 : secondsBetween(heart.lastBeatNs, page.nowNs),
                            secondsBetween(heart.sinceNs, page.nowNs)});
        }
    }
    return rows;
}

HeartTotals HeartLedger::totals() const
{
    HeartTotals totals;
    totals.timesLost = m_timesLost;
    for (const auto& [id, page] : m_pages) {
        for (const auto& [number, entry] : page.entries) {
            if (entry.heart.id.empty())
                continue;
            ++totals.hearts;
            totals.beats += entry.heart.beats;
            totals.missed += entry.heart.missed;
            switch (entry.heart.state) {
            case HeartState::Alive:
                ++totals.alive;
                break;
            case HeartState::Late:
                ++totals.late;
                break;
            case HeartState::Lost:
                ++totals.lost;
                break;
            case HeartState::Left:
                ++totals.left;
                break;
            }
        }
    }
    return totals;
}

} // namespace zeroloom
