#include "core/liveness/heart_row.h"

namespace zeroloom {

void HeartRow::mark(std::uint64_t beat, BeatMark mark)
{
    constexpr std::uint64_t Marks = 32;
    if (beat > stripBeat) {
        const std::uint64_t by = beat - stripBeat;
        heart.strip = by < Marks ? heart.strip << (2 * by) : 0;
        stripBeat = beat;
    }
    const std::uint64_t back = stripBeat - beat;
    if (back >= Marks)
        return;
    heart.strip &= ~(std::uint64_t(3) << (2 * back));
    heart.strip |= static_cast<std::uint64_t>(mark) << (2 * back);
}

} // namespace zeroloom
