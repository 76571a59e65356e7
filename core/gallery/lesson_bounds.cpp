#include "core/gallery/lesson_bounds.h"

#include <algorithm>
#include <array>

#include "core/model/runner.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

// What options begin with that send traffic another way than the endpoint says, or ask a server elsewhere (Kerberos).
constexpr std::array<std::string_view, 3> OptionsOff{"SOCKS_", "BINDTODEVICE", "GSSAPI_"};

Error beyond(std::string message, std::string where)
{
    return {ErrorCode::InvalidInput, std::move(message), std::move(where)};
}

// Whatever end reads it: to a connect, "lo" is the name of a host, which is looked up where names are. And a lesson has no
// say in where its connections come from.
bool staysHere(const Endpoint& endpoint)
{
    const bool addressed = endpoint.transport != Transport::Ipc && endpoint.transport != Transport::Inproc;
    return endpoint.isLocal() &&
           !(addressed && (endpoint.address == "lo" || endpoint.address.find(';') != std::string::npos));
}

// A path is a file: a lesson would make and remove it where it likes.
bool isFile(const Endpoint& endpoint)
{
    return endpoint.transport == Transport::Ipc && !endpoint.wildcard && !endpoint.address.starts_with('@');
}

void lookAtNode(const Node& node, Errors& errors)
{
    if (runnerOf(node) == Runner::Program)
        errors.push_back(beyond("a lesson cannot start programs: give the node another role", "node '" + node.id.text() + "'"));
    for (const Socket& socket : node.sockets) {
        for (const auto& [name, value] : socket.options) {
            const auto begins = [&option = name](std::string_view begin) { return option.starts_with(begin); };
            if (std::ranges::any_of(OptionsOff, begins))
                errors.push_back(beyond("a lesson cannot leave this machine: take the option " + name + " away",
                                        "socket '" + node.id.text() + "." + socket.id.text() + "'"));
        }
    }
}

void lookAtWire(const Wire& wire, Errors& errors)
{
    const std::string text = endpointOf(wire);
    const std::string where = "wire '" + wire.from.text() + " → " + wire.to.text() + "'";
    const auto endpoint = readEndpoint(text);
    if (!endpoint)
        errors.push_back(beyond(endpoint.error().message, where));
    else if (!staysHere(*endpoint))
        errors.push_back(beyond("a lesson cannot leave this machine, as " + text +
                                    " does: use an endpoint such as tcp://127.0.0.1:*, ipc://* or inproc://name",
                                where));
    else if (isFile(*endpoint))
        errors.push_back(beyond("a lesson cannot choose a file, as " + text + " does: use ipc://* or ipc://@name", where));
}

} // namespace

Errors beyondLessonBounds(const Topology& topology)
{
    Errors errors;
    for (const Node& node : topology.nodes)
        lookAtNode(node, errors);
    for (const Wire& wire : topology.wires)
        lookAtWire(wire, errors);
    return errors;
}

} // namespace zeroloom
