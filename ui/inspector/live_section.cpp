#include "ui/inspector/live_section.h"

#include <QObject>

#include "core/zmq/option_catalogue.h"
#include "ui/inspector/inspector_page.h"
#include "ui/theme/figures.h"

namespace zeroloom {
namespace {

QString perMessage() { return QObject::tr("messages"); }

// "961 of 1,000", or "961" where the queue has no limit.
QString queueText(const Figure<std::uint64_t>& depth, std::uint64_t limit)
{
    const QString text = figureText(depth);
    return limit ? QObject::tr("%1 of %2").arg(text, countText(limit)) : text;
}

std::uint64_t limitOf(const Socket& socket, const char* option)
{
    const auto set = socket.options.find(option);
    if (set != socket.options.end())
        if (const auto* number = std::get_if<std::int64_t>(&set->second))
            return static_cast<std::uint64_t>(*number);
    return static_cast<std::uint64_t>(std::get<std::int64_t>(optionByName(option)->defaultValue));
}

QString latencyText(const LatencySummary& latency)
{
    return QObject::tr("%1 / %2").arg(microsecondsText(latency.p50), microsecondsText(latency.p99));
}

void addLatency(std::vector<FigureRow>& rows, const LatencySummary& latency)
{
    if (latency.count)
        rows.push_back({QObject::tr("latency p50 / p99"), latencyText(latency), qualityText(latency.quality),
                        QObject::tr("From send to receive of this hop, of %1 messages; largest %2")
                            .arg(countText(latency.count), microsecondsText(latency.max))});
}

void addLosses(std::vector<FigureRow>& rows, const LossCounts& lost)
{
    rows.push_back({QObject::tr("lost"), countText(lost.total()),
                    lost.unexplained ? QObject::tr("ledger open") : QObject::tr("ledger closes"),
                    QObject::tr("Sent = received + queued + lost; nothing is left over when the ledger closes")});
    const std::pair<QString, std::uint64_t> kinds[] = {{QObject::tr("  at the high-water mark"), lost.highWaterMark},
                                                       {QObject::tr("  no subscriber yet"), lost.noSubscriber},
                                                       {QObject::tr("  unroutable"), lost.unroutable},
                                                       {QObject::tr("  in a reconnect"), lost.reconnect},
                                                       {QObject::tr("  unexplained"), lost.unexplained}};
    for (const auto& [kind, count] : kinds)
        if (count)
            rows.push_back({kind, countText(count), {}, {}});
}

QString valueText(const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return *number < 0 ? toQString(toText(value)) : countText(static_cast<std::uint64_t>(*number));
    return toQString(toText(value));
}

} // namespace

std::vector<FigureRow> nodeRows(const NodeObservation& node)
{
    std::vector<FigureRow> rows;
    rows.push_back({QObject::tr("state"), stateText(node.state), {}, toQString(node.error)});
    if (node.processId)
        rows.push_back({QObject::tr("process"), QString::number(node.processId), {}, {}});
    for (const auto& [name, value] : node.figures)
        rows.push_back({toQString(name).replace(QLatin1Char('_'), QLatin1Char(' ')), valueText(value), {}, {}});
    return rows;
}

std::vector<FigureRow> socketRows(const Socket& socket, const SocketObservation& observed)
{
    const SocketTypeInfo& type = info(socket.type);
    std::vector<FigureRow> rows;
    if (type.receives) {
        rows.push_back({QObject::tr("received"), countText(observed.received), perMessage(), {}});
        rows.push_back({QObject::tr("receive rate"), rateText(observed.receiveRate),
                        byteRateText(observed.receiveByteRate), QObject::tr("Over the last second")});
        rows.push_back({QObject::tr("queue in"), queueText(observed.queueIn, limitOf(socket, "RCVHWM")),
                        qualityText(observed.queueIn.quality), QObject::tr("Messages that wait on this side")});
        addLatency(rows, observed.latency);
    }
    if (type.sends) {
        rows.push_back({QObject::tr("sent"), countText(observed.sent), perMessage(), {}});
        rows.push_back({QObject::tr("send rate"), rateText(observed.sendRate), byteRateText(observed.sendByteRate),
                        QObject::tr("Over the last second")});
        rows.push_back({QObject::tr("queue out"), queueText(observed.queueOut, limitOf(socket, "SNDHWM")),
                        qualityText(observed.queueOut.quality), QObject::tr("Messages that wait on this side")});
        addLosses(rows, observed.lost);
        rows.push_back({QObject::tr("mute"), QObject::tr("%1 s").arg(observed.muteSeconds, 0, 'f', 1),
                        observed.muted ? QObject::tr("mute now") : QString(),
                        QObject::tr("Time in which no peer could take a message")});
    }
    if (!observed.error.empty())
        rows.push_back({QObject::tr("error"), toQString(observed.error), {}, {}});
    return rows;
}

std::vector<FigureRow> wireRows(const WireObservation& wire)
{
    std::vector<FigureRow> rows;
    rows.push_back({QObject::tr("endpoint"), toQString(wire.endpoint), {}, {}});
    rows.push_back({QObject::tr("from end"), stateText(wire.from.state),
                    wire.bind == WireEnd::From ? QObject::tr("binds") : QObject::tr("connects"),
                    toQString(wire.from.detail)});
    rows.push_back({QObject::tr("to end"), stateText(wire.to.state),
                    wire.bind == WireEnd::To ? QObject::tr("binds") : QObject::tr("connects"),
                    toQString(wire.to.detail)});
    const auto addFlow = [&](const FlowObservation& flow, const QString& suffix) {
        rows.push_back({QObject::tr("rate") + suffix, rateText(flow.rate), byteRateText(flow.byteRate), {}});
        rows.push_back({QObject::tr("sent") + suffix, figureText(flow.sent), qualityText(flow.sent.quality), {}});
        rows.push_back(
            {QObject::tr("received") + suffix, figureText(flow.received), qualityText(flow.received.quality), {}});
        rows.push_back({QObject::tr("queue") + suffix, figureText(flow.depth), qualityText(flow.depth.quality), {}});
        addLatency(rows, flow.latency);
        addLosses(rows, flow.lost);
    };
    addFlow(wire.forward, {});
    if ((wire.backward.received.known() && wire.backward.received.value) || wire.backward.rate > 0)
        addFlow(wire.backward, QObject::tr(" back"));
    if (wire.depthLimit)
        rows.push_back({QObject::tr("queue limit"), countText(wire.depthLimit), perMessage(),
                        QObject::tr("Both high-water marks together")});
    if (wire.rttUs.known())
        rows.push_back({QObject::tr("round trip (tcp)"), microsecondsText(wire.rttUs.value),
                        qualityText(wire.rttUs.quality),
                        QObject::tr("The kernel's smoothed estimate for the connection")});
    if (wire.unsentBytes.known())
        rows.push_back({QObject::tr("unsent in kernel"),
                        bytesText(static_cast<double>(wire.unsentBytes.value)),
                        qualityText(wire.unsentBytes.quality),
                        {}});
    if (wire.unackedBytes.known())
        rows.push_back({QObject::tr("unacknowledged"),
                        bytesText(static_cast<double>(wire.unackedBytes.value)),
                        qualityText(wire.unackedBytes.quality),
                        {}});
    return rows;
}

std::vector<FigureRow> hostRows(const Observation& observation)
{
    std::vector<FigureRow> rows;
    for (const auto& [id, host] : observation.hosts) {
        rows.push_back({QObject::tr("host %1").arg(toQString(id.text())),
                        QObject::tr("pid %1").arg(host.processId),
                        {},
                        toQString(host.detail)});
        rows.push_back({QObject::tr("  running"), durationText(host.uptimeSeconds), {}, {}});
        rows.push_back({QObject::tr("  processor"),
                        QObject::tr("%1 %").arg(host.cpuFraction * 100, 0, 'f', 0),
                        QObject::tr("of one core"),
                        {}});
        rows.push_back({QObject::tr("  memory"), bytesText(static_cast<double>(host.residentBytes)), {}, {}});
        rows.push_back({QObject::tr("  threads"), countText(host.threads), {}, {}});
    }
    return rows;
}

} // namespace zeroloom
