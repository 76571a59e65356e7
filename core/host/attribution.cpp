#include "core/host/attribution.h"

#include <algorithm>

#include "core/host/wire_states.h"

namespace zeroloom {

void Attribution::setWires(const std::vector<WireRecordPtr>& wires)
{
    std::vector<std::unique_ptr<WireTrack>> tracks;
    for (const WireRecordPtr& record : wires) {
        const auto kept =
            std::ranges::find_if(m_wires, [&](const auto& track) { return track && track->record == record; });
        if (kept != m_wires.end()) {
            tracks.push_back(std::move(*kept));
        } else {
            tracks.push_back(std::make_unique<WireTrack>());
            tracks.back()->record = record;
            tracks.back()->peerName = record->plan.peer.text();
            tracks.back()->peerNumber = socketNumber(record->plan.peer);
        }
    }
    std::erase_if(m_byRoutingId, [&](const auto& entry) {
        return std::ranges::none_of(tracks, [&](const auto& track) { return track.get() == entry.second; });
    });
    std::erase_if(m_routingIds, [&](const std::string& id) { return !m_byRoutingId.contains(id); });
    m_wires = std::move(tracks);
    m_byNumber.clear();
    for (const auto& track : m_wires) {
        const auto [place, fresh] = m_byNumber.emplace(track->peerNumber, track.get());
        if (!fresh)
            place->second = nullptr;
    }
}

WireTrack* Attribution::trackOf(const WireRecord* record) const
{
    const auto found = std::ranges::find_if(m_wires, [&](const auto& track) { return track->record.get() == record; });
    return found == m_wires.end() ? nullptr : found->get();
}

WireTrack* Attribution::wireOf(zmq_msg_t* frame, const std::optional<Stamp>& stamp)
{
    if (m_wires.size() == 1)
        return m_wires.front().get();
    WireTrack* wire = nullptr;
    if (stamp) {
        if (const auto found = m_byNumber.find(stamp->hop); found != m_byNumber.end())
            wire = found->second;
    }
    if (!wire)
        wire = byName(frame);
    if (!wire)
        return byDescriptor(frame);
    if (m_socket->unidentified.load(std::memory_order_relaxed) > 0)
        tellConnection(frame, *wire);
    return wire;
}

WireTrack* Attribution::byName(zmq_msg_t* frame) const
{
    const char* name = zmq_msg_gets(frame, NameProperty);
    if (!name)
        return nullptr;
    WireTrack* wire = nullptr;
    for (const auto& track : m_wires) {
        if (track->peerName != name)
            continue;
        if (wire)
            return nullptr; // two wires from the same peer
        wire = track.get();
    }
    return wire;
}

WireTrack* Attribution::byDescriptor(zmq_msg_t* frame)
{
    const int descriptor = zmq_msg_get(frame, ZMQ_SRCFD);
    if (descriptor < 0)
        return nullptr;
    WireRecordPtr record;
    {
        const std::lock_guard lock(m_socket->mutex);
        for (const Connection& connection : m_socket->connections) {
            if (connection.descriptor == descriptor && connection.wire)
                record = connection.wire;
        }
    }
    return record ? trackOf(record.get()) : nullptr;
}

// The monitor may not know whose an accepted connection is, when the peer runs in another process.
void Attribution::tellConnection(zmq_msg_t* frame, const WireTrack& wire)
{
    const int descriptor = zmq_msg_get(frame, ZMQ_SRCFD);
    if (descriptor >= 0 && wire.record->plan.binds)
        identifyConnection(*m_socket, descriptor, wire.record);
}

void Attribution::learn(std::string_view routingId, WireTrack* wire)
{
    const auto [place, fresh] = m_byRoutingId.try_emplace(std::string(routingId), wire);
    if (!fresh) {
        place->second = wire;
        return;
    }
    m_routingIds.push_back(place->first);
    if (m_routingIds.size() > MostRoutingIds)
        unlearn(m_routingIds.front());
}

WireTrack* Attribution::wireTo(std::string_view routingId) const
{
    const auto found = m_byRoutingId.find(std::string(routingId));
    return found == m_byRoutingId.end() ? nullptr : found->second;
}

void Attribution::unlearn(std::string_view routingId)
{
    const std::string id(routingId);
    m_byRoutingId.erase(id);
    std::erase(m_routingIds, id);
}

} // namespace zeroloom
