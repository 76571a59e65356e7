// Messages as they are shown: what each frame is, and who is at the other end. Pure functions.
#pragma once

#include <vector>

#include "core/model/topology.h"
#include "core/observe/message_words.h"
#include "core/observe/observer.h"

namespace zeroloom {

struct ReadMessage {
    ObservedMessage observed;
    std::vector<FrameKind> kinds; // of its frames, in their order
    WireId wire;                  // the one that it was told to have passed, or the only one of its socket
    SocketRef peer;               // at the other end of it; empty: not known

    const MessageSample& sample() const { return observed.message; }
    std::uint64_t bytes() const; // of all frames
};

ReadMessage readMessage(ObservedMessage message, const TopologyIndex& topology);

} // namespace zeroloom
