// The check as a whole: order, codes, speed, and no alarm where nothing is wrong.
#include <chrono>
#include <fstream>
#include <set>

#include "core/model/pattern_stamp.h"
#include "core/zmq/option_catalogue.h"
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum SocketType;

TEST(Check, SaysNothingOfASoundPipeline) { EXPECT_THAT(codesOf(pipeline().topology()), IsEmpty()); }

TEST(Check, InformsOfAnEmptyTopology)
{
    const auto diagnostics = check(Topology{});
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, "empty-topology");
    EXPECT_EQ(diagnostics[0].severity, Severity::Info);
    EXPECT_FALSE(hasErrors(diagnostics));
}

TEST(Check, FindsEveryProblemAndPutsErrorsFirst)
{
    Network network = pipeline();
    network.node("c", "sink", {{"in", Sub}}).subscriptions({});
    network.node("d", "nonsense", {{"in", Pull}});
    network.wire("a.out", "d.in", "tcp://127.0.0.1:70000");
    const auto diagnostics = check(network.topology());
    EXPECT_TRUE(hasErrors(diagnostics));
    EXPECT_TRUE(
        std::is_sorted(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& one, const Diagnostic& other) { return one.severity < other.severity; }));
    EXPECT_THAT(codesOf(network.topology()),
                ElementsAre("unknown-role", "port-out-of-range", "socket-no-wire", "sub-without-subscription"));
    EXPECT_THAT(codesOf(network.topology()), testing::ElementsAreArray(codesOf(network.topology())));
}

TEST(Check, EveryMessageSaysWhatIsWrongAndWhatToDo)
{
    Network network = pipeline();
    network.node("c", "sink", {{"in", Sub}}).subscriptions({}).wire("a.out", "c.in", "inproc://x");
    for (const Diagnostic& diagnostic : check(network.topology())) {
        EXPECT_FALSE(diagnostic.message.empty()) << diagnostic.code;
        EXPECT_FALSE(diagnostic.fix.empty()) << diagnostic.code;
    }
}

TEST(Check, EveryCodeIsListedOnceWithASummary)
{
    std::set<std::string_view> codes;
    for (const DiagnosticCode& code : diagnosticCodes()) {
        EXPECT_TRUE(codes.insert(code.code).second) << code.code;
        EXPECT_FALSE(code.summary.empty()) << code.code;
    }
}

TEST(Check, PatternStampsGiveNoErrorAndNoWarning)
{
    for (const PatternStamp& stamp : patternStamps()) {
        for (const int StampNumber::*number : {&StampNumber::minimum, &StampNumber::defaultValue}) {
            std::vector<int> numbers;
            for (const StampNumber& asked : stamp.numbers)
                numbers.push_back(asked.*number);
            for (const Diagnostic& diagnostic : check(stamp.make(numbers)))
                EXPECT_EQ(diagnostic.severity, Severity::Info) << stamp.name << ": " << diagnostic.message;
        }
    }
}

// A thousand nodes and two thousand wires: 250 pipelines of four nodes, each wired to its neighbours'.
Topology largeTopology()
{
    Network network;
    for (int i = 0; i < 250; ++i) {
        const std::string number = std::to_string(i);
        network.node("vent" + number, "source", {{"out", Push}}, {{"rate", 100.0}});
        network.node("one" + number, "worker", {{"in", Pull}, {"out", Push}}, {{"work", std::string("1ms")}});
        network.node("two" + number, "worker", {{"in", Pull}, {"out", Push}});
        network.node("sink" + number, "sink", {{"in", Pull}});
    }
    for (int i = 0; i < 250; ++i) {
        const std::string here = std::to_string(i);
        const std::string there = std::to_string((i + 1) % 250);
        for (const std::string& number : {here, there}) {
            network.wire("vent" + here + ".out", "one" + number + ".in");
            network.wire("vent" + here + ".out", "two" + number + ".in");
            network.wire("one" + here + ".out", "sink" + number + ".in");
            network.wire("two" + here + ".out", "sink" + number + ".in",
                         "tcp://127.0.0.1:" + std::to_string(20000 + i * 2 + (number == here ? 0 : 1)));
        }
    }
    return network.topology();
}

// What a file may hold at most: none of it may take the stack, the memory, or minutes.
TEST(Check, SurvivesTopologiesThatNobodyDrew)
{
    Network chain;
    chain.node("n0", "source", {{"out", Push}});
    for (int i = 1; i < 5000; ++i) {
        chain.node("n" + std::to_string(i), "worker", {{"in", Pull}, {"out", Push}});
        chain.wire("n" + std::to_string(i - 1) + ".out", "n" + std::to_string(i) + ".in");
    }
    check(chain.topology());

    Network many;
    Network::Sockets sockets;
    for (int i = 0; i < 5000; ++i)
        sockets.emplace_back("s" + std::to_string(i), Sub);
    many.node("a", "proxy", sockets).node("b", "source", {{"out", Pub}});
    for (Socket& socket : many.topology().nodes[0].sockets) {
        socket.options["SNDHVM"] = std::int64_t{1};
        many.wire("b.out", "a." + socket.id.text(), "tcp://127.0.0.1:5555");
    }
    EXPECT_GT(check(many.topology()).size(), 5000U);
}

TEST(Check, IsQuickEnoughToRunAfterEveryEdit)
{
    const Topology topology = largeTopology();
    ASSERT_EQ(topology.nodes.size(), 1000U);
    ASSERT_EQ(topology.wires.size(), 2000U);
    std::vector<double> milliseconds;
    for (int run = 0; run < 7; ++run) {
        const auto start = std::chrono::steady_clock::now();
        const auto diagnostics = check(topology);
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        EXPECT_FALSE(hasErrors(diagnostics));
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    RecordProperty("milliseconds", std::to_string(milliseconds[3]));
    std::printf("check of 1,000 nodes and 2,000 wires: %.1f ms (median of 7)\n", milliseconds[3]);
#ifdef NDEBUG
    EXPECT_LT(milliseconds.front(), 30);
#endif
}

} // namespace
} // namespace zeroloom
