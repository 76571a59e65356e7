// The messages of a run as one JSON object a line, as they come, and the first of them as a sequence at the end.
//
// Owned and called by the main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "app/zeroloomctl/output_file.h"
#include "app/zeroloomctl/run_follower.h"

namespace zeroloom {

class MessageWriter final : public RunFollower {
public:
    // `sockets` empty: of all. `file` nullopt: none is written. `keepsFirst`: for sequence().
    MessageWriter(const Topology& topology, std::set<SocketRef> sockets, std::optional<LineFile> file, bool keepsFirst);

    [[nodiscard]] Status follow(const Observer& observer) override;

    // As sequenceAsSvg or, for a name that ends with ".mmd", sequenceAsMermaid makes it.
    std::string sequenceFor(const std::string& fileName) const;

private:
    std::string messageLine(const ObservedMessage& seen) const;
    void keep(const ObservedMessage& seen);

    const Topology m_topology;
    const TopologyIndex m_index;
    const std::set<SocketRef> m_sockets;
    std::optional<LineFile> m_file;
    const bool m_keepsFirst;
    std::vector<ObservedMessage> m_first;
    std::uint64_t m_sentNotKept = 0, m_receivedNotKept = 0; // behind the first, looked at or not
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
