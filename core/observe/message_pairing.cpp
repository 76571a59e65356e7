#include "core/observe/message_pairing.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/model/runner.h"
#include "core/plan/plan.h"

namespace zeroloom {
namespace {

// A receive that finds nothing among so many is taken for one whose sending was not seen.
constexpr std::size_t MostCompared = 1000;

bool isSeenNowhere(const TopologyIndex& index, const NodeId& id)
{
    const Node* node = index.node(id);
    return !node || runnerOf(*node) != Runner::Zeroloom;
}

class MessagePairing {
public:
    MessagePairing(std::vector<const ObservedMessage*> messages, const Topology& topology, const TopologyIndex& index)
        : m_topology(topology), m_index(index), m_ordered(std::move(messages))
    {
    }

    std::vector<MessagePassage> pair();

private:
    struct Sending {
        const ObservedMessage* message;
        SocketType type;
        bool used = false; // some passage has it
    };
    // A ROUTER and a REP number what they send for each wire; all others for each topic.
    using StampKey = std::tuple<std::uint64_t, std::string, std::uint16_t, std::uint64_t>;

    void order();
    void noteSending(const ObservedMessage& seen);
    const Wire* wireOf(const MessageSample& message) const;
    StampKey keyOf(const MessageSample& message, SocketType sender, const std::string& wire) const;
    Sending* stampedSending(const ObservedMessage& arrived, const Wire* wire);
    Sending* latestBefore(const ObservedMessage& arrived, const std::vector<std::size_t>& sendings);
    Sending* nextThrough(const ObservedMessage& arrived, const Wire& wire, const SocketRef& from);
    MessagePassage arrival(const ObservedMessage& arrived);
    void addLost(std::vector<MessagePassage>& passages);

