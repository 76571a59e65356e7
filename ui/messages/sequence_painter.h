// Draws a sequence: lifelines, arrows, and the frames of each message over its arrow as its two ends had them. What
// a socket puts before on the way is marked with a plus, what one takes off with a minus. Reads only. GUI thread only.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include <QPainter>

#include "core/model/topology.h"
#include "ui/messages/sequence_geometry.h"
#include "ui/theme/theme.h"

namespace zeroloom {

// "id 00 6b 8b", "empty", "topic weather", "+empty": what stands in a frame's box.
QString sequenceFrameText(const SequenceFrame& frame);

class SequencePainter {
public:
    SequencePainter(QPainter& painter, const Sequence& sequence, const Topology& topology,
                    const SequenceGeometry& geometry);

    // In scene units; `visible` is the part that is seen.
    void paintRows(const QRectF& visible, std::optional<std::size_t> current, const std::set<WireId>& selected);
    void paintLifelines(const QRectF& visible);
    void paintHeader(const QRectF& visible);
    // How many rows were drawn: for those who prove that only what is seen is.
    std::size_t rowsPainted() const { return m_rowsPainted; }

private:
    void paintRow(std::size_t index, const QRectF& visible, bool current, bool selected);
    void paintArrow(std::size_t index, const QColor& color, double width);
    void paintFrames(const std::vector<SequenceFrame>& frames, const QRectF& room, bool atRight);
    void paintFrame(const SequenceFrame& frame, const QRectF& box);

    QPainter& m_painter;
    const Sequence& m_sequence;
    const Topology& m_topology;
    const SequenceGeometry& m_geometry;
    const ThemeColors& m_colors;
    std::size_t m_rowsPainted = 0;
};

} // namespace zeroloom
