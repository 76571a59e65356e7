#include "ui/messages/message_target.h"

#include <QCoreApplication>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

class MessageTargetWords {
    Q_DECLARE_TR_FUNCTIONS(MessageTargetWords)
};

void addNode(MessageTarget& target, const NodeId& id, const Topology& topology)
{
    if (const Node* node = topology.node(id))
        for (const Socket& socket : node->sockets)
            target.sockets.insert({id, socket.id});
}

std::size_t countSockets(const Topology& topology)
{
    std::size_t count = 0;
    for (const Node& node : topology.nodes)
        count += node.sockets.size();
    return count;
}

} // namespace

MessageTarget targetOf(const Place& place, const Topology& topology)
{
    MessageTarget target;
    if (!place.wire.empty())
        target.wires.insert(place.wire);
    else if (!place.socket.empty())
        target.sockets.insert({place.node, place.socket});
    else if (!place.node.empty())
        addNode(target, place.node, topology);
    else
        target.whole = true;
    return target;
}

MessageTarget targetOf(const Selection& selection, const Topology& topology)
{
    MessageTarget target;
    for (const NodeId& node : selection.nodes)
        addNode(target, node, topology);
    target.wires = selection.wires;
    target.whole = selection.nodes.empty() && selection.wires.empty() && countSockets(topology) <= MostSocketsUnasked;
    return target;
}

bool shows(const MessageTarget& target, const ReadMessage& message)
{
    return target.whole || target.sockets.contains(message.sample().socket) || target.wires.contains(message.wire);
}

unsigned everySocketOf(const MessageTarget& target, unsigned perSecond) { return target.whole ? perSecond : 0; }

std::map<SocketRef, unsigned> wishOf(const MessageTarget& target, const Topology& topology, unsigned perSecond)
{
    std::map<SocketRef, unsigned> wish;
    if (target.whole)
        return wish;
    for (const SocketRef& socket : target.sockets)
        if (topology.socket(socket))
            wish[socket] = perSecond;
    for (const WireId& id : target.wires)
        if (const Wire* wire = topology.wire(id))
            wish[wire->from] = wish[wire->to] = perSecond;
    return wish;
}

std::size_t socketsOf(const MessageTarget& target, const Topology& topology)
{
    return target.whole ? countSockets(topology) : wishOf(target, topology, 1).size();
}

QString placeTitle(const Place& place, const Topology& topology)
{
    if (const Wire* wire = topology.wire(place.wire))
        return toQString(wire->from.text() + " → " + wire->to.text());
    if (!place.socket.empty())
        return toQString(SocketRef{place.node, place.socket}.text());
    if (const Node* node = topology.node(place.node))
        return toQString(node->title());
    return MessageTargetWords::tr("All sockets");
}

QString selectionTitle(const Selection& selection, const Topology& topology)
{
    const std::size_t nodes = selection.nodes.size();
    const std::size_t wires = selection.wires.size();
    if (nodes + wires == 0)
        return countSockets(topology) <= MostSocketsUnasked ? placeTitle({}, topology)
                                                            : MessageTargetWords::tr("Nothing selected");
    if (nodes + wires == 1)
        return placeTitle(
            nodes == 1 ? Place{*selection.nodes.begin(), {}, {}} : Place{{}, {}, *selection.wires.begin()}, topology);
    const QString some = nodes == 1 ? MessageTargetWords::tr("1 node") : MessageTargetWords::tr("%1 nodes").arg(nodes);
    const QString lines = wires == 1 ? MessageTargetWords::tr("1 wire") : MessageTargetWords::tr("%1 wires").arg(wires);
    return wires == 0 ? some : nodes == 0 ? lines : MessageTargetWords::tr("%1 and %2").arg(some, lines);
}

} // namespace zeroloom
