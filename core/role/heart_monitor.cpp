#include "core/role/heart_monitor.h"

#include <algorithm>
#include <array>

#include "core/base/clock.h"
#include "core/role/heart_parameters.h"

namespace zeroloom {
namespace {

// How soon to look again where a beat's departure or what had come by a time is to be confirmed by the I/O threads.
constexpr Nanoseconds LookAgainAfter = std::chrono::milliseconds(5);
constexpr std::size_t MostUnconfirmed = 1024;
constexpr std::size_t MostFrames = 64; // that are looked at; no answer has so many

bool isWrong(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Garbage:
    case AnswerKind::WrongFrames:
    case AnswerKind::TooLong:
    case AnswerKind::Refused:
        return true;
    default:
        return false;
    }
}

// Of the connection that the message came through; -1: not known (inproc).
int descriptorOf(Message& message) { return zmq_msg_get(message.payload().handle(), ZMQ_SRCFD); }

std::int64_t whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

} // namespace

void HeartMonitor::configure(const Parameters& parameters, RoleContext& context)
{
    m_now = context.now();
    const HeartRule rule = heartRule(parameters);
    m_watch.setRule(rule, m_now);
    if (m_side == BeatSide::Sends)
        m_schedule.setPeriod(rule.period, m_now);
}

void HeartMonitor::begin(RoleContext& context)
{
    m_view = context.ioView();
    m_now = context.now();
    const bool paused = !context.mayStart();
    m_paused.store(paused, std::memory_order_relaxed);
    if (m_side != BeatSide::Sends)
        return;
    if (paused)
        m_schedule.hold();
    else
        m_schedule.resume(m_now);
}

void HeartMonitor::beatSent(Nanoseconds when)
{
    m_schedule.sent(m_now);
    // Where nothing is ever confirmed, the oldest is given up: with a later one all before it are confirmed, too.
    if (m_unconfirmed.size() >= MostUnconfirmed)
        m_unconfirmed.pop_front();
    m_unconfirmed.push_back({m_watch.lastBeat(), when});
}

void HeartMonitor::beatLost()
{
    m_schedule.sent(m_now);
    m_unconfirmed.clear();
    m_watch.beatsLeft(m_watch.lastBeat(), m_now);
}

void HeartMonitor::confirm()
{
    std::uint64_t beat = 0;
    while (!m_unconfirmed.empty() && m_unconfirmed.front().sent <= m_view.sentUntil) {
        beat = m_unconfirmed.front().beat;
        m_unconfirmed.pop_front();
    }
    if (beat > 0)
        m_watch.beatsLeft(beat, m_view.leftBy);
}

void HeartMonitor::answer(Message& answer, RoleContext& context)
{
    m_frames.clear();
    for (std::size_t i = 0; i < std::min(answer.size(), MostFrames); ++i)
        m_frames.push_back(answer.frame(i).to_string_view());
    tellWhatIsWrong(m_watch.answer(m_frames, descriptorOf(answer), context.now(), context.witness()), context);
}

void HeartMonitor::echo(Message& echo, RoleContext& context)
{
    const std::array<std::string_view, 2> frames{m_followed, echo.payload().to_string_view()};
    tellWhatIsWrong(m_watch.answer(frames, descriptorOf(echo), context.now(), context.witness()), context);
}

void HeartMonitor::heard(Message& beat, RoleContext& context)
{
    const AnswerKind kind = m_watch.heard(m_followed, beat.payload().to_string_view(), descriptorOf(beat),
                                          context.now(), context.witness());
    tellWhatIsWrong(kind, context);
}

// A flood of it is counted in the figures and told once a second.
void HeartMonitor::tellWhatIsWrong(AnswerKind kind, RoleContext& context)
{
    if (!isWrong(kind) || (m_lastTold && m_now - *m_lastTold < std::chrono::seconds(1)))
        return;
    m_lastTold = m_now;
    context.warn("heart-garbage", m_watch.figures(m_now).problem);
}

void HeartMonitor::judge(bool drained, RoleContext& context, Progress& step)
{
    if (!drained) {
        step.again = true;
        return;
    }
    confirm();
    if (m_schedule.next())
        step.wake(*m_schedule.next());
    // Beats that were sent are judged: hearts answer whether or not sources are paused. Whoever beats by himself may be
    // one of the sources that are.
    if (m_side == BeatSide::Listens && !context.mayStart())
        return;
    const Nanoseconds now = context.now();
    m_watch.judge(m_view.clearAt, now, context.witness());
    // A verdict that is due and not given waits for the I/O threads, who tell of themselves in a moment.
    const Nanoseconds verdict = m_watch.nextVerdict();
    if (verdict != Nanoseconds::max() || !m_unconfirmed.empty())
        step.wake(std::max(m_unconfirmed.empty() ? verdict : std::min(verdict, now), now + LookAgainAfter));
}

void HeartMonitor::follow(std::string_view peerNode)
{
    if (peerNode == m_followed)
        return;
    if (!m_followed.empty())
        m_watch.dismiss(m_followed, m_now);
    m_followed = peerNode;
    if (!m_followed.empty())
        m_watch.expect(m_followed, {}, m_now);
}

Values HeartMonitor::figures() const
{
    const HeartMonitorFigures now = m_watch.figures(SteadyClock().now());
    Values figures{{"alive", whole(now.alive)}, {"late", whole(now.late)}, {"lost", whole(now.lost)}};
    if (now.left > 0)
        figures["left"] = whole(now.left);
    if (m_side == BeatSide::Sends) {
        figures["beats_sent"] = whole(now.beatsSent);
        figures["worst_delay_ms"] = static_cast<double>(now.worstDelayNs) / 1e6;
    }
    const std::uint64_t wrong = now.garbage + now.wrongFrames + now.tooLong + now.refusedHearts;
    if (wrong > 0)
        figures["wrong_answers"] = whole(wrong);
    if (now.repeated > 0)
        figures["repeated_answers"] = whole(now.repeated);
    if (now.unjudgedBeats > 0)
        figures["unjudged_beats"] = whole(now.unjudgedBeats);
    if (m_paused.load(std::memory_order_relaxed))
        figures["judging"] =
            std::string(m_side == BeatSide::Sends ? "no: it sends no beats while sources are paused or stopped"
                                                  : "no: verdicts wait while sources are paused or stopped");
    else if (!now.cannotJudge.empty())
        figures["judging"] = "waits: " + now.cannotJudge;
    if (!now.problem.empty())
        figures["problem"] = now.problem;
    return figures;
}

} // namespace zeroloom
