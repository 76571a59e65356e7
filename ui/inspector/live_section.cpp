#include "ui/inspector/live_section.h"

#include <QObject>

#include "core/zmq/option_catalogue.h"
#include "ui/document/act_words.h"
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
    return QObject::tr("%1 / %2").arg(percentileText(latency, latency.p50), percentileText(latency, latency.p99));
}

void addLatency(std::vector<FigureRow>& rows, const LatencySummary& latency)
{
    if (latency.count)
        rows.push_back({QObject::tr("latency p50 / p99"), latencyText(latency), qualityText(latency.quality),
                        QObject::tr("From send to receive of this hop, of %1 messages; largest %2")
                            .arg(countText(latency.count), microsecondsText(latency.max))});
}

// What the ledger says: unknown where one end's account is missing.
QString ledgerText(const Figure<LossCounts>& lost)
{
    if (!lost.known())
        return qualityText(lost.quality);
    const QString ledger = lost.value.unexplained ? QObject::tr("ledger open") : QObject::tr("ledger closes");
    return lost.quality == Quality::Exact ? ledger : QObject::tr("%1 · %2").arg(ledger, qualityText(lost.quality));
}

void addLosses(std::vector<FigureRow>& rows, const Figure<LossCounts>& figure)
{
    const LossCounts& lost = figure.value;
    rows.push_back(
        {QObject::tr("lost"), lossText(figure), ledgerText(figure),
         figure.known()
             ? QObject::tr("Sent = received + queued + lost; nothing is left over when the ledger closes")
             : QObject::tr("What somebody else's program received, waits for or lost cannot be told apart")});
    if (!figure.known())
        return;
    const std::pair<QString, std::uint64_t> kinds[] = {{QObject::tr("  at the high-water mark"), lost.highWaterMark},
                                                       {QObject::tr("  no subscriber yet"), lost.noSubscriber},
                                                       {QObject::tr("  unroutable"), lost.unroutable},
                                                       {QObject::tr("  in a reconnect"), lost.reconnect},
                                                       {QObject::tr("  dropped on purpose"), lost.fault},
                                                       {QObject::tr("  unexplained"), lost.unexplained}};
    for (const auto& [kind, count] : kinds)
        if (count)
            rows.push_back({kind, countText(count), {}, {}});
}

// Where what waits in a wire is; nothing to tell while nothing waits.
void addPlaces(std::vector<FigureRow>& rows, const FlowObservation& flow)
{
    if (!flow.depth.known() || flow.depth.value == 0)
        return;
    const auto add = [&](const QString& name, const Figure<std::uint64_t>& figure, const QString& help) {
        rows.push_back({name, figureText(figure), qualityText(figure.quality), help});
    };
    add(QObject::tr("  at the sender"), flow.queueOut, QObject::tr("In the sending socket's queue"));
    add(QObject::tr("  in the kernel"), flow.inKernel,
        flow.inKernel.known() ? QObject::tr("In the connection's buffers, from their bytes and the average message")
                              : QObject::tr("Not told over this transport; counted at the sender"));
    add(QObject::tr("  at the receiver"), flow.queueIn, QObject::tr("In the receiving socket's queue"));
}

QString valueText(const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return *number < 0 ? toQString(toText(value)) : countText(static_cast<std::uint64_t>(*number));
    return toQString(toText(value));
}

