#include "ui/liveness/timeline_store.h"

#include <algorithm>

namespace zeroloom {

HeartState stateAfter(HeartChangeKind kind)
{
    switch (kind) {
    case HeartChangeKind::Late:
        return HeartState::Late;
    case HeartChangeKind::Lost:
        return HeartState::Lost;
    case HeartChangeKind::Left:
        return HeartState::Left;
    case HeartChangeKind::New:
    case HeartChangeKind::Beat:
    case HeartChangeKind::Back:
        break;
    }
    return HeartState::Alive;
}

std::size_t TimelineStore::mostOfOne() const
{
    return std::max(FewestOfOne, MostMarks / std::max<std::size_t>(1, m_marks.size()));
}

void TimelineStore::add(HeartKey heart, const Observer::HeartEvent& event)
{
    std::vector<TimelineMark>& marks = m_marks[heart];
    if (marks.size() >= mostOfOne()) {
        // Half at once, so that a busy heart does not move its marks at each.
        const std::size_t surplus = marks.size() - mostOfOne() / 2;
        marks.erase(marks.begin(), marks.begin() + static_cast<std::ptrdiff_t>(surplus));
        m_size -= surplus;
    }
    // Marks of one heart come in order; one of a clock that stands a little behind its last must not break the search.
    const double last = marks.empty() ? event.seconds : marks.back().seconds;
    marks.push_back({std::max(event.seconds, last), event.change.kind, event.number});
    ++m_size;
}

void TimelineStore::clear()
{
    m_marks.clear();
    m_size = 0;
}

std::span<const TimelineMark> TimelineStore::marks(HeartKey heart) const
{
    const auto found = m_marks.find(heart);
    return found == m_marks.end() ? std::span<const TimelineMark>() : found->second;
}

const TimelineMark* TimelineStore::markAt(HeartKey heart, double seconds) const
{
    const std::span<const TimelineMark> all = marks(heart);
    const auto after = std::ranges::upper_bound(all, seconds, {}, &TimelineMark::seconds);
    return after == all.begin() ? nullptr : &*std::prev(after);
}

} // namespace zeroloom
