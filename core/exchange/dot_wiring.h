// Which sockets the edges of a drawing join: those that are named, else those that can talk to each other; and what
// sockets a node must have that names none. Lives within one import.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/exchange/dot_graph.h"
#include "core/exchange/dot_sockets.h"
#include "core/exchange/remark.h"

namespace zeroloom {

struct WiringSocket {
    DrawnSocket drawn;
    bool guessed = false; // of what it is wired to
};

struct WiringNode {
    std::string id;
    std::vector<WiringSocket> sockets;
    bool declared = false; // the drawing names its sockets: no other ones are guessed
    bool takesWires = true;
};

struct WiringJoin {
    const DotEdge* edge = nullptr;
    std::size_t fromSocket = 0; // of the tail's
    std::size_t toSocket = 0;   // of the head's
};

inline constexpr std::size_t WiringSocketLimit = 256; // of one node

class DotWiring {
public:
    // Both must outlive it; guessed sockets are added to `nodes`.
    DotWiring(const DotGraph& graph, std::vector<WiringNode>& nodes) : m_graph(graph), m_nodes(nodes) {}

    std::vector<WiringJoin> join(); // in the order of the edges
    Remarks& remarks() { return m_remarks; }

private:
    enum class Outcome { Joined, Waits, Left };
    struct Candidates {
        std::vector<std::size_t> sockets;
        bool named = false; // by its port
        std::optional<SocketType> hint;
    };
    struct Alike {
        SocketType type = SocketType::Pair;
        std::size_t first = 0;
        std::size_t count = 0;
    };
    std::vector<Alike> alike(std::size_t node, const Candidates& candidates) const;
    Outcome tryJoin(const DotEdge& edge, WiringJoin& join, bool last);
    Candidates candidates(const DotEdge& edge, bool tail);
    std::optional<std::size_t> guess(std::size_t node, SocketType type);
    bool guessBeside(const DotEdge& edge, const Candidates& known, bool knownIsTail, WiringJoin& join);
    bool bestPair(const DotEdge& edge, const Candidates& tail, const Candidates& head, WiringJoin& join);
    bool fits(SocketType tail, SocketType head) const;
    void remark(const DotEdge& edge, std::string message);
    std::string endText(std::size_t node, std::size_t socket) const;

    const DotGraph& m_graph;
    std::vector<WiringNode>& m_nodes;
    Remarks m_remarks;
};

} // namespace zeroloom
