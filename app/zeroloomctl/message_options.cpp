#include "app/zeroloomctl/message_options.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "app/zeroloomctl/output_file.h"
#include "core/base/near_name.h"
#include "core/model/runner.h"

namespace zeroloom {

namespace {

constexpr unsigned HighestRate = 100'000;

// Sockets of programs and of other people's nodes are not ours to look at.
bool isLookedAt(const Node& node, const std::set<HostId>& only)
{
    return runnerOf(node) == Runner::Zeroloom && (only.empty() || only.contains(node.host));
}

std::vector<std::string> socketNames(const Topology& topology, const std::set<HostId>& only)
{
    std::vector<std::string> names;
    for (const Node& node : topology.nodes) {
        for (const Socket& socket : node.sockets) {
            if (isLookedAt(node, only)) {
                names.push_back(SocketRef{node.id, socket.id}.text());
            }
        }
    }
    return names;
}

} // namespace

void addMessageOptions(CLI::App& command, MessageOptions& options)
{
    command
        .add_option("--messages", options.output,
                    "Write messages as they pass the sockets, frame by frame, one JSON object a line; '-' for standard "
                    "output")
        ->type_name("OUT");
    command
        .add_option("--messages-of", options.of,
                    "Look at the messages of this socket only, such as broker.frontend; may be repeated")
        ->type_name("NODE.SOCKET")
        ->allow_extra_args(false);
    command
        .add_option("--messages-rate", options.rate,
                    "Look at up to so many messages a second of each direction of a socket; the others are counted in "
                    "left_out (20)")
        ->type_name("NUMBER")
        ->check(CLI::Range(1U, HighestRate));
    command
        .add_option("--sequence", options.sequence,
                    "At the end, draw the first messages as a sequence: OUT.svg, or OUT.mmd for Mermaid")
        ->type_name("OUT");
}

Status checkMessageOutputs(const MessageOptions& options)
{
    if (!options.wanted() && !options.of.empty()) {
        return fail(ErrorCode::InvalidInput,
                    "--messages-of: says whose messages to look at, and --messages or --sequence where they go: give "
                    "one of them, too");
    }
    if (options.sequence.empty()) {
        return {};
    }
    if (!options.sequence.ends_with(".svg") && !options.sequence.ends_with(".mmd")) {
        return fail(ErrorCode::InvalidInput,
                    "--sequence " + options.sequence + ": must end with .svg for a picture or .mmd for Mermaid");
    }
    return checkWritable(options.sequence);
}

Result<std::set<SocketRef>> tapSockets(const MessageOptions& options, const Topology& topology,
                                       const std::set<HostId>& only, RunConditions& conditions)
{
    std::set<SocketRef> sockets;
    if (!options.wanted()) {
        return sockets;
    }
    if (options.of.empty()) {
        conditions.tapEvery = options.rate;
        return sockets;
    }
    const std::vector<std::string> known = socketNames(topology, only);
    for (const std::string& text : options.of) {
        if (std::find(known.begin(), known.end(), text) == known.end()) {
            return fail(ErrorCode::InvalidInput,
                        "--messages-of " + text + ": no such socket runs here" +
                            didYouMean(text, known, "'zeroloomctl check FILE' shows what does"));
        }
        const std::size_t dot = text.find('.');
        const SocketRef ref{NodeId(text.substr(0, dot)), SocketId(text.substr(dot + 1))};
        conditions.taps[ref] = options.rate;
        sockets.insert(ref);
    }
    return sockets;
}

} // namespace zeroloom