std::optional<FigureRow> faultRow(const QString& words)
{
    if (words.isEmpty())
        return std::nullopt;
    return FigureRow{
        QObject::tr("fault"), words, {}, QObject::tr("What was done to it in this run; Run > Faults undoes it")};
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

std::vector<FigureRow> monitorRows(const HeartMonitorObservation& monitor)
{
    std::vector<FigureRow> rows;
    if (!monitor.running)
        return rows;
    const HeartMonitorFigures& figures = monitor.figures;
    if (figures.sendsBeats)
        rows.push_back({QObject::tr("own delay"), microsecondsText(static_cast<double>(figures.ownDelayNs) / 1e3),
                        QObject::tr("taken off"),
                        QObject::tr("Until the last beat had left this process; no heart is blamed for it")});
    rows.push_back(
        {QObject::tr("lost within"), microsecondsText(static_cast<double>(detectionBound(figures.rule).count()) / 1e3),
         QObject::tr("of its death"),
         QObject::tr("The last beat that it answered, those that may be missed, and the grace of the last")});
    if (figures.silentPeers > 0)
        rows.push_back({QObject::tr("never answered"), countText(figures.silentPeers), QObject::tr("connections"), {}});
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
        rows.push_back({QObject::tr("mute"), secondsText(observed.muteSeconds),
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
        rows.push_back({QObject::tr("rate") + suffix, rateText(flow.rate),
                        flow.rate.known() ? byteRateText(flow.byteRate) : qualityText(flow.rate.quality),
                        QObject::tr("Messages received, over the last second")});
        if (!flow.rate.known() && flow.sentRate.known())
            rows.push_back({QObject::tr("send rate") + suffix, rateText(flow.sentRate),
                            qualityText(flow.sentRate.quality), QObject::tr("As the sender counts")});
        rows.push_back({QObject::tr("sent") + suffix, figureText(flow.sent), qualityText(flow.sent.quality), {}});
        rows.push_back(
            {QObject::tr("received") + suffix, figureText(flow.received), qualityText(flow.received.quality), {}});
        rows.push_back({QObject::tr("queue") + suffix, figureText(flow.depth), qualityText(flow.depth.quality), {}});
        addPlaces(rows, flow);
        if (flow.tcpBytes.known())
            rows.push_back({QObject::tr("bytes (tcp)") + suffix, bytesText(flow.tcpBytes),
                            qualityText(flow.tcpBytes.quality),
                            QObject::tr("Carried by the kernel, with the protocol's framing")});
        addLatency(rows, flow.latency);
        addLosses(rows, flow.lost);
    };
    addFlow(wire.forward, {});
    if ((wire.backward.received.known() && wire.backward.received.value) || shownRate(wire.backward).value > 0)
        addFlow(wire.backward, QObject::tr(" back"));
    if (wire.depthLimit)
        rows.push_back({QObject::tr("queue limit"), countText(wire.depthLimit), perMessage(),
                        QObject::tr("Both high-water marks together")});
    if (wire.rttUs.known())
        rows.push_back({QObject::tr("round trip (tcp)"), microsecondsText(wire.rttUs), qualityText(wire.rttUs.quality),
                        QObject::tr("The kernel's smoothed estimate for the connection")});
    if (wire.unsentBytes.known())
        rows.push_back(
            {QObject::tr("unsent in kernel"), bytesText(wire.unsentBytes), qualityText(wire.unsentBytes.quality), {}});
    if (wire.unackedBytes.known())
        rows.push_back(
            {QObject::tr("unacknowledged"), bytesText(wire.unackedBytes), qualityText(wire.unackedBytes.quality), {}});
    return rows;
}

std::optional<FigureRow> faultRow(const RunConditions& conditions, const NodeId& node)
{
    const auto found = conditions.nodes.find(node);
    return found == conditions.nodes.end() ? std::nullopt : faultRow(conditionWords(found->second));
}

std::optional<FigureRow> faultRow(const RunConditions& conditions, const WireId& wire)
{
    const auto found = conditions.wires.find(wire);
    return found == conditions.wires.end() ? std::nullopt : faultRow(conditionWords(found->second));
}

std::vector<FigureRow> hostRows(const Observation& observation)
{
    std::vector<FigureRow> rows;
    for (const auto& [id, host] : observation.hosts) {
        rows.push_back({QObject::tr("host %1").arg(toQString(id.text())),
                        QObject::tr("pid %1").arg(host.processId),
                        {},
                        toQString(host.detail)});
        if (host.state == HostState::Lost)
            continue;
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
