#include "core/picture/card_shape.h"

#include <algorithm>
#include <cmath>

#include "core/picture/card_metrics.h"

namespace zeroloom {

using namespace canvas_metrics;

double stackPorts(std::vector<PortShape>& ports)
{
    double next[2] = {FirstPort, FirstPort};
    double bottom = FirstPort;
    for (PortShape& port : ports) {
        double& y = next[port.left ? 0 : 1];
        port.y = y;
        const double badge = port.hasBadge ? BadgeHeight : 0;
        bottom = std::max(bottom, y + badge);
        y += PortPitch + badge;
    }
    return bottom + BottomPadding;
}

double cardWidth(const CardWords& words)
{
    const double wanted =
        std::max({words.title + TitleRoom + 4, words.subtitle + SubtitleRoom, words.leftPorts + words.rightPorts + 40});
    return std::clamp(std::ceil(wanted / Grid) * Grid, NodeWidth, NodeWidthLimit);
}

Point WireCurve::at(double t) const
{
    const double u = 1 - t;
    const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return {start.x * a + startControl.x * b + endControl.x * c + end.x * d,
            start.y * a + startControl.y * b + endControl.y * c + end.y * d};
}

double wireReach(const Point& start, const Point& end, bool forward)
{
    const double across = std::abs(end.x - start.x);
    return forward ? std::clamp(across * 0.5, 24.0, 240.0)
                   : std::clamp(across * 0.4 + std::abs(end.y - start.y) * 0.1, 60.0, 240.0);
}

WireCurve wireCurve(const Point& start, bool startLeft, const Point& end, bool endLeft, double lane)
{
    const bool forward = startLeft == (end.x < start.x) && startLeft != endLeft;
    const double out = wireReach(start, end, forward);
    const double bow = lane * 20 + (forward ? 0 : 30);
    return {
        start, {start.x + (startLeft ? -out : out), start.y + bow}, {end.x + (endLeft ? -out : out), end.y + bow}, end};
}

std::map<WireId, double> wireLanes(const Topology& topology)
{
    std::map<std::pair<NodeId, NodeId>, std::vector<WireId>> bundles;
    for (const Wire& wire : topology.wires)
        bundles[std::minmax(wire.from.node, wire.to.node)].push_back(wire.id);
    std::map<WireId, double> lanes;
    for (const auto& [ends, wires] : bundles)
        for (std::size_t i = 0; i < wires.size(); ++i)
            lanes[wires[i]] = static_cast<double>(i) - (static_cast<double>(wires.size()) - 1) / 2;
    return lanes;
}

} // namespace zeroloom
