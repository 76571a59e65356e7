#include "core/liveness/heart_watch.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "core/liveness/beat_intake.h"
#include "core/liveness/heart_causes.h"
#include "core/liveness/monitor_state.h"
#include "core/liveness/pong_reader.h"
#include "core/liveness/verdict_round.h"

namespace zeroloom {

namespace {

// How far behind verdicts may be, as a part of the period, until it is said.
constexpr int TellBehind = 10;

std::string silentText(std::uint32_t count)
{
    if (count == 1)
        return "1 peer is connected and never answers: is its routing id unique, and does it echo?";
    return countText(count) + " peers are connected and never answer: is their routing id unique, and do they echo?";
}

} // namespace

struct HeartWatch::Private {
    explicit Private(BeatSide side) : state(side) {}

    std::string cannotJudge(Nanoseconds now) const;

    mutable std::mutex mutex; // guards everything below
    MonitorState state;
};

HeartWatch::HeartWatch(BeatSide side) : d(std::make_unique<Private>(side)) {}
HeartWatch::~HeartWatch() = default;

void HeartWatch::setRule(const HeartRule& rule, Nanoseconds now)
{
    const std::lock_guard lock(d->mutex);
    d->state.setRule(rule, now);
}

HeartRule HeartWatch::rule() const
{
    const std::lock_guard lock(d->mutex);
    return d->state.rule;
}

std::string HeartWatch::beat(Nanoseconds now)
{
    const std::lock_guard lock(d->mutex);
    return d->state.beats.next(now, d->state.rule.allowedAnswer());
}

std::uint64_t HeartWatch::lastBeat() const
{
    const std::lock_guard lock(d->mutex);
    return d->state.beats.last();
}

void HeartWatch::beatsLeft(std::uint64_t number, Nanoseconds at)
{
    const std::lock_guard lock(d->mutex);
    MonitorState& state = d->state;
    if (const auto delay = state.beats.left(number, at)) {
        state.ownDelay = *delay;
        state.worstDelay = std::max(state.worstDelay, *delay);
        state.clock.beatLeft(at, state.rule.period);
    }
}

void HeartWatch::expect(std::string_view id, const std::string& address, Nanoseconds now)
{
    const std::lock_guard lock(d->mutex);
    HeartTable& hearts = d->state.hearts;
    if (readPong(std::array{id, std::string_view()}).fault != PongFault::None)
        return;
    const std::array ids{id};
    HeartTable::Slot slot = hearts.find(ids);
    const bool isNew = slot == HeartTable::None;
    if (isNew)
        slot = hearts.add(ids, now);
    if (slot == HeartTable::None)
        return;
    HeartRow& row = hearts.row(slot);
    if (!address.empty())
        row.heart.address = address;
    if (isNew || row.heart.state == HeartState::Left) {
        row.lastSignNs = asNs(now);
        row.heart.missedInRow = 0;
        hearts.apply(slot, {HeartState::Late, std::string(NotYetCause)}, false, 0, now);
        d->state.beginJudging(slot, now);
    }
    hearts.touch(slot);
}

void HeartWatch::dismiss(std::string_view id, Nanoseconds now)
{
    const std::lock_guard lock(d->mutex);
    const std::array ids{id};
    const HeartTable::Slot slot = d->state.hearts.find(ids);
    if (slot != HeartTable::None && d->state.hearts.row(slot).heart.state != HeartState::Left)
        d->state.hearts.apply(slot, {HeartState::Left, std::string(DismissedCause)}, false, 0, now);
}

AnswerKind HeartWatch::answer(std::span<const std::string_view> frames, int descriptor, Nanoseconds now,
                              HeartWitness& witness)
{
    const std::lock_guard lock(d->mutex);
    return BeatIntake(d->state, witness, now).answer(frames, descriptor);
}

AnswerKind HeartWatch::heard(std::string_view id, std::string_view payload, int descriptor, Nanoseconds now,
                             HeartWitness& witness)
{
    const std::lock_guard lock(d->mutex);
    return BeatIntake(d->state, witness, now).heard(id, payload, descriptor);
}

void HeartWatch::judge(Nanoseconds clearAt, Nanoseconds now, HeartWitness& witness)
{
    const std::lock_guard lock(d->mutex);
    VerdictRound(d->state, witness, clearAt, now).judge();
}

Nanoseconds HeartWatch::nextVerdict() const
{
    const std::lock_guard lock(d->mutex);
    Nanoseconds at = d->state.nextLook();
    if (const BeatBook::Pending* beat = d->state.beats.pending())
        at = std::min(at, beat->left.value_or(beat->sent) + beat->allowed);
    return at;
}

void HeartWatch::setConnectedPeers(std::size_t count, Nanoseconds now)
{
    const std::lock_guard lock(d->mutex);
    d->state.silent.update(count, d->state.hearts.answeringPeers(), now);
}

std::vector<Heart> HeartWatch::heartsSince(std::uint64_t& stamp) const
{
    const std::lock_guard lock(d->mutex);
    return d->state.hearts.heartsSince(stamp);
}

std::string HeartWatch::Private::cannotJudge(Nanoseconds now) const
{
    Nanoseconds due = state.nextLook();
    if (const BeatBook::Pending* beat = state.beats.pending())
        due = std::min(due, beat->left.value_or(beat->sent) + beat->allowed);
    if (due >= now || now - due <= state.rule.period / TellBehind)
        return {};
    return "verdicts wait: this monitor is " + secondsText(now - due) + " behind with its own work";
}

HeartMonitorFigures HeartWatch::figures(Nanoseconds now) const
{
    const std::lock_guard lock(d->mutex);
    const MonitorState& state = d->state;
    HeartMonitorFigures figures;
    state.wrong.tell(figures);
    figures.rule = state.rule;
    figures.sendsBeats = state.side == BeatSide::Sends;
    figures.beatsSent = state.beats.last();
    figures.lastSentNs = state.beats.last() > 0 ? asNs(state.beats.sent(state.beats.last())) : 0;
    figures.ownDelayNs = asNs(state.ownDelay);
    figures.worstDelayNs = asNs(state.worstDelay);
    figures.unjudgedBeats = state.unjudgedBeats;
    figures.cannotJudge = d->cannotJudge(now);
    figures.silentPeers = state.silent.count(now, state.rule.period);
    if (figures.silentPeers > 0)
        figures.problem = silentText(figures.silentPeers) + (figures.problem.empty() ? "" : "; " + figures.problem);
    figures.alive = state.hearts.count(HeartState::Alive);
    figures.late = state.hearts.count(HeartState::Late);
    figures.lost = state.hearts.count(HeartState::Lost);
    figures.left = state.hearts.count(HeartState::Left);
    return figures;
}

std::uint64_t HeartWatch::takeChanges(std::vector<HeartChange>& into)
{
    const std::lock_guard lock(d->mutex);
    return d->state.hearts.takeChanges(into);
}

std::vector<std::pair<std::uint32_t, HeartPeer>> HeartWatch::unresolved(std::size_t most) const
{
    const std::lock_guard lock(d->mutex);
    return d->state.hearts.unresolved(most);
}

void HeartWatch::setProcess(std::uint32_t heart, const HeartPeer& peer, std::int64_t processId, std::string name)
{
    const std::lock_guard lock(d->mutex);
    d->state.hearts.setProcess(heart, peer, processId, std::move(name));
}

} // namespace zeroloom
