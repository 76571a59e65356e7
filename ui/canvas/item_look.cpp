#include "ui/canvas/item_look.h"

#include <algorithm>
#include <array>

#include "ui/theme/figures.h"

namespace zeroloom {
namespace {

// Messages a second at which a wire becomes one pixel wider.
constexpr std::array<double, 3> WidthSteps = {1, 200, 20'000};

std::uint8_t widthFor(double rate, std::uint8_t before)
{
    std::uint8_t width = 1;
    for (std::size_t step = 0; step < WidthSteps.size(); ++step) {
        // A rate that wavers about a step must not redraw its wire again and again.
        const double threshold = before > step + 1 ? WidthSteps[step] * 0.7 : WidthSteps[step] * 1.3;
        if (rate >= threshold)
            width = static_cast<std::uint8_t>(step + 2);
    }
    return width;
}

FillLevel steadyLevel(double fill, FillLevel before)
{
    const FillLevel now = fillLevel(fill);
    if (now == before)
        return now;
    // Going down takes two percent more than coming up did.
    return now < before ? std::min(before, fillLevel(std::min(1.0, fill + 0.02))) : now;
}

// Of a node that watches hearts: "2 hearts lost". Empty while none is.
QString lostHeartsText(const NodeId& node, const Observation& observation)
{
    const auto monitor = observation.monitors.find(node);
    if (monitor == observation.monitors.end() || !monitor->second.running || monitor->second.figures.lost == 0)
        return {};
    const std::uint32_t lost = monitor->second.figures.lost;
    return QStringLiteral("%1 %2 lost")
        .arg(countText(lost), lost == 1 ? QStringLiteral("heart") : QStringLiteral("hearts"));
}

} // namespace

FillLevel fillLevel(double fill)
{
    if (fill >= 0.85)
        return FillLevel::Alarm;
    return fill >= 0.6 ? FillLevel::Warning : FillLevel::Calm;
}

WireLook wireLook(const WireObservation* observed, const WireLook& before, bool renewWidth)
{
    WireLook look;
    look.live = true;
    look.width = before.width;
    if (observed == nullptr)
        return look;
    look.from = observed->from.state;
    look.to = observed->to.state;
    look.muted = observed->muted;
    if (observed->depthLimit > 0 && observed->forward.depth.known())
        look.level = steadyLevel(observed->fill, before.level);
    if (renewWidth)
        look.width =
            widthFor(std::max(shownRate(observed->forward).value, shownRate(observed->backward).value), before.width);
    return look;
}

NodeLook nodeLook(const NodeItem& item, const Observation& observation)
{
    NodeLook look;
    const bool outside = item.node.role == "outside";
    look.live = true;
    const auto node = observation.nodes.find(item.node.id);
    if (node == observation.nodes.end()) {
        look.live = !outside;
        look.state = NodeState::Starting;
        return look;
    }
    look.state = node->second.state;
    look.jammed = !node->second.jam.empty();
    // Nobody tells the state of a node that somebody else runs; that it jams is seen from here.
    look.live = !outside || look.jammed;
    look.footer = QString::fromStdString(look.jammed ? node->second.jam : node->second.error);
    if (look.footer.isEmpty() && look.state == NodeState::Lost)
        look.footer = QStringLiteral("lost: its process is gone");
    for (std::size_t i = 0; i < std::min<std::size_t>(item.ports.size(), 64); ++i) {
        const auto socket = observation.sockets.find(item.ports[i].ref);
        if (socket == observation.sockets.end())
            continue;
        if (socket->second.muted)
            look.mutedPorts |= 1ULL << i;
        if (look.footer.isEmpty() && !socket->second.error.empty())
            look.footer = item.ports[i].labelText + QStringLiteral(": ") + QString::fromStdString(socket->second.error);
    }
    if (look.footer.isEmpty())
        look.footer = lostHeartsText(item.node.id, observation);
    return look;
}

FillLevel halfLevel(const WireLook& look, WireEnd end)
{
    if (look.muted)
        return FillLevel::Alarm;
    return end == WireEnd::To ? look.level : FillLevel::None;
}

bool isUp(ConnectionState state) { return state == ConnectionState::Connected; }

bool isBroken(ConnectionState state) { return state == ConnectionState::Refused || state == ConnectionState::Failed; }

} // namespace zeroloom
