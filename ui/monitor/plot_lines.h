// Which lines the plots draw of a socket or of a wire. Pure functions.
#pragma once

#include <vector>

#include "core/check/check.h"
#include "core/model/editor.h"
#include "ui/monitor/time_plot.h"

namespace zeroloom {

// What a line tells of: a socket, or a wire alone among those of its sockets. The other one is empty.
struct PlotSubject {
    SocketRef socket;
    WireId wire;
    auto operator<=>(const PlotSubject&) const = default;
};

bool exists(const PlotSubject& subject, const Topology& topology);
// The sockets of the nodes and the wires, in the topology's order.
std::vector<PlotSubject> subjectsOf(const Selection& selection, const Topology& topology);
// All sockets of a node, a socket, or a wire; nothing when the topology has no such place.
std::vector<PlotSubject> subjectsAt(const Place& place, const Topology& topology);

// All of them must exist in the topology. What has no such figure (a sender no latency) has no line.
std::vector<PlotLine> rateLines(const std::vector<PlotSubject>& subjects, const Topology& topology);
std::vector<PlotLine> depthLines(const std::vector<PlotSubject>& subjects, const Topology& topology);
// The one who is alone is told of in full: of a wire over tcp the round-trip time of its connection, too.
std::vector<PlotLine> latencyLines(const std::vector<PlotSubject>& subjects, const Topology& topology);

} // namespace zeroloom
