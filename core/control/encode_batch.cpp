// A batch as MessagePack: rows are arrays in the order of the fields in samples.h, parts that are as at first are
// empty arrays, and a histogram is its filled buckets.

#include <nlohmann/json.hpp>

#include "core/control/protocol.h"

namespace zeroloom {

using Json = nlohmann::json;

namespace {

template <typename... Fields>
Json row(Fields&&... fields)
{
    Json::array_t elements;
    elements.reserve(sizeof...(fields));
    (elements.emplace_back(std::forward<Fields>(fields)), ...);
    return Json(std::move(elements));
}

template <typename Item, typename Encode>
Json rows(const std::vector<Item>& items, Encode encode)
{
    Json::array_t elements;
    elements.reserve(items.size());
    for (const Item& item : items)
        elements.push_back(encode(item));
    return Json(std::move(elements));
}

Json valueRow(const Value& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

Json figures(const Values& values)
{
    Json::array_t elements;
    elements.reserve(values.size() * 2);
    for (const auto& [name, value] : values) {
        elements.emplace_back(name);
        elements.push_back(valueRow(value));
    }
    return Json(std::move(elements));
}

Json nodeRow(const NodeSample& node)
{
    return row(node.node.text(), static_cast<unsigned>(node.state), node.error, node.processId, figures(node.figures));
}

Json socketRow(const SocketSample& socket)
{
    return row(socket.socket.node.text(), socket.socket.socket.text(), socket.sent, socket.received, socket.bytesSent,
               socket.bytesReceived, socket.muteNs, socket.muted, socket.unroutable, socket.droppedAtLimit, socket.idle,
               socket.error);
}

// [maximum, bucket, count, bucket, count, ...]; empty when nothing was counted.
Json histogramRow(const LatencyHistogram& histogram)
{
    Json::array_t elements;
    if (histogram.count == 0)
        return Json(std::move(elements));
    elements.emplace_back(histogram.maximum);
    for (std::size_t i = 0; i < histogram.buckets.size(); ++i) {
        if (histogram.buckets[i] != 0) {
            elements.emplace_back(i);
            elements.emplace_back(histogram.buckets[i]);
        }
    }
    return Json(std::move(elements));
}

Json flowRow(const FlowSample& flow)
{
    if (flow == FlowSample{})
        return Json::array();
    return row(flow.received, flow.bytes, flow.attributed, flow.stamped, flow.beforeFirst, flow.gaps,
               flow.gapsReconnect, flow.lastSequence, histogramRow(flow.latency));
}

Json tcpRow(const WireEndSample& end)
{
    if (!end.hasTcp)
        return Json::array();
    return row(end.rttUs, end.unsentBytes, end.unackedBytes, end.unreadBytes, end.tcpBytesSent, end.tcpBytesReceived);
}

Json endRow(const WireEndSample& end)
{
    return row(end.wire.text(), static_cast<unsigned>(end.end), static_cast<unsigned>(end.state), end.detail,
               end.endpoint, end.connects, end.disconnects, end.sent, flowRow(end.flow), tcpRow(end));
}

Json eventRow(const HostEvent& event)
{
    return row(event.number, event.timeNs, static_cast<unsigned>(event.severity), event.kind, event.node.text(),
               event.socket.text(), event.wire.text(), event.endpoint, event.text);
}

} // namespace

std::string encodeBatch(const HostBatch& batch)
{
    const EventTotals& totals = batch.totals;
    const Json json =
        row(ProtocolVersion, batch.host.text(), batch.number, batch.timeNs, batch.processId, batch.startedNs,
            batch.cpuNs, batch.residentBytes, batch.threads, batch.complete, rows(batch.nodes, nodeRow),
            rows(batch.sockets, socketRow), rows(batch.ends, endRow), rows(batch.events, eventRow), batch.eventsLeftOut,
            row(totals.connected, totals.accepted, totals.disconnected, totals.handshakeFailed));
    std::string bytes;
    Json::to_msgpack(json, bytes);
    return bytes;
}

} // namespace zeroloom
