// How suspicious a silence is, by the rhythm that came before it: the phi accrual detector of Hayashibara, Defago,
// Yared and Katayama ("The phi accrual failure detector", 2004). Plain values, one thread.
//
//   phi(t) = -log10(P_later(t - t_last)),   P_later(s) = 1 - F(s)
//
// with F the normal distribution of the mean and the variance of the last inter-arrival times: a silence of suspicion
// phi would come about once in 10^phi beats if nothing were wrong.
//
// Two things differ from the paper, both in favour of the heart. The deviation has a floor (see deviationFloor). And a
// time is not learnt when it is no rhythm: what spans an outage, and what comes in a burst after one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/duration.h"
#include "core/liveness/compact_count.h"

namespace zeroloom {

// The suspicion of a silence that is so many standard deviations longer than the mean; exact to 5 digits for any
// argument, where erfc() alone is 0 from 38 on. At most MostSuspicion.
double suspicionAt(double deviations);
// Beyond this a figure says no more; so many zeros have no meaning for people.
constexpr double MostSuspicion = 1000;
// Its inverse: how many deviations make this suspicion, which is above 0.
double deviationsFor(double suspicion);

// The least standard deviation that is believed. 64 regular beats have no deviation to speak of, and would make the
// first hiccup a death. What they cannot have seen: one beat that is lost, an interval of two periods, which with a
// quarter of a period has a suspicion of 4.5 and is no death by itself; and a TCP segment that is sent again, 200 ms
// later at the earliest on Linux, which with a tenth of a second is no death however short the period.
Nanoseconds deviationFloor(Nanoseconds period);

class PhiAccrual {
public:
    static constexpr std::size_t Window = 64;
    // Fewer intervals are no rhythm.
    static constexpr std::size_t Least = 8;

    // A beat came. `longest`: what is longer is an outage. What is shorter than a tenth of `period` is a burst.
    void beat(Nanoseconds at, Nanoseconds period, Nanoseconds longest);
    // A sign of life that is no beat: the silence ends, and nothing is learnt.
    void interrupt(Nanoseconds at);
    // Forgets the rhythm: the period is another now.
    void forget() { *this = {}; }

    bool known() const { return m_size >= Least; }
    // 0 while it is not known.
    double suspicion(Nanoseconds at, Nanoseconds floor) const;
    // When the silence will be so many deviations longer than the mean. Only when known.
    Nanoseconds reaches(double deviations, Nanoseconds floor) const;
    double mean() const;      // seconds
    double deviation() const; // seconds, without the floor

private:
    void learn(Nanoseconds interval);

    Nanoseconds m_last{0};
    // Sums of whole numbers, which they stay however long it runs.
    double m_sum = 0, m_squares = 0;
    std::array<CompactCount, Window> m_intervals{}; // in Grain
    std::uint8_t m_next = 0, m_size = 0;
    bool m_begun = false;       // m_last is of a sign of life
    bool m_interrupted = false; // ... that was no beat, so that the time since is no interval
};

} // namespace zeroloom
