#include <algorithm>

#include "core/control/msgpack.h"
#include "core/control/protocol.h"

namespace zeroloom {

using Kind = MsgpackReader::Kind;

namespace {

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
    sample.rttUs = static_cast<std::uint32_t>(in.numberUpTo(UINT32_MAX));
    sample.unsentBytes = in.number();
    sample.unackedBytes = in.number();
    sample.unreadBytes = in.number();
    sample.tcpBytesSent = in.number();
    sample.tcpBytesReceived = in.number();
}

WireEndSample end(MsgpackReader& in)
{
    WireEndSample sample;
    if (!in.arrayOf(10))
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
    batch.threads = static_cast<std::uint32_t>(in.numberUpTo(UINT32_MAX));
    batch.complete = in.boolean();
    rows(in, batch.nodes, node);
    rows(in, batch.sockets, socket);
    rows(in, batch.ends, end);
    rows(in, batch.events, event);
    batch.eventsLeftOut = in.number();
    totals(in, batch.totals);
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
