// A small topology of every kind of figure, and observations of it.
#pragma once

#include "core/format/topology_file.h"
#include "core/gallery/lesson.h"
#include "core/observe/observation.h"

namespace zeroloom::test {

// A client and a server, a source and a sink, and a monitor of hearts.
inline Topology lessonTopologySample()
{
    constexpr std::string_view Text = R"({"zeroloom": 1, "name": "Sample", "nodes": [
        {"id": "client", "role": "requester", "sockets": [{"id": "req", "type": "REQ"}]},
        {"id": "server", "role": "replier", "sockets": [{"id": "rep", "type": "REP"}]},
        {"id": "source", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
        {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]},
        {"id": "monitor", "role": "heartbeater", "sockets": [{"id": "ping", "type": "PUB"},
                                                             {"id": "pong", "type": "ROUTER"}]}],
        "wires": [{"id": "ask", "from": "client.req", "to": "server.rep"},
                  {"id": "push", "from": "source.out", "to": "sink.in"}]})";
    return *readTopology(Text);
}

inline SocketRef socketRef(const char* node, const char* socket) { return {NodeId(node), SocketId(socket)}; }

inline std::string lessonHead(std::string_view more = {})
{
    return "---\ntitle: Sample\nfamily: Pipeline\nguide: Divide and Conquer\n" + std::string(more) + "---\n";
}

} // namespace zeroloom::test
