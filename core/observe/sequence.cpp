#include "core/observe/sequence.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/observe/message_pairing.h"
#include "core/plan/plan.h"

namespace zeroloom {
namespace {

constexpr std::size_t LongestText = 24; // characters
constexpr double Unseen = std::numeric_limits<double>::quiet_NaN();

std::string shortText(const std::string& text)
{
    std::size_t at = 0;
    for (std::size_t characters = 0; at < text.size(); ++characters) {
        if (characters == LongestText)
            return text.substr(0, at) + "…";
        nextCharacter(text, at);
    }
    return text;
}

class SequenceBuilder {
public:
    explicit SequenceBuilder(const Topology& topology) : m_topology(topology), m_index(topology)
    {
        for (const Node& node : topology.nodes) {
            for (const Socket& socket : node.sockets)
                m_origins.emplace(socketNumber({node.id, socket.id}), SocketRef{node.id, socket.id});
        }
    }

    Sequence build(std::span<const ObservedMessage> messages, const std::vector<NodeId>& nodes);

private:
    SequenceArrow arrowOf(const MessagePassage& passage) const;
    std::vector<SequenceFrame> framesOf(const MessageSample& message, const Wire* wire) const;
    void markEnvelope(SequenceArrow& arrow) const;
    bool isRouter(const SocketRef& ref) const
    {
        const Socket* socket = m_index.socket(ref);
        return socket && socket->type == SocketType::Router;
    }
    static bool isBetween(const MessagePassage& passage, const std::set<NodeId>& chosen);

    const Topology& m_topology;
    const TopologyIndex m_index;
    std::unordered_map<std::uint64_t, SocketRef> m_origins; // by number
};

std::vector<SequenceFrame> SequenceBuilder::framesOf(const MessageSample& message, const Wire* wire) const
{
    std::optional<SocketType> peer;
    if (wire) {
        const Socket* socket = m_index.socket(wire->from == message.socket ? wire->to : wire->from);
        peer = socket ? std::optional(socket->type) : std::nullopt;
    }
    const std::vector<FrameKind> kinds = frameKinds(message, m_index.socket(message.socket)->type, peer);
    std::vector<SequenceFrame> frames;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        frames.push_back({kinds[i], shortText(frameAsText(message.frames[i], message.sizes[i])), false, false});
    if (message.moreFrames > 0)
        frames.push_back({FrameKind::Body, "and " + std::to_string(message.moreFrames) + " more", false, false});
    return frames;
}

// What stands before the frames that both nodes have is the envelope, which one of the sockets takes off or puts on.
void SequenceBuilder::markEnvelope(SequenceArrow& arrow) const
{
    const std::size_t ownOfSender = isRouter(arrow.from) ? 1 : 0, ownOfReceiver = isRouter(arrow.to) ? 1 : 0;
    std::size_t taken = std::min(ownOfSender, arrow.sent.size());
    std::size_t added = std::min(ownOfReceiver, arrow.received.size());
    if (!arrow.sent.empty() && !arrow.received.empty()) {
        const std::size_t common = std::min(arrow.sent.size() - taken, arrow.received.size() - added);
        taken = arrow.sent.size() - common;
        added = arrow.received.size() - common;
    }
    for (std::size_t i = 0; i < taken; ++i)
        arrow.sent[i].taken = true;
    for (std::size_t i = 0; i < added; ++i)
        arrow.received[i].added = true;
}

SequenceArrow SequenceBuilder::arrowOf(const MessagePassage& passage) const
{
    SequenceArrow arrow;
    arrow.from = passage.from;
    arrow.to = passage.to;
    arrow.wire = passage.wire ? passage.wire->id : WireId();
    arrow.sentSeconds = passage.sent ? passage.sent->seconds : Unseen;
    arrow.receivedSeconds = passage.received ? passage.received->seconds : Unseen;
    if (passage.sent)
        arrow.sent = framesOf(passage.sent->message, passage.wire);
    if (passage.received)
        arrow.received = framesOf(passage.received->message, passage.wire);
    markEnvelope(arrow);
    const MessageSample& seen = passage.received ? passage.received->message : passage.sent->message;
    if (const auto origin = m_origins.find(seen.origin); origin != m_origins.end())
        arrow.origin = origin->second;
    return arrow;
}

// An end that is not known may be any; one that was lost on its way was on its way to the other end of its wire.
bool SequenceBuilder::isBetween(const MessagePassage& passage, const std::set<NodeId>& chosen)
{
    const auto isChosen = [&](const SocketRef& ref) { return ref.node.empty() || chosen.contains(ref.node); };
    if (!isChosen(passage.from) || !isChosen(passage.to))
        return false;
    return !passage.wire || (isChosen(passage.wire->from) && isChosen(passage.wire->to));
}

Sequence SequenceBuilder::build(std::span<const ObservedMessage> messages, const std::vector<NodeId>& nodes)
{
    std::set<NodeId> chosen(nodes.begin(), nodes.end()), met;
    Sequence sequence;
    for (const MessagePassage& passage : pairedMessages(messages, m_topology, m_index)) {
        if (!nodes.empty() && !isBetween(passage, chosen))
            continue;
        sequence.arrows.push_back(arrowOf(passage));
        for (const SocketRef& end : {passage.from, passage.to})
            met.insert(end.node);
        if (passage.wire && passage.to.node.empty())
            met.insert((passage.wire->from == passage.from ? passage.wire->to : passage.wire->from).node);
    }
    if (nodes.empty()) {
        chosen = met;
        for (const Node& node : m_topology.nodes) {
            if (met.contains(node.id))
                sequence.lifelines.push_back(node.id);
        }
    }
    for (const NodeId& id : nodes) {
        if (m_index.node(id) && std::ranges::find(sequence.lifelines, id) == sequence.lifelines.end())
            sequence.lifelines.push_back(id);
    }
    std::uint64_t sent = 0, received = 0;
    for (const ObservedMessage& seen : messages) {
        if (chosen.contains(seen.message.socket.node))
            (seen.message.received ? received : sent) += seen.message.leftOut;
    }
    sequence.leftOut = std::max(sent, received);
    return sequence;
}

} // namespace

std::string inWords(const SequenceFrame& frame)
{
    switch (frame.kind) {
    case FrameKind::RoutingId:
        return "id " + frame.text;
    case FrameKind::Delimiter:
        return "empty";
    case FrameKind::Topic:
        return "topic " + frame.text;
    case FrameKind::Subscription:
        // The first byte is 1 or 0, and stands there escaped.
        return (frame.text.starts_with("\\x01") ? "subscribe " : "unsubscribe ") +
               (frame.text.size() > 4 ? frame.text.substr(4) : "to all");
    case FrameKind::Command:
    case FrameKind::Body:
        break;
    }
    return frame.text.empty() ? "no bytes" : frame.text;
}

Sequence sequenceOf(std::span<const ObservedMessage> messages, const Topology& topology, std::vector<NodeId> nodes)
{
    return SequenceBuilder(topology).build(messages, nodes);
}

} // namespace zeroloom
