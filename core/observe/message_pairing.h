// Which message that was seen to be sent is which one that was seen to arrive.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <span>
#include <vector>

#include "core/model/topology.h"
#include "core/observe/observer.h"

namespace zeroloom {

// One passage of a message, as far as it was seen. A publisher's message has one for each subscriber.
struct MessagePassage {
    const ObservedMessage* sent = nullptr;     // nullptr: not seen
    const ObservedMessage* received = nullptr; // nullptr: not seen
    SocketRef from, to;                        // empty: not known
    const Wire* wire = nullptr;                // nullptr: not known
};

// In the order of their times. By the stamp's hop and number where there is one; else in order through the wire, as
// long as what arrived is what was sent, but for the envelope. Pointers are into what is given.
std::vector<MessagePassage> pairedMessages(std::span<const ObservedMessage> messages, const Topology& topology,
                                           const TopologyIndex& index);
std::vector<MessagePassage> pairedMessages(std::vector<const ObservedMessage*> messages, const Topology& topology,
                                           const TopologyIndex& index);

} // namespace zeroloom
