// How a metered socket sends: what a role passes on, and what it makes.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/host/metered_socket.h"
#include "core/zmq/library.h"

namespace zeroloom {
namespace {

// At full speed the time is taken for one message in so many: reading the clock costs about a tenth of a message.
constexpr unsigned TimedEvery = 64;

bool wants(const std::vector<std::string>& subscriptions, std::string_view firstFrame)
{
    return std::ranges::any_of(subscriptions,
                               [&](const std::string& prefix) { return firstFrame.starts_with(prefix); });
}

} // namespace

// Counts what cannot be sent; what is unroutable, whoever wanted to send it. Only a mute state is to be tried again.
MeteredSocket::Attempt MeteredSocket::refused(int error)
{
    if (error == EAGAIN) {
        if (m_plan.type != SocketType::Router || m_userMandatory)
            return Attempt::WouldBlock;
        m_record->droppedAtLimit.add();
        return Attempt::Dropped;
    }
    if (error == EHOSTUNREACH)
        return Attempt::Unroutable;
    const std::lock_guard lock(m_record->mutex);
    m_record->error = "it cannot send: " + zmqErrorText(error);
    return Attempt::WouldBlock;
}

MeteredSocket::Attempt MeteredSocket::sendFrame(zmq_msg_t* frame, bool more)
{
    const int flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0);
    if (zmq_msg_send(frame, m_socket, flags) >= 0)
        return Attempt::Sent;
    if (zmq_errno() == EAGAIN && hasRoomAfterAll() && zmq_msg_send(frame, m_socket, flags) >= 0)
        return Attempt::Sent;
    return refused(zmq_errno());
}

// A send that does not wait looks only once in a millisecond at what its peers have told libzmq, so that EAGAIN alone
// is no mute state. Asking for the socket's events makes it look.
bool MeteredSocket::hasRoomAfterAll()
{
    int events = 0;
    std::size_t size = sizeof events;
    const bool room = zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLOUT);
    errno = EAGAIN;
    return room;
}

bool MeteredSocket::wouldBlock()
{
    m_waitsOut = true;
    m_unchecked = m_waitsIn; // libzmq has just looked at everything, which may have brought what a receive waits for
    m_signalled = false;
    if (!m_mute) {
        m_mute = true;
        m_record->mutedSince.set(static_cast<std::uint64_t>(EventLoop::now().count()));
    }
    return true;
}

void MeteredSocket::sent(std::size_t messages, std::size_t bytes)
{
    if (messages == 0)
        return;
    m_unchecked = true;
    m_owesReply = false;
    m_record->sent.add(messages);
    m_record->bytesSent.add(bytes);
    if (m_mute)
        endMute();
}

void MeteredSocket::endMute()
{
    if (!m_mute)
        return;
    m_mute = false;
    // A copy may have booked the time already.
    const std::uint64_t since = m_record->mutedSince.get();
    if (since != 0)
        m_record->muteNs.add(static_cast<std::uint64_t>(EventLoop::now().count()) - since);
    m_record->mutedSince.set(0);
}

Stamp MeteredSocket::nextStamp(std::uint16_t topic, WireTrack* wire, bool timed)
{
    if (!wire && topic >= m_sequences.size())
        m_sequences.resize(std::size_t{topic} + 1);
    Stamp stamp;
    stamp.incarnation = m_incarnation;
    stamp.topic = topic;
    stamp.origin = stamp.hop = m_record->number;
    stamp.hopSequence = (wire ? wire->sequence : m_sequences[topic]) + 1;
    if (timed || m_sinceTimed >= TimedEvery) {
        stamp.hopTime = stamp.originTime = static_cast<std::uint64_t>(EventLoop::now().count());
        m_sinceTimed = 0;
    }
    return stamp;
}

void MeteredSocket::advanceSequence(std::uint16_t topic, WireTrack* wire)
{
    ++m_sinceTimed;
    if (!wire) {
        ++m_sequences[topic];
        return;
    }
    ++wire->sequence;
}

// A stamped payload is stamped as sent from here, in place where nobody else reads it. False when it bears no stamp.
bool MeteredSocket::restamp(zmq::message_t& payload, WireTrack* wire, std::uint16_t& topic)
{
    const std::optional<Stamp> old = readStamp(payload.data(), payload.size());
    if (!old)
        return false;
    topic = wire ? 0 : old->topic;
    Stamp stamp = nextStamp(topic, wire, false);
    stamp.origin = old->origin;
    stamp.originTime = old->originTime;
    if (zmq_msg_get(payload.handle(), ZMQ_SHARED) == 1)
        payload = zmq::message_t(payload.data(), payload.size());
    writeStamp(payload.data(), stamp);
    return true;
}

SendOutcome MeteredSocket::sendNow(Message& message)
{
    if (!m_canSend || !m_socket || message.empty()) {
        message.clear();
        return SendOutcome::Sent;
    }
    const bool router = m_plan.type == SocketType::Router;
    WireTrack* wire = router ? m_attribution.wireTo(message.frame(0).to_string_view())
                             : (m_plan.type == SocketType::Rep ? m_replyWire : nullptr);
    const bool subscription = m_plan.type == SocketType::XSub && message.size() == 1 && message.frame(0).size() > 0 &&
                              *message.frame(0).data<unsigned char>() <= 1;
    std::uint16_t topic = 0;
    const bool stamped = !subscription && restamp(message.payload(), wire, topic);
    std::size_t bytes = 0;
    for (std::size_t i = router ? 1 : 0; i < message.size(); ++i)
        bytes += message.frame(i).size();
    std::string firstFrame;
    if (isPublisher())
        firstFrame = message.frame(0).to_string().substr(0, 256);

    const bool looked = m_tap && beginTap(message);
    Attempt attempt = Attempt::Sent;
    for (std::size_t i = 0; i < message.size() && attempt == Attempt::Sent; ++i)
        attempt = sendFrame(message.frame(i).handle(), i + 1 < message.size());
    if (attempt == Attempt::WouldBlock) {
        wouldBlock();
        return SendOutcome::WouldBlock;
    }
    if (attempt == Attempt::Unroutable) {
        m_record->unroutable.add();
        m_attribution.unlearn(message.frame(0).to_string_view());
    }
    message.clear();
    if (m_tap)
        tapSent(looked, wire, firstFrame);
    if (subscription)
        return SendOutcome::Sent;
    if (attempt != Attempt::Unroutable)
        countWire(wire, stamped, topic);
    if (isPublisher())
        countMatches(firstFrame);
    sent(1, bytes);
    return SendOutcome::Sent;
}

SendOutcome MeteredSocket::send(Message& message)
{
    return m_valve.isSet() ? sendThroughValve(message) : sendNow(message);
}

// A message to a wire that the sender chose, or into the only one there is. One that was dropped at the high-water mark
// has its number, too, so that the receiver sees the gap.
void MeteredSocket::countWire(WireTrack* wire, bool stamped, std::uint16_t topic)
{
    if (stamped)
        advanceSequence(topic, wire);
    if (!wire && !isPublisher())
        wire = m_attribution.onlyWire();
    if (wire)
        wire->record->sent.add();
}

void MeteredSocket::countMatches(std::string_view firstFrame)
{
    for (const auto& track : m_attribution.wires()) {
        if (track->subscriptions && wants(*track->subscriptions, firstFrame))
            track->record->sent.add();
    }
}

} // namespace zeroloom
