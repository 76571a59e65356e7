// What `run` is told of the messages to look at, and what becomes of it. Pure, but for looking whether files can be
// written.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/topology.h"
#include "core/plan/conditions.h"

namespace CLI {
class App;
}

namespace zeroloom {

struct MessageOptions {
    std::string output;          // "-", a file, or empty
    std::vector<std::string> of; // "node.socket"; empty: all
    std::string sequence;        // a file, ".svg" or ".mmd"; or empty
    unsigned rate = 20;          // messages a second of each direction of a socket
    bool wanted() const { return !output.empty() || !sequence.empty(); }
};

void addMessageOptions(CLI::App& command, MessageOptions& options);

// Fails when they go to the same place as something else, or nowhere.
[[nodiscard]] Status checkMessageOutputs(const MessageOptions& options);
// The sockets that are looked at, empty: all; and the taps for them. Fails for a socket that does not run here.
[[nodiscard]] Result<std::set<SocketRef>> tapSockets(const MessageOptions& options, const Topology& topology,
                                                     const std::set<HostId>& only, RunConditions& conditions);

} // namespace zeroloom
