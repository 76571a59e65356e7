// A HeartWatch with a clock that the test moves and a witness that says what the test wants.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/liveness/heart_watch.h"

namespace zeroloom {

using namespace std::chrono_literals;

class PretendedWitness final : public HeartWitness {
public:
    std::string address(int descriptor) override
    {
        ++addressesAsked;
        const auto found = addresses.find(descriptor);
        return found == addresses.end() ? "127.0.0.1:" + std::to_string(40'000 + descriptor) : found->second;
    }
    HeartEvidence evidence(const HeartPeer& peer) override
    {
        ++evidenceAsked;
        const auto found = evidenceOf.find(peer.descriptor);
        return found == evidenceOf.end() ? HeartEvidence() : found->second;
    }

    std::map<int, std::string> addresses;
    std::map<int, HeartEvidence> evidenceOf;
    int addressesAsked = 0, evidenceAsked = 0;
};

// An id as a ROUTER makes it up.
inline std::string madeId(char number) { return std::string("\0\x6b\x8b\x45", 4) + number; }

class PretendedMonitor {
public:
    explicit PretendedMonitor(HeartRule rule = {}, BeatSide side = BeatSide::Sends) : watch(side)
    {
        watch.setRule(rule, now);
    }

    // Sends a beat, which leaves at once, and returns its payload.
    std::string beat()
    {
        std::string payload = watch.beat(now);
        watch.beatsLeft(watch.lastBeat(), now);
        return payload;
    }
    // Lets time pass, with all that came read, and verdicts given when they are due.
    void wait(Nanoseconds time)
    {
        const Nanoseconds end = now + time;
        for (Nanoseconds next = watch.nextVerdict(); next <= end; next = watch.nextVerdict()) {
            now = std::max(now + 1us, next);
            watch.judge(now, now, witness);
        }
        now = std::max(now, end);
        watch.judge(now, now, witness);
    }
    AnswerKind answer(std::string_view id, std::string_view payload, int descriptor = 7)
    {
        const std::array frames{id, payload};
        return watch.answer(frames, descriptor, now, witness);
    }
    AnswerKind hear(std::string_view id, std::string_view payload) { return watch.heard(id, payload, 7, now, witness); }
    // A period in which the heart answers after a delay; then the next beat may be sent.
    AnswerKind answeredPeriod(std::string_view id, Nanoseconds delay = 1ms, int descriptor = 7)
    {
        const std::string payload = beat();
        wait(delay);
        const AnswerKind kind = answer(id, payload, descriptor);
        wait(watch.rule().period - delay);
        return kind;
    }
    void silentPeriods(int count)
    {
        for (int i = 0; i < count; ++i) {
            beat();
            wait(watch.rule().period);
        }
    }

    std::vector<Heart> hearts()
    {
        std::uint64_t stamp = 0;
        return watch.heartsSince(stamp);
    }
    // The newest of this name; a heart of state Left and no name if there is none.
    Heart heart(std::string_view id)
    {
        Heart found;
        found.state = HeartState::Left;
        for (const Heart& heart : hearts())
            found = heart.id == id ? heart : found;
        return found;
    }
    std::vector<HeartChange> takeChanges()
    {
        std::vector<HeartChange> changes;
        watch.takeChanges(changes);
        return changes;
    }
    // "new late lost", of one heart or of all.
    std::string changes(std::string_view id = {})
    {
        std::string text;
        for (const HeartChange& change : takeChanges()) {
            if (id.empty() || change.id == id)
                text.append(text.empty() ? "" : " ").append(name(change.kind));
        }
        return text;
    }

    HeartWatch watch;
    PretendedWitness witness;
    Nanoseconds now = 1000s;
};

// The marks of a strip as letters, the oldest first: i in time, l late, m missed, - none.
inline std::string stripText(std::uint64_t strip, int marks)
{
    std::string text;
    for (int back = marks - 1; back >= 0; --back)
        text += "-ilm"[strip >> (2 * back) & 3];
    return text;
}

} // namespace zeroloom
