#include "core/exchange/dot_wiring.h"

#include <algorithm>

#include "core/base/json_document.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {
namespace {

// What a socket is mostly wired to.
std::optional<SocketType> usualPeer(SocketType type)
{
    switch (type) {
    case SocketType::Dealer:
        return SocketType::Router;
    case SocketType::Router:
        return SocketType::Dealer;
    case SocketType::XPub:
        return SocketType::Sub;
    case SocketType::XSub:
        return SocketType::Pub;
    default:
        break;
    }
    const std::vector<SocketType> peers = legalPeers(type);
    return peers.empty() ? std::nullopt : std::optional(peers.front());
}

bool isCompassPoint(std::string_view port)
{
    constexpr std::string_view Points[] = {"n", "ne", "e", "se", "s", "sw", "w", "nw", "c", "_"};
    return std::ranges::find(Points, port) != std::end(Points);
}

std::string typeName(SocketType type) { return std::string(name(type)); }

} // namespace

std::vector<WiringJoin> DotWiring::join()
{
    // What one edge tells about a node helps the next one, whatever their order.
    constexpr int MostPasses = 16;
    std::vector<std::optional<WiringJoin>> joins(m_graph.edges.size());
    std::vector<std::size_t> waiting(m_graph.edges.size());
    for (std::size_t i = 0; i < waiting.size(); ++i)
        waiting[i] = i;
    for (int pass = 0; pass <= MostPasses && !waiting.empty(); ++pass) {
        std::vector<std::size_t> still;
        for (const std::size_t i : waiting) {
            WiringJoin join;
            const Outcome outcome = tryJoin(m_graph.edges[i], join, pass == MostPasses);
            if (outcome == Outcome::Joined)
                joins[i] = join;
            else if (outcome == Outcome::Waits)
                still.push_back(i);
        }
        if (still.size() == waiting.size())
            pass = std::max(pass, MostPasses - 1); // nothing more comes of it
        waiting = std::move(still);
    }
    std::vector<WiringJoin> made;
    for (const auto& join : joins)
        if (join)
            made.push_back(*join);
    return made;
}

void DotWiring::remark(const DotEdge& edge, std::string message)
{
    m_remarks.push_back({edge.place.text(), "'" + shown(m_graph.nodes[edge.tail].name) + "' to '" +
                                                shown(m_graph.nodes[edge.head].name) + "': " + std::move(message)});
}

std::string DotWiring::endText(std::size_t node, std::size_t socket) const
{
    const DrawnSocket& drawn = m_nodes[node].sockets[socket].drawn;
    return typeName(drawn.type) + (drawn.name.empty() ? "" : " '" + shown(drawn.name) + "'");
}

DotWiring::Candidates DotWiring::candidates(const DotEdge& edge, bool tail)
{
    const std::size_t node = tail ? edge.tail : edge.head;
    const std::string& port = tail ? edge.tailPort : edge.headPort;
    const std::vector<WiringSocket>& sockets = m_nodes[node].sockets;
    Candidates found;
    if (!port.empty()) {
        for (std::size_t i = 0; i < sockets.size(); ++i) {
            if (sockets[i].drawn.name == port) {
                found.sockets = {i};
                found.named = true;
                return found;
            }
        }
    }
    if (const DotValue* label = edge.attributes->find(tail ? "taillabel" : "headlabel"))
        if (const std::vector<SocketType> types = typesInWords(label->text); types.size() == 1)
            found.hint = types.front();
    if (const DotValue* label = edge.attributes->find("label"); label != nullptr && !found.hint)
        if (const std::vector<SocketType> types = typesInWords(label->text);
            types.size() == 2 && canTalk(types[0], types[1]))
            found.hint = types[tail ? 0 : 1];
    if (!port.empty() && !isCompassPoint(port) && !found.hint)
        found.hint = socketTypeNamed(port);
    for (std::size_t i = 0; i < sockets.size(); ++i)
        if (!found.hint || sockets[i].drawn.type == *found.hint)
            found.sockets.push_back(i);
    return found;
}

std::optional<std::size_t> DotWiring::guess(std::size_t index, SocketType type)
{
    WiringNode& node = m_nodes[index];
    for (std::size_t i = 0; i < node.sockets.size(); ++i)
        if (node.sockets[i].drawn.type == type)
            return i;
    if (node.sockets.size() >= WiringSocketLimit)
        return std::nullopt;
    node.sockets.push_back({{{}, type}, true});
    return node.sockets.size() - 1;
}

bool DotWiring::fits(SocketType tail, SocketType head) const { return !m_graph.directed || sendsFirst(tail, head); }

