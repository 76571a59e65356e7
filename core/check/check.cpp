#include "core/check/check.h"

#include <algorithm>
#include <array>

#include "core/check/rules.h"

namespace zeroloom {

namespace {

using enum Severity;

constexpr std::array Codes = {
    DiagnosticCode{"empty-topology", Info, "the topology has no nodes"},
    DiagnosticCode{"empty-id", Error, "something has no id"},
    DiagnosticCode{"duplicate-id", Error, "two things of one kind have the same id"},
    DiagnosticCode{"duplicate-label", Info, "two nodes are shown under the same name"},
    DiagnosticCode{"unknown-host", Error, "a node runs on a host that is not declared"},
    DiagnosticCode{"unknown-end", Error, "a wire ends at a socket that does not exist"},
    DiagnosticCode{"unknown-role", Error, "a node has a role that does not exist"},
    DiagnosticCode{"role-sockets", Error, "a role does not take the node's sockets"},
    DiagnosticCode{"unknown-parameter", Error, "a role has no such parameter"},
    DiagnosticCode{"parameter-value", Error, "a parameter has a value that it does not take"},
    DiagnosticCode{"program-without-command", Error, "a program has no command to run"},
    DiagnosticCode{"draft-type", Error, "a draft socket type on a libzmq without drafts"},
    DiagnosticCode{"unknown-option", Error, "a socket option that does not exist"},
    DiagnosticCode{"option-value", Error, "a socket option has a value that it does not take"},
    DiagnosticCode{"option-ignored", Warning, "a socket option that the socket's type does not have"},
    DiagnosticCode{"heartbeat-off", Warning, "a heartbeat's time-out without a heartbeat"},
    DiagnosticCode{"heartbeat-ttl-short", Warning, "a heartbeat's time to live that ends before the next heartbeat"},
    DiagnosticCode{"heartbeat-ttl-steps", Info, "a heartbeat's time to live that is rounded down"},
    DiagnosticCode{"heartbeat-timeout-short", Info, "a heartbeat's time-out shorter than its interval"},
    DiagnosticCode{"manual-subscriptions", Warning, "subscriptions that wait for a decision which nobody takes"},
    DiagnosticCode{"invert-matching-one-end", Warning, "inverted matching at one end of a wire only"},
    DiagnosticCode{"illegal-peers", Error, "two socket types that cannot talk to each other"},
    DiagnosticCode{"self-wire", Error, "a socket wired to itself"},
    DiagnosticCode{"duplicate-wire", Warning, "two sockets wired twice"},
    DiagnosticCode{"pair-two-peers", Error, "a PAIR with more than one peer"},
    DiagnosticCode{"socket-no-wire", Warning, "a socket without a wire"},
    DiagnosticCode{"sub-without-subscription", Warning, "a subscriber that subscribes to nothing"},
    DiagnosticCode{"dealer-to-rep", Info, "a DEALER that must add the empty frame for REP"},
    DiagnosticCode{"req-many-rep", Info, "a REQ that shares its requests out among several REPs"},
    DiagnosticCode{"endpoint-invalid", Error, "an endpoint that cannot be read"},
    DiagnosticCode{"port-out-of-range", Error, "a port that does not exist"},
    DiagnosticCode{"bind-host-name", Error, "a host name in a bind"},
    DiagnosticCode{"ipc-path-too-long", Error, "an ipc path longer than the system takes"},
    DiagnosticCode{"ipv6-off", Error, "an IPv6 address at a socket without IPV6"},
    DiagnosticCode{"ws-unsupported", Error, "WebSocket on a libzmq without it"},
    DiagnosticCode{"two-binds", Error, "two sockets bind the same endpoint"},
    DiagnosticCode{"no-side-binds", Error, "no side binds an endpoint that the other can know"},
    DiagnosticCode{"inproc-across-hosts", Error, "inproc between two processes"},
    DiagnosticCode{"both-outside", Warning, "a wire of which Zeroloom runs neither end"},
    DiagnosticCode{"outside-wildcard", Warning, "an outside program that cannot know the endpoint"},
    DiagnosticCode{"beyond-loopback", Info, "a bind that other machines can reach"},
    DiagnosticCode{"duplicate-routing-id", Error, "two peers of one ROUTER with the same routing id"},
    DiagnosticCode{"connect-routing-id", Error, "one CONNECT_ROUTING_ID for several peers"},
    DiagnosticCode{"router-without-id", Warning, "two ROUTERs of which none knows the other's routing id"},
    DiagnosticCode{"security-mismatch", Error, "two ends whose security mechanisms do not fit"},
    DiagnosticCode{"curve-key-missing", Error, "CURVE without the keys that it needs"},
    DiagnosticCode{"conflate-ignored", Warning, "CONFLATE on a type that ignores it"},
    DiagnosticCode{"conflate-deaf", Warning, "CONFLATE on a SUB that binds: nothing arrives"},
    DiagnosticCode{"conflate-envelope", Warning, "CONFLATE tears the envelope off"},
    DiagnosticCode{"conflate-frames", Warning, "CONFLATE on messages with a topic"},
    DiagnosticCode{"pub-drop-risk", Warning, "a publisher faster than a subscriber"},
    DiagnosticCode{"heart-peer", Warning, "a monitor or a heart wired to something that is neither"},
    DiagnosticCode{"heart-other-peer", Warning, "a heart that answers somebody else than it hears"},
    DiagnosticCode{"heart-many-peers", Warning, "several peers under the name of one heart"},
    DiagnosticCode{"heart-always-late", Info, "a heart that answers later than its monitor waits"},
    DiagnosticCode{"heart-name", Error, "a name that no routing id can be made of"},
    DiagnosticCode{"copies-bind", Error, "a socket that stands for several and binds"},
    DiagnosticCode{"grace-too-long", Warning, "answers that may take longer than all the misses allowed"},
    DiagnosticCode{"period-short", Info, "a heartbeat too quick for a busy machine"},
    DiagnosticCode{"unlimited-queue", Warning, "no high-water mark, and more comes than goes"},
    DiagnosticCode{"scenario-act", Warning, "a scenario does what cannot be done"},
};

} // namespace

std::vector<Diagnostic> check(const Topology& topology, const std::set<HostId>& only)
{
    CheckContext context(topology, only);
    checkNames(context);
    checkRoles(context);
    checkOptions(context);
    checkPeers(context);
    checkEndpoints(context);
    checkRouting(context);
    checkSecurity(context);
    checkConflate(context);
    checkFlow(context);
    checkHearts(context);
    checkScenarios(context);
    return context.takeSorted();
}

bool hasErrors(const std::vector<Diagnostic>& diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        break;
    }
    return "info";
}

std::span<const DiagnosticCode> diagnosticCodes() { return Codes; }

} // namespace zeroloom
