#include "core/liveness/heart_judge.h"

#include <algorithm>

#include "core/liveness/heart_causes.h"

namespace zeroloom {

namespace {

// How long a heart may compute without answering until it counts as hanging.
constexpr int BusyBounds = 10;

Verdict unchanged(const HeartRow& row) { return {row.heart.state, row.heart.cause}; }

bool isOver(HeartState state) { return state == HeartState::Lost || state == HeartState::Left; }

} // namespace

std::optional<HeartChangeKind> changeOf(HeartState before, HeartState after, bool first)
{
    if (first)
        return HeartChangeKind::New;
    if (before == after)
        return std::nullopt;
    switch (after) {
    case HeartState::Alive:
        return before == HeartState::Late ? HeartChangeKind::Beat : HeartChangeKind::Back;
    case HeartState::Late: // a heart that left and is expected again tells nothing until it answers
        return before == HeartState::Alive ? std::optional(HeartChangeKind::Late) : std::nullopt;
    case HeartState::Lost:
        return HeartChangeKind::Lost;
    case HeartState::Left:
        return HeartChangeKind::Left;
    }
    return std::nullopt;
}

bool cannotJudge(const HeartEvidence& evidence, const HeartRule& rule, Nanoseconds silence)
{
    if (evidence.answerWaits || evidence.process == PeerProcess::Starved)
        return true;
    return evidence.process == PeerProcess::Busy && silence / BusyBounds < detectionBound(rule);
}

Verdict unjudged(const HeartRow& row, Nanoseconds silence, const HeartEvidence& evidence)
{
    if (isOver(row.heart.state))
        return unchanged(row);
    const HeartState state = evidence.answerWaits ? row.heart.state : HeartState::Late;
    return {state, unjudgedCause(row, silence, evidence), true};
}

Verdict missed(const HeartRow& row, const HeartRule& rule, bool sendsItself, Nanoseconds silence,
               const HeartEvidence& evidence)
{
    if (isOver(row.heart.state))
        return unchanged(row);
    const bool lost = row.heart.missedInRow >= static_cast<std::uint32_t>(std::max(rule.misses, 1));
    if (!lost && !row.everAnswered())
        return unchanged(row);
    return {lost ? HeartState::Lost : HeartState::Late, silenceCause(row, sendsItself, silence, evidence)};
}

Verdict suspected(const HeartRow& row, const HeartRule& rule, Nanoseconds silence, const HeartEvidence& evidence)
{
    const double suspicion = row.heart.suspicion;
    if (isOver(row.heart.state) || suspicion < rule.threshold / 2)
        return unchanged(row);
    const bool lost = suspicion >= rule.threshold && row.heart.missedInRow > 0;
    return {lost ? HeartState::Lost : HeartState::Late, suspicionCause(row, rule.threshold, silence, evidence)};
}

Verdict answeredInTime() { return {HeartState::Alive, {}}; }

Verdict answeredLate(const HeartRow& row, bool bySuspicion, Nanoseconds took, Nanoseconds allowed)
{
    if (row.heart.state != HeartState::Late || bySuspicion || !row.everAnswered())
        return {HeartState::Alive, {}};
    return {HeartState::Late, lateAnswerCause(took, allowed)};
}

Verdict answeredOld(const HeartRow& row, Nanoseconds ago)
{
    if (isOver(row.heart.state))
        return unchanged(row);
    return {HeartState::Late, oldAnswerCause(ago)};
}

} // namespace zeroloom
