// Who binds what, and whether the other end can reach it.
#include "core/zmq/endpoint.h"
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum SocketType;

Network bound(const std::string& endpoint)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "sink", {{"in", Pull}})
        .wire("a.out", "b.in", endpoint, WireEnd::To);
    return network;
}

TEST(EndpointRules, TakesWhatZeroMQTakes)
{
    for (const char* endpoint : {"tcp://127.0.0.1:5555", "tcp://127.0.0.1:*", "ipc:///tmp/some.ipc", "ipc://@abstract",
                                 "ipc://*", "inproc://name"})
        EXPECT_THAT(codesOf(bound(endpoint).topology()), IsEmpty()) << endpoint;
}

TEST(EndpointRules, FindsAPortThatDoesNotExist)
{
    for (const char* endpoint :
         {"tcp://127.0.0.1:70000", "tcp://127.0.0.1:65536", "tcp://127.0.0.1:-1", "tcp://*:123456789012345678901"}) {
        const Topology topology = bound(endpoint).topology();
        EXPECT_EQ(diagnosticOf(topology, "port-out-of-range").severity, Severity::Error) << endpoint;
        EXPECT_CURED(topology, "port-out-of-range");
    }
}

TEST(EndpointRules, FindsAHostNameInABind)
{
    const Topology local = bound("tcp://localhost:5555").topology();
    EXPECT_THAT(codesOf(local), Contains("bind-host-name"));
    const Topology cured = fixed(local, "bind-host-name");
    EXPECT_EQ(cured.wires[0].endpoint, "tcp://127.0.0.1:5555");
    EXPECT_THAT(codesOf(cured), IsEmpty());
    EXPECT_THAT(codesOf(bound("tcp://broker.example.org:5555").topology()), Contains("bind-host-name"));
}

TEST(EndpointRules, ABindMayNameItsOwnHostAndThenTakesEveryInterface)
{
    Topology topology = bound("tcp://edge:5555").topology();
    topology.hosts.push_back({HostId("edge"), {}, {}});
    topology.nodes[1].host = HostId("edge");
    EXPECT_THAT(codesOf(topology), testing::ElementsAre("beyond-loopback"));
    topology.hosts.back().id = topology.nodes[1].host = HostId("a-host-with-a-long-name");
    topology.wires[0].endpoint = "tcp://a-host-with-a-long-name:5555";
    EXPECT_THAT(codesOf(topology), testing::ElementsAre("beyond-loopback"));
    topology.nodes[1].host = HostId("local");
    EXPECT_THAT(codesOf(topology), Contains("bind-host-name")) << "another host's name";
}

TEST(EndpointRules, AHostNameThatAnOutsideProgramBindsIsRight)
{
    Network network;
    network.node("a", "outside", {{"out", Push}}).node("b", "sink", {{"in", Pull}});
    network.wire("a.out", "b.in", "tcp://feed.example.org:5555", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(EndpointRules, FindsAnIpcPathThatIsTooLong)
{
    const Topology topology = bound("ipc:///" + std::string(107, 'x')).topology();
    EXPECT_THAT(codesOf(topology), Contains("ipc-path-too-long"));
    EXPECT_CURED(topology, "ipc-path-too-long");
    EXPECT_THAT(codesOf(bound("ipc:///" + std::string(106, 'x')).topology()), IsEmpty());
}

TEST(EndpointRules, FindsAnEndpointThatCannotBeRead)
{
    for (const char* endpoint :
         {"tcp:/127.0.0.1:5555", "TCP://127.0.0.1:5555", "tcp://127.0.0.1", "udp://127.0.0.1:5555", "nonsense"}) {
        const Topology topology = bound(endpoint).topology();
        EXPECT_THAT(codesOf(topology), Contains("endpoint-invalid")) << endpoint;
        EXPECT_CURED(topology, "endpoint-invalid");
    }
}

TEST(EndpointRules, ReportsASharedBindOnce)
{
    Network network;
    network.node("a", "source", {{"out", Push}}).node("b", "sink", {{"in", Pull}}).node("c", "sink", {{"in", Pull}});
    network.wire("a.out", "b.in", "tcp://127.0.0.1:70000", WireEnd::From)
        .wire("a.out", "c.in", "tcp://127.0.0.1:70000", WireEnd::From);
    EXPECT_EQ(std::ranges::count(codesOf(network.topology()), "port-out-of-range"), 1);
    EXPECT_THAT(codesOf(fixed(network.topology(), "port-out-of-range")), IsEmpty());
}

Network twoBinders(const std::string& one, const std::string& other)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "sink", {{"in", Pull}})
        .wire("a.out", "b.in", one, WireEnd::To);
    network.node("c", "source", {{"out", Push}})
        .node("d", "sink", {{"in", Pull}})
        .wire("c.out", "d.in", other, WireEnd::To);
    return network;
}

TEST(EndpointRules, FindsTwoBindsOfOneEndpoint)
{
    for (const auto& [one, other] :
         {std::pair("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5555"), std::pair("tcp://*:5555", "tcp://127.0.0.1:5555"),
          std::pair("ipc:///tmp/one.ipc", "ipc:///tmp/one.ipc"), std::pair("inproc://one", "inproc://one")}) {
        const Topology topology = twoBinders(one, other).topology();
        const Diagnostic diagnostic = diagnosticOf(topology, "two-binds");
        EXPECT_EQ(diagnostic.severity, Severity::Error) << one;
        EXPECT_EQ(diagnostic.where.wire, WireId("w2"));
        EXPECT_CURED(topology, "two-binds");
    }
}

