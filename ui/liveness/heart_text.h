// A heart's cells as text, for the table, its tips and its detail line. Pure functions.
#pragma once

#include <QString>

#include "ui/liveness/heart_book.h"

namespace zeroloom {

enum class HeartColumn {
    Heart,
    State,
    Strip, // of the last beats; painted
    Age,
    RoundTrip,
    Median,
    Percentile99,
    MissedInRow,
    Missed,
    Beats,
    Suspicion,
    Since,
    Address,
    Process,
    Monitor,
    Count,
};
constexpr int HeartColumns = static_cast<int>(HeartColumn::Count);

QString columnTitle(HeartColumn column);
QString columnTip(HeartColumn column);
// Whether its values change while nothing happens to a heart, so that an order by it does not last.
bool changesByItself(HeartColumn column);

// "—" for what is not known.
QString heartCell(const HeartBook& book, HeartKey key, const Heart& heart, HeartColumn column);
// Age of the last beat in nanoseconds; 0 when none came.
std::uint64_t ageNs(const HeartBook& book, HeartKey key, const Heart& heart);
constexpr int BeatsOfStrip = 32;            // in Heart::strip
QString stripText(std::uint64_t strip);     // "last 32 beats: 30 in time, 1 late, 1 missed"
QString changeText(HeartChangeKind change); // "new"
QString ageText(std::uint64_t ns);          // "0.4 s", "00:02:14"
QString millisecondsText(std::uint32_t us); // "0.41", "12.3": for where the unit is said already
QString timeOfDay(std::int64_t wallMs);     // "14:03:22"
// Everything that is known of it, in a few lines; `cause` in words.
QString heartTip(const HeartBook& book, HeartKey key, const Heart& heart);
QString heartDetail(const HeartBook& book, HeartKey key, const Heart& heart); // one line

} // namespace zeroloom
