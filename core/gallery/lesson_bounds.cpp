#include "core/gallery/lesson_bounds.h"

#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

// Options that send traffic another way than the endpoint says.
constexpr std::string_view ProxyOption = "SOCKS_PROXY";

Error beyond(std::string message, std::string where)
{
    return {ErrorCode::InvalidInput, std::move(message), std::move(where)};
}

bool staysHere(const std::string& endpoint)
{
    for (const EndpointUse use : {EndpointUse::Bind, EndpointUse::Connect}) {
        if (const auto read = parseEndpoint(endpoint, use))
            return read->isLocal();
    }
    return false;
}

void lookAtNode(const Node& node, Errors& errors)
{
    if (node.role == "program")
        errors.push_back(beyond("a lesson cannot start programs: give the node another role", "node '" + node.id.text() + "'"));
    for (const Socket& socket : node.sockets) {
        if (socket.options.contains(std::string(ProxyOption)))
            errors.push_back(beyond("a lesson cannot leave this machine: take the option SOCKS_PROXY away",
                                    "socket '" + node.id.text() + "." + socket.id.text() + "'"));
    }
}

} // namespace

Errors beyondLessonBounds(const Topology& topology)
{
    Errors errors;
    for (const Node& node : topology.nodes)
        lookAtNode(node, errors);
    for (const Wire& wire : topology.wires) {
        const std::string endpoint = endpointOf(wire);
        if (!staysHere(endpoint))
            errors.push_back(beyond("a lesson cannot leave this machine, as " + endpoint +
                                        " does: use an endpoint such as tcp://127.0.0.1:*, ipc://* or inproc://name",
                                    "wire '" + wire.from.text() + " → " + wire.to.text() + "'"));
    }
    return errors;
}

} // namespace zeroloom
