// Messages between nodes as a sequence: a lifeline for each node and an arrow for each message, its frames with it.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/model/topology.h"
#include "core/observe/message_words.h"
#include "core/observe/observer.h"

namespace zeroloom {

struct SequenceFrame {
    FrameKind kind = FrameKind::Body;
    std::string text;       // frameAsText, short
    bool added = false;     // the sending socket or the one before put it there (grows)
    bool taken = false;     // the receiving socket takes it off before its node sees it (shrinks)
};

struct SequenceArrow {
    SocketRef from, to;             // `to` empty: sent, and not seen to arrive
    WireId wire;
    double sentSeconds = 0;         // since the run started; NaN: not seen to be sent (an outside node)
    double receivedSeconds = 0;     // NaN: not seen to arrive
    std::vector<SequenceFrame> sent, received; // as the one's and the other's node had it
    SocketRef origin;               // whose payload it is; empty: not known
};

struct Sequence {
    std::vector<NodeId> lifelines;
    std::vector<SequenceArrow> arrows; // by time
    std::uint64_t leftOut = 0;         // messages between these nodes that were not looked at
};

// A send and its receive are one arrow: by the stamp's hop and number where there is one, else in order through the wire.
// `nodes`: in this order; empty: all of the topology that have messages.
Sequence sequenceOf(std::span<const ObservedMessage> messages, const Topology& topology, std::vector<NodeId> nodes);

std::string sequenceAsSvg(const Sequence& sequence, const Topology& topology, bool dark);
// A sequenceDiagram.
std::string sequenceAsMermaid(const Sequence& sequence, const Topology& topology);

} // namespace zeroloom