    const Topology& m_topology;
    const TopologyIndex& m_index;
    std::vector<const ObservedMessage*> m_ordered;
    std::vector<Sending> m_sendings;
    std::map<StampKey, std::vector<std::size_t>> m_stamped;
    std::unordered_map<SocketRef, std::vector<std::size_t>> m_unstamped;
    std::map<std::pair<WireId, SocketRef>, std::size_t>
        m_passed;                                           // place in m_unstamped behind the last one that arrived
    std::unordered_map<std::uint64_t, SocketRef> m_sockets; // by number
};

// Frames behind the routing id that a ROUTER puts before what it receives, and takes off what it sends.
std::span<const std::uint64_t> travelled(const MessageSample& message, SocketType type)
{
    const std::span<const std::uint64_t> sizes(message.sizes);
    return type == SocketType::Router && !sizes.empty() ? sizes.subspan(1) : sizes;
}

// Whether one is the other with more or less of an envelope before it.
bool sameBehindEnvelopes(const MessageSample& sent, SocketType sender, const MessageSample& received,
                         SocketType receiver)
{
    const auto sizes = travelled(sent, sender), otherSizes = travelled(received, receiver);
    const std::size_t common = std::min(sizes.size(), otherSizes.size());
    if (common == 0 || sent.moreFrames != received.moreFrames)
        return false;
    for (std::size_t back = 1; back <= common; ++back) {
        if (sizes[sizes.size() - back] != otherSizes[otherSizes.size() - back])
            return false;
        const std::string_view frame = sent.frames[sent.frames.size() - back];
        const std::string_view otherFrame = received.frames[received.frames.size() - back];
        const std::size_t kept = std::min(frame.size(), otherFrame.size());
        if (frame.substr(0, kept) != otherFrame.substr(0, kept))
            return false;
    }
    return true;
}

bool publishes(SocketType type) { return type == SocketType::Pub || type == SocketType::XPub; }

void MessagePairing::order()
{
    std::ranges::stable_sort(m_ordered, [](const ObservedMessage* a, const ObservedMessage* b) {
        return std::pair(a->message.timeNs, a->message.received) < std::pair(b->message.timeNs, b->message.received);
    });
}

const Wire* MessagePairing::wireOf(const MessageSample& message) const
{
    if (const Wire* wire = message.wire.empty() ? nullptr : m_index.wire(message.wire))
        return wire;
    const auto& wires = m_index.wiresAt(message.socket);
    return wires.size() == 1 ? wires.front() : nullptr;
}

MessagePairing::StampKey MessagePairing::keyOf(const MessageSample& message, SocketType sender,
                                               const std::string& wire) const
{
    const bool chooses = sender == SocketType::Router || sender == SocketType::Rep;
    return {message.hop, chooses ? wire : std::string(), message.topic, message.hopSequence};
}

void MessagePairing::noteSending(const ObservedMessage& seen)
{
    const MessageSample& message = seen.message;
    const Socket* socket = m_index.socket(message.socket);
    if (!socket)
        return;
    m_sendings.push_back({&seen, socket->type});
    const std::size_t place = m_sendings.size() - 1;
    if (message.hop == 0)
        m_unstamped[message.socket].push_back(place);
    else
        m_stamped[keyOf(message, socket->type, message.wire.text())].push_back(place);
}

// Numbers begin anew when a sender does. The time in the stamp tells which it is, or else the order.
MessagePairing::Sending* MessagePairing::latestBefore(const ObservedMessage& arrived,
                                                      const std::vector<std::size_t>& sendings)
{
    Sending* latest = nullptr;
    for (const std::size_t place : sendings) {
        Sending& sending = m_sendings[place];
        if (sending.used && !publishes(sending.type))
            continue;
        if (sending.message->message.sentNs != 0 && sending.message->message.sentNs == arrived.message.sentNs)
            return &sending;
        const bool sameClock = sending.message->host == arrived.host;
        if (!sameClock || sending.message->message.timeNs <= arrived.message.timeNs)
            latest = &sending;
    }
    return latest;
}

MessagePairing::Sending* MessagePairing::stampedSending(const ObservedMessage& arrived, const Wire* wire)
{
    const auto sender = m_sockets.find(arrived.message.hop);
    if (sender == m_sockets.end())
        return nullptr;
    const SocketType type = m_index.socket(sender->second)->type;
    // The sender may not have known into which wire it went.
    for (const std::string& way : {wire ? wire->id.text() : std::string(), std::string()}) {
        const auto found = m_stamped.find(keyOf(arrived.message, type, way));
        if (found == m_stamped.end())
            continue;
        if (Sending* sending = latestBefore(arrived, found->second))
            return sending;
    }
    return nullptr;
}

MessagePairing::Sending* MessagePairing::nextThrough(const ObservedMessage& arrived, const Wire& wire,
                                                     const SocketRef& from)
{
    const auto sendings = m_unstamped.find(from);
    if (sendings == m_unstamped.end())
        return nullptr;
    const SocketType receiver = m_index.socket(arrived.message.socket)->type;
    std::size_t& passed = m_passed[{wire.id, from}];
    const std::size_t end = std::min(sendings->second.size(), passed + MostCompared);
    for (std::size_t i = passed; i < end; ++i) {
        Sending& sending = m_sendings[sendings->second[i]];
        const MessageSample& message = sending.message->message;
        if (sending.message->host == arrived.host && message.timeNs > arrived.message.timeNs)
            break;
        const bool free = !sending.used || publishes(sending.type);
        if (free && (message.wire.empty() || message.wire == wire.id) &&
            sameBehindEnvelopes(message, sending.type, arrived.message, receiver)) {
            passed = i + 1;
            return &sending;
        }
    }
    return nullptr;
}

MessagePassage MessagePairing::arrival(const ObservedMessage& arrived)
{
    MessagePassage passage;
    passage.received = &arrived;
    passage.to = arrived.message.socket;
    passage.wire = wireOf(arrived.message);
    if (passage.wire)
        passage.from = passage.wire->from == passage.to ? passage.wire->to : passage.wire->from;
    const auto stamped = m_sockets.find(arrived.message.hop);
    // A stamp that somebody else's program passed on is not of the one who sent it last.
    const bool isOwnStamp = stamped != m_sockets.end() && (!passage.wire || stamped->second == passage.from);
    Sending* sending = nullptr;
    if (isOwnStamp)
        sending = stampedSending(arrived, passage.wire);
    else if (passage.wire)
        sending = nextThrough(arrived, *passage.wire, passage.from);
    if (isOwnStamp)
        passage.from = stamped->second;
    if (sending) {
        sending->used = true;
        passage.sent = sending->message;
        if (!passage.wire)
            passage.wire = m_index.wire(sending->message->message.wire);
    }
    return passage;
}

void MessagePairing::addLost(std::vector<MessagePassage>& passages)
{
    for (const Sending& sending : m_sendings) {
        if (sending.used)
            continue;
        MessagePassage passage;
        passage.sent = sending.message;
        passage.from = sending.message->message.socket;
        passage.wire = m_index.wire(sending.message->message.wire);
        if (passage.wire) {
            const SocketRef& peer = passage.wire->from == passage.from ? passage.wire->to : passage.wire->from;
            if (isSeenNowhere(m_index, peer.node))
                passage.to = peer;
        }
        passages.push_back(std::move(passage));
    }
}

std::vector<MessagePassage> MessagePairing::pair()
{
    for (const Node& node : m_topology.nodes) {
        for (const Socket& socket : node.sockets)
            m_sockets.emplace(socketNumber({node.id, socket.id}), SocketRef{node.id, socket.id});
    }
    order();
    for (const ObservedMessage* seen : m_ordered) {
        if (!seen->message.received)
            noteSending(*seen);
    }
    std::vector<MessagePassage> passages;
    for (const ObservedMessage* seen : m_ordered) {
        if (seen->message.received && m_index.socket(seen->message.socket))
            passages.push_back(arrival(*seen));
    }
    addLost(passages);
    std::ranges::stable_sort(passages, {}, [](const MessagePassage& passage) {
        return passage.sent ? passage.sent->seconds : passage.received->seconds;
    });
    return passages;
}

} // namespace

std::vector<MessagePassage> pairedMessages(std::span<const ObservedMessage> messages, const Topology& topology,
                                           const TopologyIndex& index)
{
    std::vector<const ObservedMessage*> all;
    all.reserve(messages.size());
    for (const ObservedMessage& message : messages)
        all.push_back(&message);
    return pairedMessages(std::move(all), topology, index);
}

std::vector<MessagePassage> pairedMessages(std::vector<const ObservedMessage*> messages, const Topology& topology,
                                           const TopologyIndex& index)
{
    return MessagePairing(std::move(messages), topology, index).pair();
}

} // namespace zeroloom
