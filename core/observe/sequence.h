// Messages between nodes as a sequence: a lifeline for each node and an arrow for each message, its frames with it. As
// a picture: core/exchange/sequence_pictures.h.
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
    std::string text;   // frameAsText, short
    bool added = false; // in `received`: the receiving ROUTER, or a REQ at the other end, put it before (grows)
    bool taken = false; // in `sent`: the sending ROUTER takes it off, or a REQ at the other end (shrinks)
};

// "id Alice", "empty", "topic weather.", "subscribe weather.", "READY": what it is, told without colour.
std::string inWords(const SequenceFrame& frame);

struct SequenceArrow {
    // `to` empty: not seen to arrive, where it could have been; a node that somebody else runs shows no arrivals.
    // `from` empty: nothing tells who sent it.
    SocketRef from, to;
    WireId wire;
    double sentSeconds = 0;                    // since the run started; NaN: not seen to be sent (an outside node)
    double receivedSeconds = 0;                // NaN: not seen to arrive
    std::vector<SequenceFrame> sent, received; // as the one's and the other's node had it
    SocketRef origin;                          // whose payload it is; empty: not known
};

struct Sequence {
    std::vector<NodeId> lifelines;
    std::vector<SequenceArrow> arrows; // by time
    // Messages of these nodes that were not looked at: as many as were left out of those sent or of those received,
    // whichever are more, since each is both.
    std::uint64_t leftOut = 0;
};

// A send and its receive are one arrow: by the stamp's hop and number where there is one, else in order through the
// wire. `nodes`: in this order; empty: all of the topology that have messages.
Sequence sequenceOf(std::span<const ObservedMessage> messages, const Topology& topology, std::vector<NodeId> nodes);

} // namespace zeroloom
