// A batch as MessagePack: rows are arrays in the order of the fields in samples.h, parts that are as at first are
// empty arrays, and a histogram is its filled buckets.

#include "core/control/msgpack.h"
#include "core/control/protocol.h"

namespace zeroloom {

namespace {

template <typename Item>
void rows(MsgpackWriter& out, const std::vector<Item>& items, void (*write)(MsgpackWriter&, const Item&))
{
    out.array(items.size());
    for (const Item& item : items)
        write(out, item);
}

void writeValue(MsgpackWriter& out, const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        out.text(*text);
    } else if (const auto* list = std::get_if<TextList>(&value)) {
        out.array(list->size());
        for (const std::string& item : *list)
            out.text(item);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        out.signedNumber(*whole);
    } else if (const auto* real = std::get_if<double>(&value)) {
        out.real(*real);
    } else {
        out.boolean(std::get<bool>(value));
    }
}

void writeNode(MsgpackWriter& out, const NodeSample& node)
{
    out.array(5);
    out.text(node.node.text());
    out.number(static_cast<std::uint64_t>(node.state));
    out.text(node.error);
    out.signedNumber(node.processId);
    out.array(node.figures.size() * 2);
    for (const auto& [name, value] : node.figures) {
        out.text(name);
        writeValue(out, value);
    }
}

void writeSocket(MsgpackWriter& out, const SocketSample& socket)
{
    out.array(12);
    out.text(socket.socket.node.text());
    out.text(socket.socket.socket.text());
    for (const std::uint64_t count :
         {socket.sent, socket.received, socket.bytesSent, socket.bytesReceived, socket.muteNs})
        out.number(count);
    out.boolean(socket.muted);
    out.number(socket.unroutable);
    out.number(socket.droppedAtLimit);
    out.boolean(socket.idle);
    out.text(socket.error);
}

// [maximum, bucket, count, bucket, count, ...]; empty when nothing was counted.
void writeHistogram(MsgpackWriter& out, const LatencyHistogram& histogram)
{
    if (histogram.count == 0)
        return out.array(0);
    std::size_t filled = 0;
    for (const std::uint64_t count : histogram.buckets)
        filled += count != 0;
    out.array(1 + filled * 2);
    out.number(histogram.maximum);
    for (std::size_t i = 0; i < histogram.buckets.size(); ++i) {
        if (histogram.buckets[i] != 0) {
            out.number(i);
            out.number(histogram.buckets[i]);
        }
    }
}

bool isUntouched(const FlowSample& flow)
{
    return !flow.attributed && flow.received == 0 && flow.beforeFirst == 0 && flow == FlowSample{};
}

void writeFlow(MsgpackWriter& out, const FlowSample& flow)
{
    if (isUntouched(flow))
        return out.array(0);
    out.array(9);
    out.number(flow.received);
    out.number(flow.bytes);
    out.boolean(flow.attributed);
    for (const std::uint64_t count : {flow.stamped, flow.beforeFirst, flow.gaps, flow.gapsReconnect, flow.lastSequence})
        out.number(count);
    writeHistogram(out, flow.latency);
}

void writeTcp(MsgpackWriter& out, const WireEndSample& end)
{
    if (!end.hasTcp)
        return out.array(0);
    out.array(6);
    for (const std::uint64_t figure : {std::uint64_t{end.rttUs}, end.unsentBytes, end.unackedBytes, end.unreadBytes,
                                       end.tcpBytesSent, end.tcpBytesReceived})
        out.number(figure);
}

void writeRelay(MsgpackWriter& out, const RelaySample& relay)
{
    if (relay == RelaySample())
        return out.array(0);
    out.array(4);
    for (const std::uint64_t figure : {relay.heldOut, relay.heldIn, relay.droppedOut, relay.droppedIn})
        out.number(figure);
}

void writeEnd(MsgpackWriter& out, const WireEndSample& end)
{
    out.array(11);
    out.text(end.wire.text());
    out.number(static_cast<std::uint64_t>(end.end));
    out.number(static_cast<std::uint64_t>(end.state));
    out.text(end.detail);
    out.text(end.endpoint);
    out.number(end.connects);
    out.number(end.disconnects);
    out.signedNumber(end.sent);
    writeFlow(out, end.flow);
    writeTcp(out, end);
    writeRelay(out, end.relay);
}

void writeEvent(MsgpackWriter& out, const HostEvent& event)
{
    out.array(9);
    out.number(event.number);
    out.number(event.timeNs);
    out.number(static_cast<std::uint64_t>(event.severity));
    for (const std::string* text :
         {&event.kind, &event.node.text(), &event.socket.text(), &event.wire.text(), &event.endpoint, &event.text})
        out.text(*text);
}

void writeHeart(MsgpackWriter& out, const HeartSample& sample)
{
    const Heart& heart = sample.heart;
    out.array(23);
    out.text(sample.monitor.text());
    out.number(heart.number);
    out.text(heart.id);
    out.boolean(heart.madeId);
    out.text(heart.address);
    out.signedNumber(heart.processId);
    out.text(heart.process);
    out.number(static_cast<std::uint64_t>(heart.state));
    for (const std::uint64_t figure :
         {heart.sinceNs, heart.firstNs, heart.lastBeatNs, heart.beats, heart.lateBeats, heart.missed,
          std::uint64_t{heart.missedInRow}, heart.oldBeats, heart.unjudged, std::uint64_t{heart.rttUs},
          std::uint64_t{heart.rttMedianUs}, std::uint64_t{heart.rttP99Us}})
        out.number(figure);
    out.real(static_cast<double>(heart.suspicion));
    out.number(heart.strip);
    out.text(heart.cause);
}

void writeHeartMonitor(MsgpackWriter& out, const HeartMonitorSample& sample)
{
    const HeartMonitorFigures& figures = sample.figures;
    out.array(25);
    out.text(sample.monitor.text());
    out.number(sample.life);
    out.signedNumber(figures.rule.period.count());
    out.signedNumber(figures.rule.misses);
    out.signedNumber(figures.rule.grace.count());
    out.number(static_cast<std::uint64_t>(figures.rule.verdict));
    out.real(figures.rule.threshold);
    out.boolean(figures.sendsBeats);
    out.text(figures.cannotJudge);
    out.text(figures.problem);
    for (const std::uint64_t figure :
         {figures.beatsSent, figures.lastSentNs, figures.ownDelayNs, figures.worstDelayNs, figures.unjudgedBeats,
          figures.garbage, figures.wrongFrames, figures.tooLong, figures.repeated, figures.refusedHearts,
          std::uint64_t{figures.silentPeers}, std::uint64_t{figures.alive}, std::uint64_t{figures.late},
          std::uint64_t{figures.lost}, std::uint64_t{figures.left}})
        out.number(figure);
}

void writeHeartChange(MsgpackWriter& out, const HeartChangeSample& sample)
{
    const HeartChange& change = sample.change;
    out.array(9);
    out.number(sample.number);
    out.text(sample.monitor.text());
    out.number(change.timeNs);
    out.number(change.heart);
    out.number(static_cast<std::uint64_t>(change.kind));
    out.text(change.id);
    out.number(change.rttUs);
    out.number(change.missedInRow);
    out.text(change.cause);
}

} // namespace

std::string encodeBatch(const HostBatch& batch)
{
    MsgpackWriter out;
    out.array(21);
    out.number(ProtocolVersion);
    out.text(batch.host.text());
    out.number(batch.number);
    out.number(batch.timeNs);
    out.signedNumber(batch.processId);
    out.number(batch.startedNs);
    out.number(batch.cpuNs);
    out.number(batch.residentBytes);
    out.number(batch.threads);
    out.boolean(batch.complete);
    rows(out, batch.nodes, writeNode);
    rows(out, batch.sockets, writeSocket);
    rows(out, batch.ends, writeEnd);
    rows(out, batch.events, writeEvent);
    out.number(batch.eventsLeftOut);
    out.array(4);
    for (const std::uint64_t count :
         {batch.totals.connected, batch.totals.accepted, batch.totals.disconnected, batch.totals.handshakeFailed})
        out.number(count);
    rows(out, batch.monitors, writeHeartMonitor);
    rows(out, batch.hearts, writeHeart);
    rows(out, batch.heartChanges, writeHeartChange);
    out.number(batch.heartChangesLeftOut);
    out.number(batch.lastHeartChange);
    return out.take();
}

} // namespace zeroloom
