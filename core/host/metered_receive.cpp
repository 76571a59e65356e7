// How a metered socket receives.
#include <thread>
#include <utility>

#include "core/host/metered_socket.h"

namespace zeroloom {
namespace {

constexpr unsigned DenseWindow = 1024; // messages
constexpr Nanoseconds LongestDenseGap = std::chrono::microseconds(5);
constexpr unsigned DenseBatch = 8;
constexpr Nanoseconds GatherTime = std::chrono::microseconds(20);

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
    // What was received last is let go of, so that its buffer goes back to its owner.
    for (zmq_msg_t& message : m_scratch) {
        zmq_msg_close(&message);
        zmq_msg_init(&message);
    }
    m_unchecked = m_signalled = false; // libzmq has just looked at everything that came for this socket
    if (!m_idle && !m_owesReply) // who owes a reply could not have received
        ++m_dry;
    setIdle(!m_owesReply);
}

WireTrack* MeteredSocket::account(zmq_msg_t* payload, std::size_t bytes, std::string_view routingId)
{
    if (m_idle)
        setIdle(false);
    m_owesReply = m_plan.type == SocketType::Rep;
    m_record->received.add();
    m_record->bytesReceived.add(bytes);
    const std::optional<Stamp> stamp = readStamp(zmq_msg_data(payload), zmq_msg_size(payload));
    WireTrack* wire = m_attribution.wireOf(payload, stamp);
    if (m_plan.type == SocketType::Router)
        m_attribution.learn(routingId, wire);
    m_replyWire = wire;
    if (!wire) {
        m_record->unattributed.add();
        return nullptr;
    }
    // A stamp of somebody behind an outside program that passed it on says nothing of this wire's sequence.
    if (stamp && stamp->hop == wire->peerNumber) {
        wire->meter.add(*wire->record, *stamp, bytes, m_dry);
    } else {
        wire->record->flow.received.add();
        wire->record->flow.bytes.add(bytes);
    }
    return wire;
}

bool MeteredSocket::receiveNow(Message& into, Patience patience)
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
    if (into.size() == 1 && isSubscription(m_plan.type, into.frame(0).data(), into.frame(0).size())) {
        if (m_tap)
            tapReceived(into, m_attribution.wireOf(into.frame(0).handle(), std::nullopt));
        return true;
    }
    const std::string_view routingId =
        m_plan.type == SocketType::Router ? into.frame(0).to_string_view() : std::string_view();
    const WireTrack* wire = account(into.payload().handle(), bytes, routingId);
    if (m_tap)
        tapReceived(into, wire);
    return true;
}

// The way of a sink at full speed. Two things make it quicker than one message after the other:
// - A stamp was written on another core, and fetching it takes longer than receiving a message. So it is asked for at
//   once and read when some more messages have been received.
// - A receiver that is quicker than its sender runs dry after every few messages, and each time the sender pays for
//   waking it. So, while messages come by the hundred thousand, it lets some gather before it looks again.
std::size_t MeteredSocket::discardDense(std::size_t most)
{
    std::array<std::size_t, ReadAhead> sizes{};
    std::size_t count = 0, accounted = 0;
    const auto accountUpTo = [&](std::size_t end) {
        for (; accounted < end; ++accounted)
            account(&m_scratch[accounted % ReadAhead], sizes[accounted % ReadAhead], {});
    };
    while (m_dense && count < most) {
        zmq_msg_t* message = &m_scratch[count % ReadAhead];
        int size = zmq_msg_recv(message, m_socket, ZMQ_DONTWAIT);
        if (size < 0) {
            accountUpTo(count);
            m_dense = std::exchange(m_sinceDry, 0) >= DenseBatch;
            if (m_dense)
                std::this_thread::sleep_for(GatherTime);
            continue;
        }
        auto bytes = static_cast<std::size_t>(size);
        const bool looked = beginTapReceived(message);
        while (zmq_msg_more(message) && (size = zmq_msg_recv(message, m_socket, ZMQ_DONTWAIT)) >= 0) {
            bytes += static_cast<std::size_t>(size);
            if (looked)
                m_tap->show(zmq_msg_data(message), zmq_msg_size(message));
        }
        const auto* data = static_cast<const char*>(zmq_msg_data(message));
        __builtin_prefetch(data);
        __builtin_prefetch(data + StampSize - 1);
        sizes[count % ReadAhead] = bytes;
        ++m_sinceDry;
        ++count;
        if (count >= ReadAhead)
            accountUpTo(count + 1 - ReadAhead); // its place is the next one's
        if (m_tap) {
            accountUpTo(count); // which tells its wire
            endTapReceived(looked, m_replyWire);
        }
        noteDensity();
    }
    accountUpTo(count);
    m_unchecked = true;
    return count;
}

void MeteredSocket::noteDensity()
{
    if (++m_denseCount < DenseWindow)
        return;
    m_denseCount = 0;
    const Nanoseconds now = EventLoop::now();
    m_dense = m_gathers && now - std::exchange(m_denseSince, now) < DenseWindow * LongestDenseGap;
}

std::size_t MeteredSocket::discardNow(std::size_t most, Patience patience)
{
    if (!m_canReceive || !m_socket)
        return 0;
    const bool plain = m_plan.type != SocketType::Router && m_plan.type != SocketType::XPub;
    std::size_t count = plain && firstFlags(patience) == 0 ? discardDense(most) : 0;
    std::string routingId;
    for (; count < most; ++count) {
        int size = zmq_msg_recv(&m_scratch[0], m_socket, firstFlags(patience));
        if (size < 0) {
            nothingWaits();
            return count;
        }
        m_unchecked = m_flowing = true;
        auto bytes = static_cast<std::size_t>(size);
        if (m_plan.type == SocketType::Router) {
            routingId.assign(static_cast<const char*>(zmq_msg_data(&m_scratch[0])), bytes);
            bytes = 0;
        }
        const bool subscription = isSubscription(m_plan.type, zmq_msg_data(&m_scratch[0]), bytes);
        const bool looked = beginTapReceived(&m_scratch[0]);
        while (zmq_msg_more(&m_scratch[0])) {
            size = zmq_msg_recv(&m_scratch[0], m_socket, ZMQ_DONTWAIT);
            if (size < 0)
                break;
            bytes += static_cast<std::size_t>(size);
            if (looked)
                m_tap->show(zmq_msg_data(&m_scratch[0]), zmq_msg_size(&m_scratch[0]));
        }
        const WireTrack* wire = subscription ? nullptr : account(&m_scratch[0], bytes, routingId);
        if (m_tap)
            endTapReceived(looked, subscription ? m_attribution.wireOf(&m_scratch[0], std::nullopt) : wire);
        noteDensity();
    }
    return most;
}

bool MeteredSocket::receive(Message& into, Patience patience)
{
    return m_valve.isSet() ? receiveThroughValve(into) : receiveNow(into, patience);
}

std::size_t MeteredSocket::discard(std::size_t most, Patience patience)
{
    return m_valve.isSet() ? discardThroughValve(most) : discardNow(most, patience);
}

} // namespace zeroloom
