// What every role does that watches hearts: it keeps the judge (HeartWatch), tells it when beats had left this process,
// and lets it judge only when all that had come by then has been read. So whatever delays this process delays its
// verdicts, and nobody is declared dead because of it.
//
// In each advance: begin(), then beats and answers, then judge(). All of it but watch() and figures() is for the loop
// of the role's node.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/liveness/heart_watch.h"
#include "core/role/beat_schedule.h"
#include "core/role/parameters.h"
#include "core/role/role_node.h"

namespace zeroloom {

class HeartMonitor {
public:
    explicit HeartMonitor(BeatSide side) : m_side(side), m_watch(side) {}

    void configure(const Parameters& parameters, RoleContext& context);

    // Takes the time before which everything that is received from now on must have come.
    void begin(RoleContext& context);

    // Beats. While sources may not start anything, none is due.
    bool isBeatDue() const { return m_schedule.isDue(m_now); }
    std::string beat() { return m_watch.beat(m_now); }
    // The last beat was given to a socket at `when`.
    void beatSent(Nanoseconds when);
    // The last beat could not be sent to anybody: what was missed with it is judged as if it had left at once.
    void beatLost();

    // What came in: an answer with its envelope, as a ROUTER gives it; an echo of the one that is followed, and a beat
    // that it sent by itself, of which the last frame counts.
    void answer(Message& answer, RoleContext& context);
    void echo(Message& echo, RoleContext& context);
    void heard(Message& beat, RoleContext& context);

    // `drained`: after begin(), the sockets were read until they were empty. Says when to be called again.
    void judge(bool drained, RoleContext& context, Progress& step);

    // Of one heart that is known by the name of the node at the other end: it is expected as long as it is wired.
    void follow(std::string_view peerNode);
    const std::string& followed() const { return m_followed; }

    HeartWatch& watch() { return m_watch; }
    Values figures() const;

private:
    struct Unconfirmed {
        std::uint64_t beat = 0;
        Nanoseconds sent{0};
    };

    void confirm();
    void tellWhatIsWrong(AnswerKind kind, RoleContext& context);

    const BeatSide m_side;
    HeartWatch m_watch;
    BeatSchedule m_schedule;
    Nanoseconds m_now{0};
    IoView m_view;
    std::deque<Unconfirmed> m_unconfirmed; // beats of which it is not known yet that they have left
    std::string m_followed;
    std::vector<std::string_view> m_frames; // of the answer that is being looked at
    std::optional<Nanoseconds> m_lastTold;  // of something that came in wrong
    std::atomic<bool> m_paused{false};
};

} // namespace zeroloom
