#include "core/liveness/heart_causes.h"

#include <array>
#include <cstdio>

namespace zeroloom {

namespace {

std::string decimal(double value, int decimals)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string processText(const HeartRow& row)
{
    return row.heart.processId > 0 ? "its process " + std::to_string(row.heart.processId) : "its process";
}

// What the evidence makes of a silence, with "; " in front; empty when there is none.
std::string evidenceText(const HeartRow& row, const HeartEvidence& evidence)
{
    if (evidence.process == PeerProcess::Stopped)
        return "; " + processText(row) + " is stopped";
    if (evidence.process == PeerProcess::Gone)
        return "; " + processText(row) + " is gone: it has ended or was killed";
    if (evidence.connectionClosed)
        return "; its connection is closed: it has ended or was killed";
    if (row.descriptor < 0)
        return {};
    switch (evidence.process) {
    case PeerProcess::Idle:
        return "; its connection is open and " + processText(row) + " sleeps: the part of it that beats hangs";
    case PeerProcess::Busy:
        return "; its connection is open and " + processText(row) + " computes without pause: it hangs";
    default:
        return "; its connection is open: it hangs, or the network between is cut";
    }
}

std::string beatsText(std::uint64_t count) { return count == 1 ? "the last beat" : countText(count) + " beats"; }

} // namespace

std::string secondsText(Nanoseconds time) { return decimal(std::chrono::duration<double>(time).count(), 2) + " s"; }

std::string countText(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return text;
}

std::string silenceCause(const HeartRow& row, bool sendsItself, Nanoseconds silence, const HeartEvidence& evidence)
{
    const std::uint64_t count = row.heart.missedInRow;
    std::string text;
    if (sendsItself)
        text = "no beat for " + secondsText(silence);
    else
        text = (row.everAnswered() ? "no answer to " : "has never answered, and did not answer ") + beatsText(count);
    return text + evidenceText(row, evidence);
}

std::string suspicionCause(const HeartRow& row, double threshold, Nanoseconds silence, const HeartEvidence& evidence)
{
    return "suspicion " + decimal(row.heart.suspicion, 1) + ", and " + decimal(threshold, 1) +
           " is the threshold; no beat for " + secondsText(silence) + evidenceText(row, evidence);
}

std::string unjudgedCause(const HeartRow& row, Nanoseconds silence, const HeartEvidence& evidence)
{
    if (evidence.answerWaits)
        return "can't judge: its answer lies unread in this machine";
    if (evidence.process == PeerProcess::Starved)
        return "can't judge: " + processText(row) + " waited " + secondsText(evidence.waited) +
               " of the last second for a processor";
    return "can't judge: " + processText(row) + " computes without pause, and has not answered for " +
           secondsText(silence);
}

std::string lateAnswerCause(Nanoseconds took, Nanoseconds allowed)
{
    return "answers late: " + secondsText(took) + " after the beat, " + secondsText(allowed) + " is allowed";
}

std::string oldAnswerCause(Nanoseconds ago) { return "answers beats of " + secondsText(ago) + " ago"; }

} // namespace zeroloom
