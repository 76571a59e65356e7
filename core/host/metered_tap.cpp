// What a metered socket shows of its messages to whoever wants to see them.
#include <algorithm>
#include <memory>

#include "core/host/metered_socket.h"

namespace zeroloom {

void MeteredSocket::setTap(unsigned perSecond)
{
    m_plan.tap = perSecond;
    if (perSecond == 0) {
        m_tap.reset();
        m_record->tap.reset();
        return;
    }
    if (!m_record->tap)
        m_record->tap = std::make_shared<MessageTap>(m_services.messages, m_record->ref);
    m_tap = m_record->tap;
    m_tap->setLimit(perSecond);
}

bool MeteredSocket::beginTap(const Message& message)
{
    if (!m_tap->begin(MessageTap::Way::Sent))
        return false;
    for (std::size_t i = 0; i < message.size(); ++i)
        m_tap->show(message.frame(i).data(), message.frame(i).size());
    return true;
}

void MeteredSocket::tapSent(bool looked, const WireTrack* wire, std::string_view firstFrame)
{
    if (looked && !wire)
        wire = isPublisher() ? onlyMatch(firstFrame) : m_attribution.onlyWire();
    m_tap->passed(MessageTap::Way::Sent, looked, wire ? wire->record->plan.id : WireId());
}

// The wire of the only peer that gets what starts with this frame, as far as the peers' subscriptions are known.
const WireTrack* MeteredSocket::onlyMatch(std::string_view firstFrame) const
{
    const WireTrack* only = nullptr;
    for (const auto& track : m_attribution.wires()) {
        if (!track->subscriptions)
            return m_attribution.onlyWire();
        const bool wanted = std::ranges::any_of(
            *track->subscriptions, [&](const std::string& prefix) { return firstFrame.starts_with(prefix); });
        if (!wanted)
            continue;
        if (only)
            return nullptr;
        only = track.get();
    }
    return only;
}

void MeteredSocket::tapReceived(Message& message, const WireTrack* wire)
{
    const bool looked = m_tap->begin(MessageTap::Way::Received);
    for (std::size_t i = 0; looked && i < message.size(); ++i)
        m_tap->show(message.frame(i).data(), message.frame(i).size());
    endTapReceived(looked, wire);
}

bool MeteredSocket::beginTapReceived(zmq_msg_t* frame)
{
    const bool looked = m_tap && m_tap->begin(MessageTap::Way::Received);
    if (looked)
        m_tap->show(zmq_msg_data(frame), zmq_msg_size(frame));
    return looked;
}

void MeteredSocket::endTapReceived(bool looked, const WireTrack* wire)
{
    m_tap->passed(MessageTap::Way::Received, looked, wire ? wire->record->plan.id : WireId());
}

} // namespace zeroloom
