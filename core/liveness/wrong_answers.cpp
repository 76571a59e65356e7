#include "core/liveness/wrong_answers.h"

#include "core/liveness/heart_causes.h"
#include "core/liveness/pong_reader.h"

namespace zeroloom {

namespace {

// Of bytes that came from outside, so many are shown.
constexpr std::size_t Shown = 32;

std::string sender(std::span<const std::string_view> frames)
{
    if (frames.empty() || frames.front().empty())
        return "a peer without a routing id";
    return std::string("'").append(shownBytes(frames.front(), Shown)).append("'");
}

} // namespace

AnswerKind WrongAnswers::add(AnswerKind kind, std::span<const std::string_view> frames)
{
    const std::string from = sender(frames);
    switch (kind) {
    case AnswerKind::Garbage:
        ++m_garbage;
        m_last = "from " + from + " came '" + shownBytes(frames.back(), Shown) +
                 "', which is no beat of this monitor: a heart sends back what it got, byte for byte";
        break;
    case AnswerKind::WrongFrames:
        ++m_wrongFrames;
        m_last = "from " + from + " came " + countText(frames.empty() ? 0 : frames.size() - 1) +
                 " frames that are no answer: a heart sends back the one frame that it got";
        break;
    case AnswerKind::TooLong:
        ++m_tooLong;
        m_last = "from " + from + " came a payload of " + countText(frames.empty() ? 0 : frames.back().size()) +
                 " bytes, or ids that are too long: " + std::to_string(MostPayloadBytes) + " and " +
                 std::to_string(MostIdBytes) + " bytes are the most";
        break;
    case AnswerKind::Repeated:
        ++m_repeated;
        m_last = from + " sent one beat more than once: do two hearts share this id, or does it flood?";
        break;
    case AnswerKind::Refused:
        ++m_refused;
        m_last =
            "there are " + countText(HeartWatch::MostHearts) + " hearts already, so that " + from + " is not watched";
        break;
    case AnswerKind::Beat:
    case AnswerKind::LateBeat:
    case AnswerKind::OldBeat:
        break;
    }
    return kind;
}

void WrongAnswers::addSharedId(std::string_view heart, std::string_view address, std::string_view other)
{
    m_last = std::string("'").append(heart) + "' answers over two connections in turn (" + std::string(address) + ", " +
             std::string(other) + "): give each heart a routing id of its own";
}

void WrongAnswers::tell(HeartMonitorFigures& figures) const
{
    figures.garbage = m_garbage;
    figures.wrongFrames = m_wrongFrames;
    figures.tooLong = m_tooLong;
    figures.repeated = m_repeated;
    figures.refusedHearts = m_refused;
    figures.problem = m_last;
}

} // namespace zeroloom
