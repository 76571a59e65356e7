// How a metered socket sends what it makes itself. The tight loop of a source at full speed is in here.
#include <algorithm>
#include <cstring>

#include "core/host/metered_socket.h"

namespace zeroloom {

void MeteredSocket::setPayload(const Payload& payload)
{
    // Other parameters may change while it runs; then the topics go on in turn.
    if (payload.topics != m_payload.payload().topics)
        m_nextTopic = 0;
    m_payload.setPayload(payload);
    matchTopics();
}

bool MeteredSocket::needsDelimiter() const
{
    return m_plan.type == SocketType::Dealer && (m_delimits || m_payload.payload().delimiter);
}

// Which of our topics each peer wants, looked up once and not for each message. Without topics the payload itself is
// what a subscription is compared with.
void MeteredSocket::matchTopics()
{
    m_plainWires.clear();
    if (!isPublisher()) {
        if (WireTrack* wire = m_attribution.onlyWire())
            m_plainWires.push_back(&wire->record->sent);
        return;
    }
    const std::vector<std::string>& topics = m_payload.payload().topics;
    for (const auto& track : m_attribution.wires()) {
        track->matches.clear();
        if (!track->subscriptions)
            continue;
        const auto wanted = [&](const std::string& firstFrame) {
            return std::ranges::any_of(*track->subscriptions,
                                       [&](const std::string& prefix) { return firstFrame.starts_with(prefix); });
        };
        if (topics.empty())
            track->matches.push_back(wanted(m_payload.content()));
        if (!track->matches.empty() && track->matches.front())
            m_plainWires.push_back(&track->record->sent);
        for (const std::string& topic : topics)
            track->matches.push_back(wanted(topic));
    }
}

void MeteredSocket::countGenerated(std::uint16_t topic)
{
    if (isPublisher()) {
        for (const auto& track : m_attribution.wires()) {
            if (topic < track->matches.size() && track->matches[topic])
                track->record->sent.add();
        }
    } else if (WireTrack* wire = m_attribution.onlyWire()) {
        wire->record->sent.add();
    }
}

MeteredSocket::Attempt MeteredSocket::sendLeading(const Envelope& envelope, std::size_t& bytes)
{
    const auto sendText = [this](std::string_view text) {
        zmq_msg_t frame;
        zmq_msg_init_size(&frame, text.size());
        if (!text.empty())
            std::memcpy(zmq_msg_data(&frame), text.data(), text.size());
        const Attempt attempt = sendFrame(&frame, true);
        if (attempt != Attempt::Sent)
            zmq_msg_close(&frame);
        return attempt;
    };
    Attempt attempt = Attempt::Sent;
    if (!envelope.routingId.empty())
        attempt = sendText(envelope.routingId);
    if (attempt == Attempt::Sent && envelope.delimiter)
        attempt = sendText({});
    if (attempt == Attempt::Sent && envelope.topic) {
        attempt = sendText(*envelope.topic);
        bytes += envelope.topic->size();
    }
    return attempt;
}

MeteredSocket::Attempt MeteredSocket::generateOne(const Envelope& envelope, std::uint16_t topic, WireTrack* wire,
                                                  bool timed, GenerateResult& result)
{
    std::size_t bytes = m_payload.size();
    if (const Attempt leading = sendLeading(envelope, bytes); leading != Attempt::Sent)
        return leading;
    const Stamp stamp = nextStamp(topic, wire, timed);
    zmq_msg_t message;
    m_payload.make(&message, stamp);
    const Attempt attempt = sendFrame(&message, false);
    if (attempt != Attempt::Sent)
        zmq_msg_close(&message);
    if (attempt == Attempt::WouldBlock || attempt == Attempt::Unroutable)
        return attempt;
    advanceSequence(topic, wire);
    result.time = Nanoseconds(static_cast<std::int64_t>(stamp.hopTime));
    sent(1, bytes);
    return attempt;
}

// Whether it is a ROUTER that this one connects to and which brings its name along: there is nobody of that name before
// it has come. Nothing is lost by that, for what was to be sent is made anew.
bool MeteredSocket::isAwaited(std::string_view routingId) const
{
    return std::ranges::any_of(m_wiring.namedRouters(), [&](const SocketWiring::NamedRouter& router) {
        return router.bringsName && router.name == routingId;
    });
}

// To the peers that this ROUTER has heard of or knows the name of, in turn.
GenerateResult MeteredSocket::generateToPeers(std::size_t most, bool timed)
{
    GenerateResult result;
    for (const SocketWiring::NamedRouter& router : m_wiring.namedRouters()) {
        if (m_attribution.wireTo(router.name))
            continue;
        for (const auto& track : m_attribution.wires()) {
            if (track->record.get() == router.wire)
                m_attribution.learn(router.name, track.get());
        }
    }
    // Peers that are full or not there are passed over; when all are, that is all for now.
    std::size_t refusals = 0, absent = 0;
    while (result.sent < most && refusals + absent < m_attribution.routingIds().size()) {
        m_nextPeer = (m_nextPeer + 1) % m_attribution.routingIds().size();
        m_peer = m_attribution.routingIds()[m_nextPeer];
        WireTrack* wire = m_attribution.wireTo(m_peer);
        Envelope envelope;
        envelope.routingId = m_peer;
        switch (generateOne(envelope, 0, wire, timed, result)) {
        case Attempt::WouldBlock:
            ++refusals;
            continue;
        case Attempt::Unroutable:
            if (isAwaited(m_peer)) {
                ++absent;
                continue;
            }
            m_record->unroutable.add();
            m_attribution.unlearn(m_peer);
            sent(1, m_payload.size());
            break;
        case Attempt::Dropped:
            // The routing id's frame was refused, so that the payload was never made.
            advanceSequence(0, wire);
            sent(1, m_payload.size());
            [[fallthrough]];
        case Attempt::Sent:
            if (wire)
                wire->record->sent.add();
            break;
        }
        refusals = absent = 0;
        ++result.sent;
    }
    if (result.sent == 0 && refusals > 0)
        result.wouldBlock = wouldBlock();
    return result;
}

GenerateResult MeteredSocket::generatePlain(std::size_t most, bool timed)
{
    GenerateResult result;
    const std::vector<std::string>& topics = m_payload.payload().topics;
    Envelope envelope;
    envelope.delimiter = needsDelimiter();
    while (result.sent < most) {
        std::uint16_t topic = 0;
        if (!topics.empty()) {
            topic = m_nextTopic;
            envelope.topic = &topics[topic];
        }
        if (generateOne(envelope, topic, nullptr, timed, result) == Attempt::WouldBlock) {
            result.wouldBlock = wouldBlock();
            break;
        }
        ++result.sent;
        countGenerated(topic);
        if (!topics.empty())
            m_nextTopic = static_cast<std::uint16_t>((m_nextTopic + 1) % std::min<std::size_t>(topics.size(), 65536));
    }
    return result;
}

GenerateResult MeteredSocket::generateNow(std::size_t most, bool timed)
{
    GenerateResult result;
    if (!m_canSend || !m_socket)
        return result;
    if (m_plan.type == SocketType::Router)
        return generateToPeers(most, timed);
    if (!m_payload.payload().topics.empty() || needsDelimiter())
        return generatePlain(most, timed);

    // One frame, and no choice to make.
    const std::size_t size = m_payload.size();
    while (result.sent < most) {
        const Stamp stamp = nextStamp(0, nullptr, timed);
        zmq_msg_t message;
        m_payload.make(&message, stamp);
        if (sendFrame(&message, false) != Attempt::Sent) {
            zmq_msg_close(&message);
            result.wouldBlock = wouldBlock();
            return result;
        }
        ++m_sequences[0];
        ++m_sinceTimed;
        result.time = Nanoseconds(static_cast<std::int64_t>(stamp.hopTime));
        ++result.sent;
        for (RelaxedCounter* wire : m_plainWires)
            wire->add();
        sent(1, size);
    }
    return result;
}

GenerateResult MeteredSocket::generate(std::size_t most, bool timed)
{
    return m_valve.isSet() ? generateThroughValve(most, timed) : generateNow(most, timed);
}

} // namespace zeroloom
