// How a metered socket receives.
#include <utility>

#include "core/host/metered_socket.h"

namespace zeroloom {
namespace {

// An XPUB receives its peers' subscriptions, which are no messages of the topology.
bool isSubscription(SocketType type, const void* data, std::size_t size)
{
    return type == SocketType::XPub && size > 0 && *static_cast<const unsigned char*>(data) <= 1;
}

} // namespace

int MeteredSocket::firstFlags(Patience patience) const
{
    const bool waits =
        patience == Patience::Brief && m_flowing && m_interrupted && !m_interrupted->load(std::memory_order_relaxed);
    return waits ? 0 : ZMQ_DONTWAIT;
}

void MeteredSocket::nothingWaits()
{
    m_flowing = false;
    m_waitsIn = true;
    m_unchecked = m_signalled = false; // libzmq has just looked at everything that came for this socket
    if (!m_idle) {
        m_idle = true;
        m_record->idle.store(true, std::memory_order_relaxed);
    }
}

void MeteredSocket::account(zmq_msg_t* payload, std::size_t bytes, std::string_view routingId)
{
    if (m_idle) {
        m_idle = false;
        m_record->idle.store(false, std::memory_order_relaxed);
    }
    m_record->received.add();
    m_record->bytesReceived.add(bytes);
    const std::optional<Stamp> stamp = readStamp(zmq_msg_data(payload), zmq_msg_size(payload));
    WireTrack* wire = m_attribution.wireOf(payload, stamp);
    if (m_plan.type == SocketType::Router)
        m_attribution.learn(routingId, wire);
    m_replyWire = wire;
    if (!wire) {
        m_record->unattributed.add();
        return;
    }
    // A stamp of somebody behind an outside program that passed it on says nothing of this wire's sequence.
    if (stamp && stamp->hop == wire->peerNumber) {
        wire->meter.add(*wire->record, *stamp, bytes);
    } else {
        wire->record->flow.received.add();
        wire->record->flow.bytes.add(bytes);
    }
}

bool MeteredSocket::receive(Message& into, Patience patience)
{
    into.clear();
    if (!m_canReceive || !m_socket)
        return false;
    std::size_t bytes = 0;
    bool more = true;
    int flags = firstFlags(patience);
    while (more) {
        zmq::message_t& frame = into.append();
        if (zmq_msg_recv(frame.handle(), m_socket, std::exchange(flags, ZMQ_DONTWAIT)) < 0) {
            into.dropLast();
            if (into.empty()) {
                nothingWaits();
                return false;
            }
            break;
        }
        // The routing id is put there by the ROUTER itself and did not travel.
        if (into.size() > 1 || m_plan.type != SocketType::Router)
            bytes += frame.size();
        more = frame.more();
    }
    m_unchecked = m_flowing = true;
    if (into.size() == 1 && isSubscription(m_plan.type, into.frame(0).data(), into.frame(0).size()))
        return true;
    const std::string_view routingId =
        m_plan.type == SocketType::Router ? into.frame(0).to_string_view() : std::string_view();
    account(into.payload().handle(), bytes, routingId);
    return true;
}

std::size_t MeteredSocket::discard(std::size_t most, Patience patience)
{
    if (!m_canReceive || !m_socket)
        return 0;
    std::string routingId;
    for (std::size_t count = 0; count < most; ++count) {
        int size = zmq_msg_recv(&m_scratch, m_socket, firstFlags(patience));
        if (size < 0) {
            nothingWaits();
            return count;
        }
        m_unchecked = m_flowing = true;
        auto bytes = static_cast<std::size_t>(size);
        if (m_plan.type == SocketType::Router) {
            routingId.assign(static_cast<const char*>(zmq_msg_data(&m_scratch)), bytes);
            bytes = 0;
        }
        const bool subscription = isSubscription(m_plan.type, zmq_msg_data(&m_scratch), bytes);
        while (zmq_msg_more(&m_scratch)) {
            size = zmq_msg_recv(&m_scratch, m_socket, ZMQ_DONTWAIT);
            if (size < 0)
                break;
            bytes += static_cast<std::size_t>(size);
        }
        if (!subscription)
            account(&m_scratch, bytes, routingId);
    }
    return most;
}

} // namespace zeroloom
