#include <algorithm>

#include "core/control/msgpack.h"
#include "core/control/protocol.h"

namespace zeroloom {

using Kind = MsgpackReader::Kind;

namespace {

std::uint32_t number32(MsgpackReader& in) { return static_cast<std::uint32_t>(in.numberUpTo(UINT32_MAX)); }

template <typename Enum>
Enum enumeration(MsgpackReader& in, Enum last)
{
    return static_cast<Enum>(in.numberUpTo(static_cast<std::uint64_t>(last)));
}

TextList textList(MsgpackReader& in)
{
    TextList list;
    const std::size_t elements = in.array();
    for (std::size_t i = 0; i < elements && !in.failed(); ++i)
        list.push_back(in.text());
    return list;
}

Value value(MsgpackReader& in)
{
    switch (in.next()) {
    case Kind::Boolean:
        return in.boolean();
    case Kind::Negative:
    case Kind::Unsigned:
        return in.signedNumber();
    case Kind::Real:
        return in.real();
    case Kind::Text:
        return in.text();
    case Kind::Array:
        return textList(in);
    case Kind::None:
        break;
    }
    in.fail();
    return {};
}

Values figures(MsgpackReader& in)
{
    Values values;
    const std::size_t elements = in.array();
    if (elements % 2 != 0)
        in.fail();
    for (std::size_t i = 0; i < elements / 2 && !in.failed(); ++i) {
        std::string name = in.text();
        values.insert_or_assign(std::move(name), value(in));
    }
    return values;
}

NodeSample node(MsgpackReader& in)
{
    NodeSample sample;
    if (!in.arrayOf(5))
        return sample;
    sample.node = NodeId(in.text());
    sample.state = enumeration(in, NodeState::Stopped);
    sample.error = in.text();
    sample.processId = in.signedNumber();
    sample.figures = figures(in);
    return sample;
}

SocketSample socket(MsgpackReader& in)
{
    SocketSample sample;
    if (!in.arrayOf(12))
        return sample;
    sample.socket.node = NodeId(in.text());
    sample.socket.socket = SocketId(in.text());
    sample.sent = in.number();
    sample.received = in.number();
    sample.bytesSent = in.number();
    sample.bytesReceived = in.number();
    sample.muteNs = in.number();
    sample.muted = in.boolean();
    sample.unroutable = in.number();
    sample.droppedAtLimit = in.number();
    sample.idle = in.boolean();
    sample.error = in.text();
    return sample;
}

LatencyHistogram histogram(MsgpackReader& in)
{
    LatencyHistogram latency;
    const std::size_t elements = in.array();
    if (elements == 0)
        return latency;
    if (elements % 2 == 0)
        in.fail();
    latency.maximum = in.number();
    for (std::size_t i = 0; i < elements / 2 && !in.failed(); ++i) {
        const std::uint64_t bucket = in.numberUpTo(latency.buckets.size() - 1);
        const std::uint64_t count = in.number();
        latency.buckets[bucket] = count;
        latency.count += count;
    }
    return latency;
}

FlowSample flow(MsgpackReader& in)
{
    FlowSample sample;
    const std::size_t elements = in.array();
    if (elements == 0)
        return sample;
    if (elements != 9)
        in.fail();
    sample.received = in.number();
    sample.bytes = in.number();
    sample.attributed = in.boolean();
    sample.stamped = in.number();
    sample.beforeFirst = in.number();
    sample.gaps = in.number();
    sample.gapsReconnect = in.number();
    sample.lastSequence = in.number();
    sample.latency = histogram(in);
    return sample;
}

void tcp(MsgpackReader& in, WireEndSample& sample)
{
    const std::size_t elements = in.array();
    if (elements == 0)
        return;
    if (elements != 6)
        in.fail();
    sample.hasTcp = true;
    sample.rttUs = number32(in);
    sample.unsentBytes = in.number();
    sample.unackedBytes = in.number();
    sample.unreadBytes = in.number();
    sample.tcpBytesSent = in.number();
    sample.tcpBytesReceived = in.number();
}

RelaySample relay(MsgpackReader& in)
{
    RelaySample sample;
    const std::size_t elements = in.array();
    if (elements == 0)
        return sample;
    if (elements != 4)
        in.fail();
    sample.heldOut = in.number();
    sample.heldIn = in.number();
    sample.droppedOut = in.number();
    sample.droppedIn = in.number();
    return sample;
}

WireEndSample end(MsgpackReader& in)
{
    WireEndSample sample;
    if (!in.arrayOf(11))
        return sample;
    sample.wire = WireId(in.text());
    sample.end = enumeration(in, WireEnd::To);
    sample.state = enumeration(in, ConnectionState::Failed);
    sample.detail = in.text();
    sample.endpoint = in.text();
    sample.connects = in.number();
    sample.disconnects = in.number();
    sample.sent = in.signedNumber();
    sample.flow = flow(in);
    tcp(in, sample);
    sample.relay = relay(in);
    return sample;
}

HeartSample heart(MsgpackReader& in)
{
    HeartSample sample;
    if (!in.arrayOf(23))
        return sample;
    Heart& heart = sample.heart;
    sample.monitor = NodeId(in.text());
    heart.number = number32(in);
    heart.id = in.text();
    heart.madeId = in.boolean();
    heart.address = in.text();
    heart.processId = in.signedNumber();
    heart.process = in.text();
    heart.state = enumeration(in, HeartState::Left);
    for (std::uint64_t* figure :
         {&heart.sinceNs, &heart.firstNs, &heart.lastBeatNs, &heart.beats, &heart.lateBeats, &heart.missed})
        *figure = in.number();
    heart.missedInRow = number32(in);
    heart.oldBeats = in.number();
    heart.unjudged = in.number();
    heart.rttUs = number32(in);
    heart.rttMedianUs = number32(in);
    heart.rttP99Us = number32(in);
    heart.suspicion = static_cast<float>(in.real());
    heart.strip = in.number();
    heart.cause = in.text();
    return sample;
}

HeartRule heartRule(MsgpackReader& in)
{
    HeartRule rule;
    rule.period = Nanoseconds(in.signedNumber());
    rule.misses = static_cast<int>(in.numberUpTo(INT32_MAX));
    rule.grace = Nanoseconds(in.signedNumber());
    rule.verdict = enumeration(in, VerdictRule::Phi);
    rule.threshold = in.real();
    return rule;
}

HeartMonitorSample heartMonitor(MsgpackReader& in)
{
    HeartMonitorSample sample;
    if (!in.arrayOf(25))
        return sample;
    HeartMonitorFigures& figures = sample.figures;
    sample.monitor = NodeId(in.text());
    sample.life = in.number();
    figures.rule = heartRule(in);
    figures.sendsBeats = in.boolean();
    figures.cannotJudge = in.text();
    figures.problem = in.text();
    for (std::uint64_t* figure :
         {&figures.beatsSent, &figures.lastSentNs, &figures.ownDelayNs, &figures.worstDelayNs, &figures.unjudgedBeats,
          &figures.garbage, &figures.wrongFrames, &figures.tooLong, &figures.repeated, &figures.refusedHearts})
        *figure = in.number();
    for (std::uint32_t* figure : {&figures.silentPeers, &figures.alive, &figures.late, &figures.lost, &figures.left})
        *figure = number32(in);
    return sample;
}

HeartChangeSample heartChange(MsgpackReader& in)
{
    HeartChangeSample sample;
    if (!in.arrayOf(9))
        return sample;
    HeartChange& change = sample.change;
    sample.number = in.number();
    sample.monitor = NodeId(in.text());
    change.timeNs = in.number();
    change.heart = number32(in);
    change.kind = enumeration(in, HeartChangeKind::Left);
    change.id = in.text();
    change.rttUs = number32(in);
    change.missedInRow = number32(in);
    change.cause = in.text();
    return sample;
}

HostEvent event(MsgpackReader& in)
{
    HostEvent read;
    if (!in.arrayOf(9))
        return read;
    read.number = in.number();
    read.timeNs = in.number();
    read.severity = enumeration(in, EventSeverity::Error);
    read.kind = in.text();
    read.node = NodeId(in.text());
    read.socket = SocketId(in.text());
    read.wire = WireId(in.text());
    read.endpoint = in.text();
    read.text = in.text();
    return read;
}

// The number of rows that the bytes announce may be a lie, so not much is made room for in advance.
constexpr std::size_t RowsReserved = 4096;

template <typename Row>
void rows(MsgpackReader& in, std::vector<Row>& out, Row (*read)(MsgpackReader&))
{
    const std::size_t elements = in.array();
    out.reserve(std::min(elements, RowsReserved));
    for (std::size_t i = 0; i < elements && !in.failed(); ++i)
        out.push_back(read(in));
}

void totals(MsgpackReader& in, EventTotals& out)
{
    if (!in.arrayOf(4))
        return;
    out.connected = in.number();
    out.accepted = in.number();
    out.disconnected = in.number();
    out.handshakeFailed = in.number();
}

HostBatch batchOf(MsgpackReader& in)
{
    HostBatch batch;
    batch.host = HostId(in.text());
    batch.number = in.number();
    batch.timeNs = in.number();
    batch.processId = in.signedNumber();
    batch.startedNs = in.number();
    batch.cpuNs = in.number();
    batch.residentBytes = in.number();
    batch.threads = number32(in);
    batch.complete = in.boolean();
    rows(in, batch.nodes, node);
    rows(in, batch.sockets, socket);
    rows(in, batch.ends, end);
    rows(in, batch.events, event);
    batch.eventsLeftOut = in.number();
    totals(in, batch.totals);
    rows(in, batch.monitors, heartMonitor);
    rows(in, batch.hearts, heart);
    rows(in, batch.heartChanges, heartChange);
    batch.heartChangesLeftOut = in.number();
    batch.lastHeartChange = in.number();
    return batch;
}

} // namespace

Result<HostBatch> decodeBatch(std::string_view bytes)
{
    MsgpackReader in(bytes);
    if (in.array() == 0 || in.failed())
        return fail(ErrorCode::InvalidInput, "what a host sent is not a batch", "telemetry");
    const std::uint64_t version = in.number();
    if (!in.failed() && version != ProtocolVersion)
        return fail(ErrorCode::Unsupported,
                    "the host speaks version " + std::to_string(version) +
                        " of the protocol and this program version " + std::to_string(ProtocolVersion) +
                        ": install the same Zeroloom on both sides",
                    "telemetry");
    HostBatch batch = batchOf(in);
    if (in.failed() || !in.atEnd())
        return fail(ErrorCode::InvalidInput, "what a host sent is not a batch", "telemetry");
    return batch;
}

} // namespace zeroloom
