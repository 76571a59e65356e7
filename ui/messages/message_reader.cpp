#include "ui/messages/message_reader.h"

#include <numeric>
#include <utility>

namespace zeroloom {

std::uint64_t ReadMessage::bytes() const
{
    return std::accumulate(sample().sizes.begin(), sample().sizes.end(), std::uint64_t(0));
}

ReadMessage readMessage(ObservedMessage message, const TopologyIndex& topology)
{
    ReadMessage read{std::move(message), {}, {}, {}};
    const MessageSample& sample = read.sample();
    read.wire = sample.wire;
    if (read.wire.empty()) {
        const auto& wires = topology.wiresAt(sample.socket);
        if (wires.size() == 1)
            read.wire = wires.front()->id;
    }
    if (const Wire* wire = topology.wire(read.wire))
        read.peer = wire->from == sample.socket ? wire->to : wire->from;
    const Socket* own = topology.socket(sample.socket);
    const Socket* other = topology.socket(read.peer);
    // A socket that was removed meanwhile has frames without a name of their own.
    if (own)
        read.kinds = frameKinds(sample, own->type, other ? std::optional(other->type) : std::nullopt);
    read.kinds.resize(sample.frames.size(), FrameKind::Body);
    return read;
}

} // namespace zeroloom
