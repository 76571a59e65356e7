#include "core/observe/jam_finder.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <set>

namespace zeroloom {

namespace {

constexpr double Full = 0.85;       // where a gauge gives the alarm
constexpr double HeldUpShare = 0.3; // of the last second in the mute state
constexpr double FallsBehind = 1.1; // offered beyond received, beyond what a second's jitter explains

// Short enough for a card: thousands separated, and from a hundred thousand on in three digits and a unit.
std::string number(double value)
{
    char text[32];
    if (value >= 999'500)
        std::snprintf(text, sizeof text, "%.3g M", value / 1e6);
    else if (value >= 99'999.5)
        std::snprintf(text, sizeof text, "%.0f k", value / 1e3);
    else
        std::snprintf(text, sizeof text, value < 10 ? "%.1f" : "%.0f", value);
    std::string grouped = text;
    if (value >= 999.5 && value < 99'999.5)
        grouped.insert(grouped.size() - 3, ",");
    return grouped;
}

// How much of a second the socket was mute lately. It may send just now, between two waits.
double mutedShare(const SocketRow& socket) { return socket.muteShare.rate() / 1e9; }

class JamFinder {
public:
    JamFinder(const ObservedRun& run, Observation& all) : m_run(run), m_all(all) {}

    void find();

private:
    enum class Kind { None, Waits, Drops };

    Kind jammed(const WireRow& wire) const;
    const WireRow* wireOnward(const NodeId& node) const;
    const WireRow& rootOf(const WireRow& wire) const;
    double offered(const WireRow& wire) const;
    void tell(const NodeId& node, const std::set<WireId>& wires, Kind kind);

    const ObservedRun& m_run;
    Observation& m_all;
};

// Whether the wire is full and its sender suffers from it, or will.
JamFinder::Kind JamFinder::jammed(const WireRow& wire) const
{
    const WireObservation& seen = m_all.wires.at(wire.facts.wire);
    const bool full = seen.fill >= Full;
    if (info(wire.facts.from.type).mute == MuteAction::Drops)
        return full ? Kind::Drops : Kind::None;
    if (seen.muted && (full || seen.depthLimit == 0))
        return Kind::Waits;
    // Before the sender goes mute the kernel's buffers still fill; that the receiver falls behind is known already.
    const bool fallsBehind = seen.forward.rate.known() && offered(wire) > seen.forward.rate.value * FallsBehind;
    return full && (fallsBehind || mutedShare(*wire.fromSocket) >= HeldUpShare) ? Kind::Waits : Kind::None;
}

// A jammed wire that the node itself sends into: then the node is held up, too, and not the cause.
const WireRow* JamFinder::wireOnward(const NodeId& node) const
{
    for (const auto& [id, wire] : m_run.wires) {
        if (wire.facts.from.socket.node == node && jammed(wire) == Kind::Waits)
            return &wire;
    }
    return nullptr;
}

// Downstream to the last jammed wire. A ring of jammed nodes has no last one; the walk ends where it began.
const WireRow& JamFinder::rootOf(const WireRow& wire) const
{
    std::set<NodeId> visited{wire.facts.from.socket.node};
    const WireRow* at = &wire;
    while (visited.insert(at->facts.to.socket.node).second) {
        const WireRow* next = wireOnward(at->facts.to.socket.node);
        if (!next)
            break;
        at = next;
    }
    return *at;
}

// What the sender would send through this wire if it could; 0 when nobody said.
double JamFinder::offered(const WireRow& wire) const
{
    const auto pace = m_run.pace.find(wire.facts.from.socket.node);
    if (pace == m_run.pace.end())
        return 0;
    const bool turns = spreadOf(wire.facts.from.type) == Spread::Turns;
    return turns ? pace->second / static_cast<double>(wire.fromSocket->wires.size()) : pace->second;
}

void JamFinder::tell(const NodeId& node, const std::set<WireId>& wires, Kind kind)
{
    const auto found = m_all.nodes.find(node);
    // What does not run holds nobody up: that it is lost or has failed says more.
    if (found == m_all.nodes.end() || found->second.state != NodeState::Running)
        return;
    double takes = 0, wanted = 0;
    for (const WireId& id : wires) {
        takes += m_all.wires.at(id).forward.rate.value;
        wanted += offered(m_run.wires.at(id));
    }
    const std::string rate = number(takes) + (wanted > takes ? " of " + number(wanted) : std::string()) + "/s";
    found->second.jam = kind == Kind::Drops ? "takes " + rate + ", drops the rest" : "jams at " + rate;
}

void JamFinder::find()
{
    std::map<NodeId, std::pair<std::set<WireId>, Kind>> causes;
    for (const auto& [id, wire] : m_run.wires) {
        const Kind kind = jammed(wire);
        if (kind == Kind::None)
            continue;
        const WireRow& root = kind == Kind::Waits ? rootOf(wire) : wire;
        auto& [wires, worst] = causes[root.facts.to.socket.node];
        wires.insert(root.facts.wire);
        worst = kind;
    }
    for (const auto& [node, cause] : causes)
        tell(node, cause.first, cause.second);
}

} // namespace

void findJams(const ObservedRun& run, Observation& all) { JamFinder(run, all).find(); }

} // namespace zeroloom
