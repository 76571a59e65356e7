// A monitor of hearts in pretended time, for the panel of hearts: what it sees, and what happened to each heart.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/heart_samples.h"
#include "ui/liveness/liveness_source.h"

namespace zeroloom::test {

class PretendedHearts final : public LivenessSource {
public:
    explicit PretendedHearts(std::size_t count) { are.count = count; }

    // What the next look() sees.
    samples::HeartsAre are;
    // A beat later: the changes of state since the last call have happened at this moment.
    void beat()
    {
        ++are.beats;
        look();
    }
    // The same moment, as it is now.
    void look()
    {
        auto observation = std::make_shared<Observation>(*samples::heartsSeen(are));
        HeartMonitorObservation& monitor = observation->monitors.begin()->second;
        auto hearts = std::make_shared<std::vector<Heart>>(*monitor.hearts);
        m_states.resize(std::max(m_states.size(), hearts->size()), -1);
        m_last.resize(m_states.size());
        for (Heart& heart : *hearts)
            keepLast(heart);
        monitor.hearts = std::move(hearts);
        m_observation = observation;
        for (const Heart& heart : *monitor.hearts)
            note(monitor, heart);
    }

    // Another run: nothing has happened in it yet.
    void restart(std::size_t count)
    {
        are = {};
        are.count = count;
        m_events.clear();
        m_states.clear();
        m_last.clear();
    }

    ObservationPtr observation() const override { return m_observation; }
    std::vector<Observer::HeartEvent> heartEvents(std::uint64_t after, std::size_t most) const override
    {
        const std::size_t first = std::min<std::size_t>(after, m_events.size());
        const std::size_t last = std::min(m_events.size(), first + most);
        return {m_events.begin() + static_cast<std::ptrdiff_t>(first),
                m_events.begin() + static_cast<std::ptrdiff_t>(last)};
    }
    std::uint64_t lastHeartEventNumber() const override { return m_events.size(); }
    const std::vector<Observer::HeartEvent>& events() const { return m_events; }

private:
    // Who does not answer keeps the last answer, and the time since when it does not.
    void keepLast(Heart& heart)
    {
        Heart& last = m_last[heart.number];
        if (heart.state != HeartState::Alive && last.lastBeatNs > 0) {
            heart.lastBeatNs = last.lastBeatNs;
            heart.rttUs = last.rttUs;
            heart.sinceNs = heart.state == last.state ? last.sinceNs : heart.sinceNs;
        }
        last = heart;
    }
    void note(const HeartMonitorObservation& monitor, const Heart& heart)
    {
        int& before = m_states[heart.number];
        const int now = static_cast<int>(heart.state);
        if (before == now)
            return;
        const auto was = static_cast<HeartState>(before);
        HeartChangeKind kind = HeartChangeKind::Beat;
        if (before < 0)
            kind = HeartChangeKind::New;
        else if (heart.state == HeartState::Late)
            kind = HeartChangeKind::Late;
        else if (heart.state == HeartState::Lost)
            kind = HeartChangeKind::Lost;
        else if (heart.state == HeartState::Left)
            kind = HeartChangeKind::Left;
        else if (was != HeartState::Late)
            kind = HeartChangeKind::Back;
        before = now;
        m_events.push_back(
            {m_events.size() + 1,
             monitor.nowSeconds,
             monitor.node,
             {monitor.nowNs, heart.number, kind, heart.id, heart.rttUs, heart.missedInRow, heart.cause}});
    }

    ObservationPtr m_observation = std::make_shared<const Observation>();
    std::vector<Observer::HeartEvent> m_events;
    std::vector<Heart> m_last;
    std::vector<int> m_states; // by number; -1: not seen
};

} // namespace zeroloom::test