TEST(EndpointRules, TwoWaysToWriteAPathAreOnePath)
{
    const Topology topology = twoBinders("ipc:///tmp/x/one", "ipc:///tmp/x/./one").topology();
    EXPECT_THAT(diagnosticOf(topology, "two-binds").fix, HasSubstr("another path"));
}

TEST(EndpointRules, AnIpv6AddressNeedsIpv6AtBothEnds)
{
    Network network = pipeline();
    network.topology().wires[0].endpoint = "tcp://[::1]:5555";
    EXPECT_EQ(diagnosticOf(network.topology(), "ipv6-off").severity, Severity::Error);
    EXPECT_CURED(network.topology(), "ipv6-off");
    network.topology().nodes[0].sockets[0].options["IPV6"] = true;
    EXPECT_THAT(diagnosticOf(network.topology(), "ipv6-off").message, HasSubstr("'b.in'"));
    network.topology().nodes[1].role = "outside"; // who looks after itself
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("ipv6-off")));
}

TEST(EndpointRules, BindsThatDoNotMeetAreNoClash)
{
    for (const auto& [one, other] :
         {std::pair("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556"),
          std::pair("tcp://127.0.0.1:*", "tcp://127.0.0.1:*"),
          std::pair("tcp://127.0.0.1:5555", "tcp://127.0.0.2:5555"), std::pair("inproc://one", "inproc://two")})
        EXPECT_THAT(codesOf(twoBinders(one, other).topology()), Not(Contains("two-binds"))) << one;
}

TEST(EndpointRules, AnOutsideProgramOnAnotherMachineMayHaveOurPort)
{
    Network network = twoBinders("tcp://192.0.2.50:5555", "tcp://*:5555");
    network.topology().nodes[1].role = "outside";
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("two-binds")));
    // Two at one address are on one machine, wherever that is; and the loopback is this one.
    network.topology().wires[1].endpoint = "tcp://192.0.2.50:5555";
    EXPECT_THAT(codesOf(network.topology()), Contains("two-binds"));
    network.topology().wires[0].endpoint = "tcp://127.0.0.1:5555";
    network.topology().wires[1].endpoint = "tcp://*:5555";
    EXPECT_THAT(codesOf(network.topology()), Contains("two-binds"));
}

TEST(EndpointRules, SeveralWiresOfOneBinderShareItsEndpoint)
{
    Network network;
    network.node("a", "source", {{"out", Push}}).node("b", "sink", {{"in", Pull}}).node("c", "sink", {{"in", Pull}});
    network.wire("a.out", "b.in", "tcp://127.0.0.1:5555", WireEnd::From)
        .wire("a.out", "c.in", "tcp://127.0.0.1:5555", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(EndpointRules, OnePortOnTwoHostsMayBeTwoMachines)
{
    Network network = twoBinders("tcp://*:5555", "tcp://*:5555");
    network.topology().hosts.push_back({HostId("other"), {}, {}});
    network.topology().nodes[2].host = network.topology().nodes[3].host = HostId("other");
    EXPECT_EQ(diagnosticOf(network.topology(), "two-binds").severity, Severity::Warning);
}

TEST(EndpointRules, FindsInprocBetweenTwoProcesses)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "sink", {{"in", Pull}})
        .host("other")
        .wire("a.out", "b.in", "inproc://x");
    EXPECT_THAT(codesOf(network.topology()), Contains("inproc-across-hosts"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "inproc-across-hosts")), IsEmpty());
    Network program;
    program.node("a", "source", {{"out", Push}})
        .node("b", "program", {{"in", Pull}}, {{"command", std::string("cat")}});
    program.wire("a.out", "b.in", "inproc://x", WireEnd::From);
    EXPECT_THAT(codesOf(program.topology()), Contains("inproc-across-hosts"));
}

TEST(EndpointRules, FindsThatNoSideBindsAnEndpointTheOtherCanKnow)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "outside", {{"in", Pull}})
        .wire("a.out", "b.in", "", WireEnd::To);
    EXPECT_EQ(diagnosticOf(network.topology(), "no-side-binds").severity, Severity::Error);
    EXPECT_CURED(network.topology(), "no-side-binds");
    network.topology().nodes[1].role = "program";
    network.topology().nodes[1].params["command"] = std::string("cat");
    EXPECT_THAT(codesOf(network.topology()), Contains("no-side-binds"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "no-side-binds")), IsEmpty());
}

TEST(EndpointRules, FindsAnOutsideProgramThatCannotKnowTheEndpoint)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "outside", {{"in", Pull}})
        .wire("a.out", "b.in", "", WireEnd::From);
    EXPECT_EQ(diagnosticOf(network.topology(), "outside-wildcard").severity, Severity::Warning);
    const Topology cured = fixed(network.topology(), "outside-wildcard");
    EXPECT_TRUE(parseEndpoint(cured.wires[0].endpoint, EndpointUse::Connect)) << cured.wires[0].endpoint;
    EXPECT_THAT(codesOf(cured), IsEmpty());
}

TEST(EndpointRules, WarnsOfAWireOfWhichNeitherEndRuns)
{
    Network network;
    network.node("a", "outside", {{"out", Push}})
        .node("b", "outside", {{"in", Pull}})
        .wire("a.out", "b.in", "tcp://127.0.0.1:5555");
    EXPECT_EQ(diagnosticOf(network.topology(), "both-outside").severity, Severity::Warning);
}

TEST(EndpointRules, InformsOfABindBeyondLoopback)
{
    const Topology topology = bound("tcp://*:5555").topology();
    EXPECT_EQ(diagnosticOf(topology, "beyond-loopback").severity, Severity::Info);
    EXPECT_EQ(fixed(topology, "beyond-loopback").wires[0].endpoint, "tcp://127.0.0.1:5555");
}

} // namespace
} // namespace zeroloom
