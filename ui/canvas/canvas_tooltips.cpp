#include "ui/canvas/canvas_tooltips.h"

#include <QStringList>

#include "core/zmq/socket_type.h"
#include "ui/canvas/tooltip_table.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

QString endName(const CanvasScene& scene, const SocketRef& ref)
{
    const NodeItem* node = scene.node(ref.node);
    const PortItem* port = scene.port(ref);
    return node == nullptr || port == nullptr ? QString::fromStdString(ref.text())
                                              : QStringLiteral("%1 of %2").arg(port->labelText, node->titleText);
}

QString endText(const WireEndObservation& end)
{
    QString words = stateText(end.state);
    if (!end.detail.empty())
        words += QStringLiteral(": ") + QString::fromStdString(end.detail);
    if (end.disconnects > 0)
        words += QStringLiteral(" (went down %1 times)").arg(end.disconnects);
    return words;
}

QString queueText(const WireObservation& wire)
{
    QString words = figureText(wire.forward.depth);
    if (wire.depthLimit > 0)
        words += QStringLiteral(" of ") + countText(wire.depthLimit);
    else
        words += QStringLiteral(", no limit");
    return words + QStringLiteral(" messages · ") + qualityText(wire.forward.depth.quality);
}

// Where what waits is: "52 at the sender, 850 in the kernel, 1,000 at the receiver". Empty while nothing waits.
QString placesText(const FlowObservation& flow)
{
    if (!flow.depth.known() || flow.depth.value == 0)
        return {};
    QStringList places{QStringLiteral("%1 at the sender").arg(figureText(flow.queueOut))};
    if (flow.inKernel.known())
        places << QStringLiteral("%1 in the kernel").arg(figureText(flow.inKernel));
    places << QStringLiteral("%1 at the receiver").arg(figureText(flow.queueIn));
    return places.join(QStringLiteral(", "));
}

void addFlow(TooltipTable& table, const QString& name, const FlowObservation& flow)
{
    // What leaves the sender is another figure than what arrives; it stands alone where nobody tells of arrivals.
    table.row(name, flow.rate.known() || !flow.sentRate.known()
                        ? QStringLiteral("%1 · %2").arg(rateText(flow.rate), byteRateText(flow.byteRate))
                        : flowRateText(flow) + QStringLiteral(" · what arrives is not known"));
    if (flow.latency.count > 0)
        table.row(QStringLiteral("latency p50 / p99"),
                  QStringLiteral("%1 / %2 · %3")
                      .arg(percentileText(flow.latency, flow.latency.p50),
                           percentileText(flow.latency, flow.latency.p99), qualityText(flow.latency.quality)));
    if (!flow.lost.known() || flow.lost.value.total() > 0)
        table.row(QStringLiteral("lost"),
                  QStringLiteral("%1 messages · %2").arg(lossText(flow.lost), qualityText(flow.lost.quality)));
}

void addProblems(TooltipTable& table, const std::vector<Diagnostic>& diagnostics, const NodeId& node,
                 const WireId& wire)
{
    for (const Diagnostic& each : diagnostics)
        if (wire.empty() ? each.where.node == node && each.where.wire.empty() : each.where.wire == wire)
            table.line(toQString(name(each.severity)) + QStringLiteral(": ") + QString::fromStdString(each.message));
}

} // namespace

QString nodeTooltip(const CanvasScene& scene, const NodeItem& item, const std::vector<Diagnostic>& diagnostics)
{
    TooltipTable table(item.titleText);
    table.row(QStringLiteral("role"), item.subtitleText);
    table.row(QStringLiteral("host"), QString::fromStdString(item.node.host.text()));
    table.row(QStringLiteral("fault"), item.fault.words);
    if (scene.observation()) {
        const auto found = scene.observation()->nodes.find(item.node.id);
        if (found != scene.observation()->nodes.end()) {
            table.row(QStringLiteral("state"), item.node.role == "outside" ? QStringLiteral("run by somebody else")
                                                                           : stateText(found->second.state));
            for (const auto& [name, value] : found->second.figures)
                table.row(QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' ')),
                          QString::fromStdString(toText(value)));
            if (!found->second.jam.empty())
                table.line(QString::fromStdString(found->second.jam));
            if (!found->second.error.empty() && QString::fromStdString(found->second.error) != item.fault.words)
                table.line(QString::fromStdString(found->second.error));
        }
    }
    addProblems(table, diagnostics, item.node.id, {});
    return table.html();
}

