#include "ui/monitor/plot_lines.h"

#include <QObject>

#include "core/zmq/socket_type.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

QString socketName(const SocketRef& socket, const Topology& topology)
{
    const Node* node = topology.node(socket.node);
    if (!node)
        return toQString(socket.text());
    const QString title = toQString(node->title());
    return node->sockets.size() == 1 ? title : title + QLatin1Char(' ') + toQString(socket.socket.text());
}

QString nameOf(const PlotSubject& subject, const Topology& topology)
{
    if (subject.wire.empty())
        return socketName(subject.socket, topology);
    const Wire& wire = *topology.wire(subject.wire);
    return socketName(wire.from, topology) + QStringLiteral(" → ") + socketName(wire.to, topology);
}

bool receives(const PlotSubject& subject, const Topology& topology)
{
    return info(topology.socket(subject.socket)->type).receives;
}

// What passes a wire is told of it whole; a socket's figures are of what it receives where it can.
std::vector<PlotLine> linesOf(const std::vector<PlotSubject>& subjects, const Topology& topology, Metric ofWire,
                              Metric ofReceiver, Metric ofSender)
{
    std::vector<PlotLine> lines;
    for (const PlotSubject& subject : subjects) {
        const Metric metric = !subject.wire.empty() ? ofWire : receives(subject, topology) ? ofReceiver : ofSender;
        lines.push_back({{metric, subject.socket, subject.wire}, nameOf(subject, topology)});
    }
    return lines;
}

bool isOverTcp(const WireId& wire, const Topology& topology)
{
    return endpointOf(*topology.wire(wire)).starts_with("tcp://");
}

} // namespace

bool exists(const PlotSubject& subject, const Topology& topology)
{
    return subject.wire.empty() ? topology.socket(subject.socket) != nullptr : topology.wire(subject.wire) != nullptr;
}

std::vector<PlotSubject> subjectsOf(const Selection& selection, const Topology& topology)
{
    std::vector<PlotSubject> subjects;
    for (const Node& node : topology.nodes)
        if (selection.nodes.contains(node.id))
            for (const Socket& socket : node.sockets)
                subjects.push_back({{node.id, socket.id}, {}});
    for (const Wire& wire : topology.wires)
        if (selection.wires.contains(wire.id))
            subjects.push_back({{}, wire.id});
    return subjects;
}

std::vector<PlotSubject> subjectsAt(const Place& place, const Topology& topology)
{
    if (place.wire.empty() && place.socket.empty())
        return subjectsOf({{place.node}, {}, {}}, topology);
    const PlotSubject subject =
        place.wire.empty() ? PlotSubject{{place.node, place.socket}, {}} : PlotSubject{{}, place.wire};
    return exists(subject, topology) ? std::vector{subject} : std::vector<PlotSubject>();
}

std::vector<PlotLine> rateLines(const std::vector<PlotSubject>& subjects, const Topology& topology)
{
    return linesOf(subjects, topology, Metric::WireRate, Metric::ReceiveRate, Metric::SendRate);
}

std::vector<PlotLine> depthLines(const std::vector<PlotSubject>& subjects, const Topology& topology)
{
    return linesOf(subjects, topology, Metric::WireDepth, Metric::QueueIn, Metric::QueueOut);
}

std::vector<PlotLine> latencyLines(const std::vector<PlotSubject>& subjects, const Topology& topology)
{
    std::vector<PlotSubject> timed = subjects;
    std::erase_if(timed,
                  [&](const PlotSubject& subject) { return subject.wire.empty() && !receives(subject, topology); });
    auto lines = linesOf(timed, topology, Metric::WireLatencyP50, Metric::LatencyP50, Metric::LatencyP50);
    if (timed.size() == 1 && !timed[0].wire.empty() && isOverTcp(timed[0].wire, topology))
        lines.push_back({{Metric::WireRtt, {}, timed[0].wire}, QObject::tr("round trip (TCP)")});
    return lines;
}

} // namespace zeroloom
