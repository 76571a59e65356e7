// The history of one metric: a ring of points for ten minutes. Plain value, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/observe/observer.h"

namespace zeroloom {

class Series {
public:
    static constexpr double KeptSeconds = 600;

    // Fine: ten points a second; otherwise one. A series may become fine later.
    void setFine(bool fine) { m_fine = fine; }
    bool fine() const { return m_fine; }
    bool begun() const { return m_begun; }

    // A value at `seconds`, which grow; NaN when it was not known. Points that come too early for the series' step are
    // passed over, but for the first that is not known: a gap begins where it begins.
    void add(double seconds, double value);
    // What comes next follows a time of which nothing is known.
    void interrupt() { m_interrupted = m_begun; }
    std::vector<SeriesPoint> since(double seconds) const;

private:
    struct Point { // half the memory of a SeriesPoint
        float seconds, value;
    };

    std::vector<Point> m_points; // a ring once it is full
    std::size_t m_oldest = 0;
    bool m_fine = false, m_begun = false, m_interrupted = false;
};

// At most `most` points that show the same highest and lowest values.
std::vector<SeriesPoint> thinned(const std::vector<SeriesPoint>& points, std::size_t most);

} // namespace zeroloom