// The candidates of one type are alike: the first of them stands for all.
std::vector<DotWiring::Alike> DotWiring::alike(std::size_t node, const Candidates& candidates) const
{
    std::vector<Alike> groups;
    for (const std::size_t socket : candidates.sockets) {
        const SocketType type = m_nodes[node].sockets[socket].drawn.type;
        const auto known = std::ranges::find(groups, type, &Alike::type);
        if (known == groups.end())
            groups.push_back({type, socket, 1});
        else
            ++known->count;
    }
    return groups;
}

// Of the pairs that can talk, the first of those that run along the arrow.
bool DotWiring::bestPair(const DotEdge& edge, const Candidates& tail, const Candidates& head, WiringJoin& join)
{
    std::size_t along = 0, against = 0;
    const std::vector<Alike> heads = alike(edge.head, head);
    for (const Alike& from : alike(edge.tail, tail)) {
        for (const Alike& to : heads) {
            if (!canTalk(from.type, to.type) || (edge.tail == edge.head && from.first == to.first))
                continue;
            const bool runs = fits(from.type, to.type);
            if ((runs && along == 0) || (!runs && along + against == 0)) {
                join.fromSocket = from.first;
                join.toSocket = to.first;
            }
            (runs ? along : against) += from.count * to.count;
        }
    }
    const std::size_t choices = along > 0 ? along : against;
    if (choices > 1)
        remark(edge, "several sockets would fit; " + endText(edge.tail, join.fromSocket) + " and " +
                         endText(edge.head, join.toSocket) + " are taken; name the ports to choose");
    return choices > 0;
}

// One end is known: the other one gets what that is usually wired to.
bool DotWiring::guessBeside(const DotEdge& edge, const Candidates& known, bool knownIsTail, WiringJoin& join)
{
    const std::size_t knownNode = knownIsTail ? edge.tail : edge.head;
    const std::size_t otherNode = knownIsTail ? edge.head : edge.tail;
    for (const bool along : {true, false}) {
        for (const std::size_t socket : known.sockets) {
            const SocketType type = m_nodes[knownNode].sockets[socket].drawn.type;
            const auto peer = usualPeer(type);
            if (!peer || (along && !(knownIsTail ? fits(type, *peer) : fits(*peer, type))))
                continue;
            // Against the arrow: a node that was guessed to receive hands on what it receives.
            const bool handsOn = !along && !m_nodes[knownNode].declared;
            const auto here = handsOn ? guess(knownNode, *peer) : std::optional(socket);
            const auto there = guess(otherNode, handsOn ? type : *peer);
            if (!here || !there)
                return false;
            join.fromSocket = knownIsTail ? *here : *there;
            join.toSocket = knownIsTail ? *there : *here;
            remark(edge, "the drawing does not say the sockets; " + endText(edge.tail, join.fromSocket) + " and " +
                             endText(edge.head, join.toSocket) + " are taken");
            return true;
        }
    }
    return false;
}

DotWiring::Outcome DotWiring::tryJoin(const DotEdge& edge, WiringJoin& join, bool last)
{
    join.edge = &edge;
    WiringNode& tailNode = m_nodes[edge.tail];
    WiringNode& headNode = m_nodes[edge.head];
    if (!tailNode.takesWires || !headNode.takesWires) {
        remark(edge, "the edge is left out: a note has no sockets");
        return Outcome::Left;
    }
    Candidates tail = candidates(edge, true);
    Candidates head = candidates(edge, false);
    // An edge's own label may say what a node does not.
    for (const bool isTail : {true, false}) {
        Candidates& end = isTail ? tail : head;
        const std::size_t node = isTail ? edge.tail : edge.head;
        if (end.sockets.empty() && end.hint && !m_nodes[node].declared)
            if (const auto made = guess(node, *end.hint))
                end.sockets = {*made};
    }
    if (tail.named && head.named && edge.tail == edge.head && tail.sockets == head.sockets) {
        remark(edge, "the edge is left out: a socket cannot be wired to itself");
        return Outcome::Left;
    }
    if (tail.named && head.named) { // as drawn; the check says whether they can talk
        join.fromSocket = tail.sockets.front();
        join.toSocket = head.sockets.front();
        return Outcome::Joined;
    }
    if (bestPair(edge, tail, head, join))
        return Outcome::Joined;
    if (!tail.sockets.empty() && !headNode.declared && !head.hint && edge.tail != edge.head &&
        guessBeside(edge, tail, true, join))
        return Outcome::Joined;
    if (!head.sockets.empty() && !tailNode.declared && !tail.hint && edge.tail != edge.head &&
        guessBeside(edge, head, false, join))
        return Outcome::Joined;
    if (!last)
        return Outcome::Waits;
    const bool unknown = tailNode.sockets.empty() && headNode.sockets.empty();
    remark(edge, unknown ? "the edge is left out: neither end says its socket type; write type=PUSH on the node"
                         : "the edge is left out: no sockets of the two can talk to each other");
    return Outcome::Left;
}

} // namespace zeroloom
