#include <gmock/gmock.h>

#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using test::at;
using test::madeNode;
using test::MadeRun;
using test::madeWire;

// source a → worker w → sink z
Topology chain(std::int64_t rate = 333)
{
    Topology topology;
    topology.nodes.push_back(madeNode("a", "source", "out", SocketType::Push, {{"rate", rate}}));
    topology.nodes.push_back(madeNode("w", "worker", "in", SocketType::Pull));
    topology.nodes.back().sockets.push_back(madeNode("w", "worker", "out", SocketType::Push).sockets[0]);
    topology.nodes.push_back(madeNode("z", "sink", "in", SocketType::Pull));
    topology.wires.push_back(madeWire("first", at("a", "out"), at("w", "in")));
    topology.wires.push_back(madeWire("second", at("w", "out"), at("z", "in")));
    return topology;
}

std::string jam(const ObservationPtr& now, const char* node) { return now->nodes.at(NodeId(node)).jam; }

// `sent` and `received` in each tenth of a second, after the queue has filled.
ObservationPtr run(MadeRun& made, const char* wire, const char* sender, const char* receiver, bool muted)
{
    made.host.connect(wire);
    made.host.node(sender);
    made.host.node(receiver);
    SocketSample& out = made.host.socket(sender, "out");
    out.sent += 2010;
    out.muted = muted;
    made.host.receive(wire, receiver, 0, 0);
    ObservationPtr now;
    for (int i = 0; i < 12; ++i) {
        out.sent += 10;
        if (muted)
            out.muteNs += 70'000'000;
        made.host.receive(wire, receiver, 10, made.host.end(wire, WireEnd::To).flow.lastSequence + 10);
        now = made.step();
    }
    return now;
}

TEST(Jam, IsPointedOutAtTheNodeBehindTheFullWire)
{
    MadeRun made(chain());
    const ObservationPtr now = run(made, "first", "a", "w", true);
    EXPECT_EQ(jam(now, "w"), "jams at 100 of 333/s");
    EXPECT_EQ(jam(now, "a"), "");
    EXPECT_EQ(jam(now, "z"), "");
}

TEST(Jam, ItsFiguresAreSeparatedByThousandsAndShort)
{
    MadeRun thousand(chain(1000));
    EXPECT_EQ(jam(run(thousand, "first", "a", "w", true), "w"), "jams at 100 of 1,000/s");
    MadeRun million(chain(1'250'000));
    EXPECT_EQ(jam(run(million, "first", "a", "w", true), "w"), "jams at 100 of 1.25 M/s");
}

TEST(Jam, IsNotClaimedOfANodeWhoseHostIsLost)
{
    MadeRun made(chain());
    ASSERT_NE(jam(run(made, "first", "a", "w", true), "w"), "");
    HostReport lost;
    lost.host = HostId("local");
    lost.state = HostState::Lost;
    made.observer.addHostReport(lost);
    const ObservationPtr now = made.observer.current();
    ASSERT_EQ(now->nodes.at(NodeId("w")).state, NodeState::Lost);
    EXPECT_EQ(jam(now, "w"), "");
}

TEST(Jam, ANodeThatIsItselfHeldUpIsNotTheCause)
{
    MadeRun made(chain());
    run(made, "first", "a", "w", true);
    const ObservationPtr now = run(made, "second", "w", "z", true);
    EXPECT_EQ(jam(now, "w"), "");
    EXPECT_THAT(jam(now, "z"), testing::StartsWith("jams at 100/s"));
}

TEST(Jam, ASenderThatSendsJustNowBetweenTwoWaitsIsHeldUpAllTheSame)
{
    MadeRun made(chain());
    run(made, "first", "a", "w", true);
    made.host.socket("a", "out").muted = false;
    EXPECT_THAT(jam(made.step(), "w"), testing::StartsWith("jams at"));
}

TEST(Jam, AQueueThatFillsIsNamedBeforeItsSenderGoesMute)
{
    MadeRun made(chain(333));
    EXPECT_EQ(jam(run(made, "first", "a", "w", false), "w"), "jams at 100 of 333/s");
}

TEST(Jam, AFullQueueThatHoldsNobodyUpIsNone)
{
    MadeRun made(chain(100)); // it takes what is offered; the queue is of a time before
    EXPECT_EQ(jam(run(made, "first", "a", "w", false), "w"), "");
}

TEST(Jam, ASubscriberThatIsTooSlowForItsPublisherIsNamed)
{
    MadeRun made(test::fan(SocketType::Pub, SocketType::Sub, 1, {{"rate", std::int64_t{333}}}));
    made.host.connect("ab");
    made.host.node("b");
    ObservationPtr now;
    for (std::uint64_t i = 1; i <= 12; ++i) {
        made.host.socket("a", "out").sent = 2500 + i * 33;
        made.host.end("ab", WireEnd::From).sent = static_cast<std::int64_t>(2500 + i * 33);
        made.host.receive("ab", "b", 10, i * 10);
        now = made.step();
    }
    EXPECT_EQ(jam(now, "b"), "takes 100 of 333/s, drops the rest");
}

} // namespace
} // namespace zeroloom
