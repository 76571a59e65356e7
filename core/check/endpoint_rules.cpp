#include <algorithm>
#include <map>
#include <set>

#include "core/check/bind_group.h"
#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/zmq/library.h"

namespace zeroloom {

namespace {

Edit setEndpoint(const CheckContext& context, const std::vector<const Wire*>& wires, const std::string& endpoint)
{
    return fixWires(context.topology(), wires,
                    endpoint == DefaultEndpoint ? "Use a free port" : "Set the endpoint to " + endpoint,
                    [&](Wire& wire) { wire.endpoint = endpoint; });
}

// Only an end that we run can choose a port and tell the other.
std::optional<Edit> chooseFreely(const CheckContext& context, const BindGroup& group, const std::string& endpoint)
{
    if (group.runner != Runner::Zeroloom)
        return std::nullopt;
    return setEndpoint(context, group.wires, endpoint);
}

// A port that no endpoint of the topology names, from ZeroMQ's customary one upwards.
std::string unusedEndpoint(const CheckContext& context)
{
    std::set<int> used;
    for (const WireFacts& facts : context.wires()) {
        if (facts.parsed)
            used.insert(facts.parsed->port);
    }
    int port = 5555;
    while (used.contains(port))
        ++port;
    return "tcp://127.0.0.1:" + std::to_string(port);
}

void reportWrong(CheckContext& context, const BindGroup& group, const std::string& reason)
{
    const EndpointText text = splitEndpoint(group.endpoint);
    const Wire& wire = *group.wires.front();
    const std::string subject = wireName(wire) + ": ";
    const std::string anyPort = text.scheme + "://" + text.host + ":*";
    if (text.portOutOfRange)
        context.report("port-out-of-range", placeOf(wire),
                       subject + "port " + text.port + " does not exist; ZeroMQ would take another one in silence",
                       group.runner == Runner::Zeroloom ? "use a port from 1 to 65535, or * for a free one"
                                                        : "use a port from 1 to 65535",
                       chooseFreely(context, group, anyPort));
    else if (text.scheme == "ipc" && text.host.size() > LongestIpcPath)
        context.report("ipc-path-too-long", placeOf(wire),
                       subject + "the path has " + std::to_string(text.host.size()) + " bytes, and the system takes " +
                           std::to_string(LongestIpcPath),
                       "use a shorter path, or ipc://* for one that is chosen",
                       chooseFreely(context, group, "ipc://*"));
    else if (group.runner == Runner::Zeroloom && isHostName(text))
        context.report("bind-host-name", placeOf(wire),
                       subject + quoted(group.binder.text()) + " cannot bind the host name " + quoted(text.host) +
                           "; a bind takes an address or the name of a network interface",
                       "use 127.0.0.1 for this machine alone, or * for every interface",
                       text.host == "localhost"
                           ? chooseFreely(context, group, text.scheme + "://127.0.0.1:" + text.port + text.path)
                           : std::nullopt);
    else
        context.report("endpoint-invalid", placeOf(wire), subject + reason,
                       "write it as tcp://ADDRESS:PORT, ipc://PATH or inproc://NAME",
                       chooseFreely(context, group, std::string(DefaultEndpoint)));
}

void checkForm(CheckContext& context, const BindGroup& group)
{
    const Wire& wire = *group.wires.front();
    if (group.runner != Runner::Zeroloom && isWildcard(group.endpoint)) {
        const WireFacts& facts = *group.facts.front();
        std::optional<Edit> edit;
        const WireEnd connecting = other(facts.binding);
        if (runnerOf(facts.node(connecting)) == Runner::Zeroloom && group.wires.size() == 1)
            edit = fixWires(context.topology(), {&wire}, "Let " + quoted(facts.ref(connecting).text()) + " bind",
                            [&](Wire& after) { after.bind = connecting; });
        context.report(
            "no-side-binds", placeOf(wire),
            wireName(wire) + ": no side binds an endpoint that the other can know: " + quoted(group.binder.text()) +
                " is to bind, is not run by Zeroloom, and " + quoted(group.endpoint) + " leaves the choice to it",
            "give the outside program's endpoint in full, or let the other end bind", std::move(edit));
        return;
    }
    const EndpointUse use = group.runner == Runner::Zeroloom ? EndpointUse::Bind : EndpointUse::Connect;
    const Node* binder = context.index().node(group.binder.node);
    const auto parsed = parseEndpoint(binder ? boundText(*binder, group.endpoint) : group.endpoint, use);
    if (!parsed)
        reportWrong(context, group, parsed.error().message);
    else if (parsed->transport == Transport::Ws && !libzmqHas("WS"))
        context.report("ws-unsupported", placeOf(wire),
                       wireName(wire) + ": libzmq " + libzmqVersion() + " was built without WebSocket here", "use tcp",
                       chooseFreely(context, group, std::string(DefaultEndpoint)));
    else if (use == EndpointUse::Bind && !parsed->isLocal())
        context.report("beyond-loopback", placeOf(wire),
                       wireName(wire) + ": " + quoted(group.endpoint) +
                           " can be reached from other machines, by anyone unless it is secured",
                       "bind 127.0.0.1 if only this machine needs it",
                       setEndpoint(context, group.wires, loopbackOf(*parsed).text()));
}

// Groups that may clash meet in one bucket: a port of the machine, a path, or a name within a process.
std::string bucketOf(const BindGroup& group)
{
    switch (group.parsed->transport) {
    case Transport::Tcp:
    case Transport::Ws:
        return "port " + std::to_string(group.parsed->port);
    case Transport::Ipc:
        return "ipc " + addressOf(group);
    case Transport::Inproc:
        break;
    }
    return "inproc " + group.host.text() + " " + group.parsed->address;
}

// An outside program at an address that is not the loopback's may run on any machine, so that a bind of ours on every
// interface need not be in its way.
bool mayBeElsewhere(const BindGroup& group) { return group.runner == Runner::Outside && !group.parsed->isLocal(); }

// The binds of one bucket, by address.
struct Bucket {
    std::map<std::string, const BindGroup*> byAddress;
    const BindGroup* first = nullptr; // of those on this machine
    const BindGroup* onEveryInterface = nullptr;

