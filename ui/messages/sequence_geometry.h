// Where everything of a sequence stands: lifelines side by side, a row for each message from top to bottom. Scene
// units; a plain value, made anew of each sequence.
#pragma once

#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "core/observe/sequence.h"

namespace zeroloom {

// How one message is drawn.
struct ArrowRow {
    int from = -1, to = -1; // lifelines; -1: none of those shown
    bool arrived = true;    // else it ends before the other lifeline, or nowhere
    bool sent = true;       // else nobody saw it leave
    bool twice = false;     // its frames differ at its two ends, and both are shown
    double top = 0, height = 0;
};

class SequenceGeometry {
public:
    static constexpr double Gutter = 56;       // at the left, for the times
    static constexpr double HeaderHeight = 30; // at the top, for the names; stays in view
    static constexpr double FrameHeight = 16;  // of a frame's box
    static constexpr double LeastPitch = 72;   // from one lifeline to the next

    SequenceGeometry() = default;
    // `width`: as wide as the view is, in scene units; lifelines share what they do not need.
    SequenceGeometry(const Sequence& sequence, const Topology& topology, double width);

    const std::vector<ArrowRow>& rows() const { return m_rows; }
    std::size_t lifelines() const { return m_lifelines; }
    double lifelineX(int lifeline) const { return Gutter + m_pitch * (lifeline + 0.5); }
    double pitch() const { return m_pitch; }
    QSizeF size() const { return m_size; } // with the header
    double lineY(std::size_t row) const;   // of the arrow itself
    // Where the arrow begins and ends; its head is at `end`.
    struct Reach {
        double begin, end;
    };
    Reach reach(std::size_t row) const;
    // The rows that a part of the height shows: from the first to one behind the last.
    std::pair<std::size_t, std::size_t> rowsIn(double top, double bottom) const;
    std::optional<std::size_t> rowAt(double y) const;

private:
    std::vector<ArrowRow> m_rows;
    std::size_t m_lifelines = 0;
    double m_pitch = LeastPitch;
    QSizeF m_size;
};

} // namespace zeroloom