QString portTooltip(const CanvasScene& scene, const PortItem& port)
{
    const SocketTypeInfo& type = info(port.type);
    TooltipTable table(QStringLiteral("%1 · %2").arg(toQString(type.name), QString::fromStdString(port.ref.text())));
    table.row(QStringLiteral("pattern"), toQString(name(type.pattern)));
    table.row(QStringLiteral("wires"), port.binds && port.connects ? QStringLiteral("some bind here, some connect")
                                       : port.binds                ? QStringLiteral("binds")
                                       : port.connects             ? QStringLiteral("connects")
                                                                   : QStringLiteral("none yet: drag from here"));
    table.row(QStringLiteral("messages"), port.heldText);
    if (scene.observation()) {
        const auto found = scene.observation()->sockets.find(port.ref);
        if (found != scene.observation()->sockets.end()) {
            const SocketObservation& seen = found->second;
            if (type.sends)
                table.row(QStringLiteral("out"),
                          QStringLiteral("%1 · %2 · %3 messages")
                              .arg(rateText(seen.sendRate), byteRateText(seen.sendByteRate), countText(seen.sent)));
            if (type.receives)
                table.row(QStringLiteral("in"), QStringLiteral("%1 · %2 · %3 messages")
                                                    .arg(rateText(seen.receiveRate), byteRateText(seen.receiveByteRate),
                                                         countText(seen.received)));
            if (seen.muteSeconds > 0)
                table.row(QStringLiteral("mute"),
                          QStringLiteral("%1%2").arg(secondsText(seen.muteSeconds),
                                                     seen.muted ? QStringLiteral(", now") : QString()));
            if (!seen.error.empty())
                table.line(QString::fromStdString(seen.error));
        }
    }
    table.line(toQString(type.summary));
    if (!port.badgeText.isEmpty())
        table.line(port.badgeText + QStringLiteral(": ") + toQString(type.muteText));
    return table.html();
}

QString wireTooltip(const CanvasScene& scene, const WireItem& item, const std::vector<Diagnostic>& diagnostics)
{
    TooltipTable table(QStringLiteral("%1 → %2").arg(endName(scene, item.from), endName(scene, item.to)));
    const WireObservation* seen = nullptr;
    if (scene.observation()) {
        const auto found = scene.observation()->wires.find(item.id);
        if (found != scene.observation()->wires.end())
            seen = &found->second;
    }
    table.row(QStringLiteral("endpoint"),
              seen != nullptr && !seen->endpoint.empty() ? QString::fromStdString(seen->endpoint) : item.endpoint);
    table.row(QStringLiteral("binds"), endName(scene, item.bind == WireEnd::From ? item.from : item.to));
    table.row(QStringLiteral("fault"), item.fault.words);
    if (seen != nullptr) {
        table.row(QStringLiteral("sending end"), endText(seen->from));
        table.row(QStringLiteral("receiving end"), endText(seen->to));
        addFlow(table, QStringLiteral("forward"), seen->forward);
        if (shownRate(seen->backward).value > 0)
            addFlow(table, QStringLiteral("back"), seen->backward);
        table.row(QStringLiteral("queue"), queueText(*seen));
        table.row(QStringLiteral("waits"), placesText(seen->forward));
        if (seen->muted)
            table.row(QStringLiteral("sender"), QStringLiteral("mute: this wire is full"));
        if (seen->rttUs.known())
            table.row(QStringLiteral("round trip"),
                      QStringLiteral("%1 · %2").arg(microsecondsText(seen->rttUs), qualityText(seen->rttUs.quality)));
        if (seen->unsentBytes.known())
            table.row(QStringLiteral("unsent"), bytesText(seen->unsentBytes));
    }
    addProblems(table, diagnostics, {}, item.id);
    return table.html();
}

QString nodeDescription(const NodeItem& item)
{
    QStringList words{item.titleText, item.subtitleText};
    if (item.look.live)
        words << stateText(item.look.state);
    if (item.fault.is())
        words << item.fault.words;
    QStringList types;
    for (const PortItem& port : item.ports)
        types << port.labelText + (port.badgeText.isEmpty() ? QString() : QStringLiteral(" ") + port.badgeText) +
                     (port.heldText.isEmpty() ? QString() : QStringLiteral(" ") + port.heldText);
    words << (types.isEmpty() ? QStringLiteral("no sockets")
                              : QStringLiteral("sockets ") + types.join(QStringLiteral(" and ")));
    if (!item.look.footer.isEmpty())
        words << item.look.footer;
    return words.join(QStringLiteral(", "));
}

QString wireDescription(const CanvasScene& scene, const WireItem& item)
{
    QStringList words{QStringLiteral("Wire from %1 to %2").arg(endName(scene, item.from), endName(scene, item.to))};
    if (item.look.live) {
        words << (item.look.from == item.look.to ? stateText(item.look.from)
                                                 : QStringLiteral("%1 at the sender, %2 at the receiver")
                                                       .arg(stateText(item.look.from), stateText(item.look.to)));
        const auto found = scene.observation()->wires.find(item.id);
        if (found != scene.observation()->wires.end())
            words << flowRateText(found->second.forward);
    }
    if (item.fault.is())
        words << item.fault.words;
    return words.join(QStringLiteral(", "));
}

} // namespace zeroloom