    const BindGroup* clash(const BindGroup& group) const
    {
        const auto same = byAddress.find(addressOf(group));
        if (same != byAddress.end())
            return same->second;
        if (mayBeElsewhere(group))
            return nullptr;
        return bindsEveryInterface(group) ? first : onEveryInterface;
    }
    void add(const BindGroup& group)
    {
        byAddress.emplace(addressOf(group), &group);
        if (mayBeElsewhere(group))
            return;
        if (!first)
            first = &group;
        if (!onEveryInterface && bindsEveryInterface(group))
            onEveryInterface = &group;
    }
};

std::string_view kindOfPlace(Transport transport)
{
    if (transport == Transport::Ipc)
        return "path";
    return transport == Transport::Inproc ? "name" : "port";
}

void reportTwoBinds(CheckContext& context, const BindGroup& earlier, const BindGroup& group)
{
    const bool oneMachine = earlier.host == group.host || group.parsed->isLocal();
    const Wire& wire = *group.wires.front();
    context.report(oneMachine ? Severity::Error : Severity::Warning, "two-binds", placeOf(wire),
                   wireName(wire) + ": " + quoted(group.binder.text()) + " binds " + quoted(group.endpoint) +
                       ", which " + quoted(earlier.binder.text()) + " binds already" +
                       (oneMachine ? "" : " on another host; that works only on another machine"),
                   "give one of them another " + std::string(kindOfPlace(group.parsed->transport)) + ", or " +
                       std::string(DefaultEndpoint) + " for a free port",
                   chooseFreely(context, group, std::string(DefaultEndpoint)));
}

void checkTwoBinds(CheckContext& context, const std::vector<BindGroup>& groups)
{
    std::map<std::string, Bucket> buckets;
    for (const BindGroup& group : groups) {
        if (!group.parsed || group.parsed->wildcard)
            continue;
        Bucket& bucket = buckets[bucketOf(group)];
        if (const BindGroup* earlier = bucket.clash(group))
            reportTwoBinds(context, *earlier, group);
        bucket.add(group);
    }
}

void checkIpv6(CheckContext& context, const WireFacts& facts)
{
    if (!facts.parsed || (facts.parsed->transport != Transport::Tcp && facts.parsed->transport != Transport::Ws) ||
        facts.parsed->address.find(':') == std::string::npos)
        return;
    std::string without;
    std::optional<Edit> edit;
    for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
        if (runnerOf(facts.node(end)) != Runner::Zeroloom || wholeOptionOf(facts.socket(end), "IPV6").value_or(0) != 0)
            continue;
        const auto set = fixSocket(context.topology(), facts.node(end), facts.socket(end),
                                   "Set IPV6 at both ends of " + wireName(*facts.wire),
                                   [](Socket& after) { after.options["IPV6"] = true; });
        // Two changes of one node would be made from one state, and the second undo the first.
        const bool second = !without.empty();
        edit = !second ? set : facts.fromNode == facts.toNode ? std::nullopt : together(edit, set);
        without += (second ? " and " : "") + quoted(facts.ref(end).text());
    }
    if (!without.empty())
        context.report("ipv6-off", placeOf(*facts.wire),
                       wireName(*facts.wire) + ": " + quoted(facts.endpoint) +
                           " is an IPv6 address, and IPV6 is off at " + without,
                       "set IPV6 at both ends", std::move(edit));
}

void checkReach(CheckContext& context, const WireFacts& facts, const std::string& unused)
{
    const Wire& wire = *facts.wire;
    const Runner from = runnerOf(*facts.fromNode);
    const Runner to = runnerOf(*facts.toNode);
    const bool bothHere = from == Runner::Zeroloom && to == Runner::Zeroloom;
    if (facts.parsed && facts.parsed->transport == Transport::Inproc &&
        (!bothHere || facts.fromNode->host != facts.toNode->host)) {
        std::optional<Edit> edit;
        if (runnerOf(facts.node(facts.binding)) == Runner::Zeroloom)
            edit = setEndpoint(context, {&wire}, std::string(DefaultEndpoint));
        context.report("inproc-across-hosts", placeOf(wire),
                       wireName(wire) +
                           ": inproc reaches only sockets of the same process, and these two run in different "
                           "ones",
                       "use ipc or tcp", std::move(edit));
    }
    if (from != Runner::Zeroloom && to != Runner::Zeroloom) {
        const bool unknown = from == Runner::Outside && to == Runner::Outside;
        context.report(unknown ? Severity::Warning : Severity::Info, "both-outside", placeOf(wire),
                       wireName(wire) + ": neither end is run by Zeroloom, so nothing of it can be watched",
                       "let Zeroloom run one of the two, or keep it as a picture");
    }
    const WireEnd connecting = other(facts.binding);
    if (runnerOf(facts.node(facts.binding)) == Runner::Zeroloom && isWildcard(facts.endpoint) &&
        runnerOf(facts.node(connecting)) == Runner::Outside) {
        context.report("outside-wildcard", placeOf(wire),
                       wireName(wire) + ": " + quoted(facts.ref(connecting).text()) +
                           " is run by someone else and cannot know the endpoint that is chosen at each launch",
                       "give a port, such as " + unused, setEndpoint(context, {&wire}, unused));
    }
}

} // namespace

void checkEndpoints(CheckContext& context)
{
    const std::vector<BindGroup> groups = bindGroups(context);
    for (const BindGroup& group : groups)
        checkForm(context, group);
    checkTwoBinds(context, groups);
    const std::string unused = unusedEndpoint(context);
    for (const WireFacts& facts : context.wires()) {
        checkReach(context, facts, unused);
        checkIpv6(context, facts);
    }
}

} // namespace zeroloom
