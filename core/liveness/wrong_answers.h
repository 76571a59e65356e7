// What came in that is no beat of this monitor, or came too often: counted, and the last of it in words. Plain value.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/liveness/heart.h"
#include "core/liveness/heart_watch.h"

namespace zeroloom {

class WrongAnswers {
public:
    // `kind`: one of those that are no beat; returned.
    AnswerKind add(AnswerKind kind, std::span<const std::string_view> frames);
    // One id, two connections.
    void addSharedId(std::string_view heart, std::string_view address, std::string_view other);

    void tell(HeartMonitorFigures& figures) const;

private:
    std::uint64_t m_garbage = 0, m_wrongFrames = 0, m_tooLong = 0, m_repeated = 0, m_refused = 0;
    std::string m_last;
};

} // namespace zeroloom
