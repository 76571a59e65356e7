#include "ui/messages/sequence_geometry.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zeroloom {
namespace {

constexpr double Air = 6;     // above the frames of a row, and below its arrow
constexpr double Stub = 0.42; // of the pitch: an arrow that goes nowhere
constexpr double Loop = 0.34; // the same for one that comes back to its own lifeline

bool differ(const std::vector<SequenceFrame>& one, const std::vector<SequenceFrame>& other)
{
    return !std::equal(one.begin(), one.end(), other.begin(), other.end(),
                       [](const SequenceFrame& a, const SequenceFrame& b) {
                           return a.kind == b.kind && a.text == b.text && !b.added && !b.taken && !a.added && !a.taken;
                       });
}

} // namespace

SequenceGeometry::SequenceGeometry(const Sequence& sequence, const Topology& topology, double width)
    : m_lifelines(sequence.lifelines.size())
{
    std::map<NodeId, int> places;
    for (const NodeId& node : sequence.lifelines)
        places.emplace(node, static_cast<int>(places.size()));
    const auto placeOf = [&](const SocketRef& socket) {
        const auto found = places.find(socket.node);
        return found == places.end() ? -1 : found->second;
    };
    const double count = std::max(1.0, static_cast<double>(m_lifelines));
    m_pitch = std::max(LeastPitch, std::floor((width - Gutter) / count));
    double y = HeaderHeight + Air;
    m_rows.reserve(sequence.arrows.size());
    for (const SequenceArrow& arrow : sequence.arrows) {
        ArrowRow row;
        row.sent = !std::isnan(arrow.sentSeconds);
        row.arrived = !std::isnan(arrow.receivedSeconds);
        row.from = placeOf(arrow.from);
        row.to = placeOf(arrow.to);
        const Wire* wire = topology.wire(arrow.wire);
        if (row.to < 0 && wire)
            row.to = placeOf(wire->from == arrow.from ? wire->to : wire->from);
        if (row.from < 0 && wire)
            row.from = placeOf(wire->from == arrow.to ? wire->to : wire->from);
        row.twice = row.sent && row.arrived && differ(arrow.sent, arrow.received);
        row.top = y;
        row.height = Air + FrameHeight + Air + (row.twice ? FrameHeight + Air / 2 : 0);
        y += row.height;
        m_rows.push_back(row);
    }
    m_size = {Gutter + m_pitch * count, y + Air};
}

double SequenceGeometry::lineY(std::size_t row) const { return m_rows[row].top + Air + FrameHeight + 3; }

SequenceGeometry::Reach SequenceGeometry::reach(std::size_t index) const
{
    const ArrowRow& row = m_rows[index];
    if (row.from >= 0 && row.to >= 0 && row.from != row.to)
        return {lifelineX(row.from), lifelineX(row.to)};
    if (row.from >= 0 && row.from == row.to)
        return {lifelineX(row.from), lifelineX(row.from) + m_pitch * Loop};
    if (row.from >= 0)
        return {lifelineX(row.from), lifelineX(row.from) + m_pitch * Stub};
    if (row.to >= 0)
        return {lifelineX(row.to) - m_pitch * Stub, lifelineX(row.to)};
    return {0, 0};
}

std::pair<std::size_t, std::size_t> SequenceGeometry::rowsIn(double top, double bottom) const
{
    const auto first = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [top](const ArrowRow& row) { return row.top + row.height <= top; });
    const auto last =
        std::partition_point(first, m_rows.end(), [bottom](const ArrowRow& row) { return row.top < bottom; });
    return {static_cast<std::size_t>(first - m_rows.begin()), static_cast<std::size_t>(last - m_rows.begin())};
}

std::optional<std::size_t> SequenceGeometry::rowAt(double y) const
{
    const auto [first, last] = rowsIn(y, y + 0.001);
    return first < last ? std::optional(first) : std::nullopt;
}

} // namespace zeroloom
