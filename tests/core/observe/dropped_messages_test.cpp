#include "core/observe/dropped_messages.h"

#include <gmock/gmock.h>

#include "core/plan/plan.h"
#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const WireId Ab("ab");

// What passes a wire `ab` that drops, and what its relay counts, a tenth of a second at a time.
class DroppingRun {
public:
    explicit DroppingRun(const Topology& topology, double drop = 0.5)
    {
        m_dropped.setTopology(topology);
        WireFault fault;
        fault.relayed = true;
        fault.drop = drop;
        m_dropped.setFaults({{Ab, fault}});
        steps(4);
    }

    // Milliseconds after the last step.
    DroppingRun& sent(double after, std::uint64_t sequence, const std::string& wire = "ab", const std::string& text = {})
    {
        return pass(after, test::at("a", "out"), false, wire, sequence, text);
    }
    DroppingRun& received(double after, std::uint64_t sequence, const std::string& at = "b",
                          const std::string& text = {})
    {
        return pass(after, test::at(at, "in"), true, "a" + at, sequence, text);
    }
    DroppingRun& leftOut(std::uint64_t count)
    {
        m_messages.back().message.leftOut = count;
        return *this;
    }
    // The last one's frame was longer than what is kept of it.
    DroppingRun& frameOf(std::uint64_t size)
    {
        m_messages.back().message.sizes = {size};
        return *this;
    }
    // So many messages of some sockets came too fast to be kept.
    DroppingRun& letGo(std::uint64_t count)
    {
        m_number += count;
        return *this;
    }
    DroppingRun& drop(std::uint64_t count = 1)
    {
        m_count += count;
        return *this;
    }
    DroppingRun& connect()
    {
        ++m_connects;
        return *this;
    }
    // Sequence numbers of those that are known to be dropped since the last step.
    std::vector<std::uint64_t> step()
    {
        m_now += 0.1;
        Observation now;
        now.seconds = m_now;
        now.hosts[HostId("local")].toldSeconds = m_now;
        WireObservation& wire = now.wires[Ab];
        wire.forward.droppedByFault = m_count;
        wire.from.connects = m_connects;
        std::vector<std::uint64_t> numbers;
        for (const DroppedMessage& one : m_dropped.take(m_messages, now)) {
            EXPECT_EQ(one.wire, Ab);
            EXPECT_FALSE(one.message.message.received);
            numbers.push_back(one.message.message.origin);
        }
        m_messages.clear();
        return numbers;
    }
    std::vector<std::uint64_t> steps(int count)
    {
        std::vector<std::uint64_t> all;
        for (int i = 0; i < count; ++i)
            for (const std::uint64_t number : step())
                all.push_back(number);
        return all;
    }

private:
    // Without a number in a stamp when there is a text; `origin` tells the test which it is.
    DroppingRun& pass(double after, const SocketRef& socket, bool isReceived, const std::string& wire,
                      std::uint64_t sequence, const std::string& text)
    {
        ObservedMessage seen{++m_number, m_now + after / 1000, HostId("local"), {}};
        MessageSample& sample = seen.message;
        sample.timeNs = static_cast<std::uint64_t>(seen.seconds * 1e9);
        sample.socket = socket;
        sample.received = isReceived;
        sample.wire = WireId(wire);
        sample.frames = {text.empty() ? "stamp" + std::to_string(sequence) : text};
        sample.sizes = {sample.frames.front().size()};
        sample.origin = sequence;
        if (text.empty()) {
            sample.hop = socketNumber(test::at("a", "out"));
            sample.hopSequence = sequence;
        }
        m_messages.push_back(std::move(seen));
        return *this;
    }

    DroppedMessages m_dropped;
    std::vector<ObservedMessage> m_messages;
    double m_now = 1;
    std::uint64_t m_number = 0, m_count = 0, m_connects = 1;
};

TEST(DroppedMessages, TheOnlyOneThatIsMissingIsToldAsSoonAsTheRelayHasCountedIt)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1).received(11, 1).sent(50, 2).drop();
    EXPECT_THAT(run.steps(4), ElementsAre(2));
    EXPECT_THAT(run.steps(10), IsEmpty());
}

TEST(DroppedMessages, OneThatIsOnlyLateIsNot)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1);
    EXPECT_THAT(run.steps(30), IsEmpty());
    run.received(10, 1);
    EXPECT_THAT(run.steps(5), IsEmpty());
}

// Of two that are on their way one was dropped: which one, the next arrival tells.
TEST(DroppedMessages, OfSeveralThatAreDelayedTheOneIsToldThatALaterOneHasOvertaken)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1).sent(40, 2).sent(70, 3).drop();
    EXPECT_THAT(run.steps(8), IsEmpty());
    run.received(10, 1);
    EXPECT_THAT(run.steps(3), IsEmpty());
    run.received(10, 3);
    EXPECT_THAT(run.steps(3), ElementsAre(2));
}

TEST(DroppedMessages, WhatIsLostInAnotherWayIsNotTold)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1).sent(50, 2).received(51, 2);
    EXPECT_THAT(run.steps(10), IsEmpty());
    // Nor with a connection that broke, though the relay took something out, too.
    run.sent(10, 3).sent(20, 4).step();
    run.connect().step();
    run.sent(10, 5).received(11, 5).drop();
    EXPECT_THAT(run.steps(5), IsEmpty());
    // And then it goes on.
    run.sent(10, 6).received(11, 6);
    run.step();
    run.sent(10, 7).drop();
    EXPECT_THAT(run.steps(4), ElementsAre(7));
}

TEST(DroppedMessages, NothingIsToldWhileSomeMessagesAreNotSeen)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    // The unseen one was dropped, and not the one that is late.
    run.sent(10, 2).leftOut(1).drop();
    EXPECT_THAT(run.steps(10), IsEmpty());
    run.received(10, 2);
    run.steps(3);
    // A later one has come: what was not seen has passed.
    run.sent(10, 3).received(11, 3);
    run.steps(3);
    run.sent(10, 4).drop();
    EXPECT_THAT(run.steps(4), ElementsAre(4));
}

TEST(DroppedMessages, ArrivalsThatWereNotSeenAreNoLosses)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1).sent(20, 2).sent(30, 3).received(31, 3).leftOut(2).drop();
    EXPECT_THAT(run.steps(10), IsEmpty());
}

// Its copies for the other subscriber have arrived, and that says nothing of this wire.
TEST(DroppedMessages, APublishersMessageIsToldOfTheWireThatDroppedIt)
{
    DroppingRun run(test::fan(SocketType::Pub, SocketType::Sub, 2));
    run.sent(10, 1, "").received(11, 1).received(11, 1, "c");
    run.step();
    run.sent(10, 2, "").received(11, 2, "c").drop();
    EXPECT_THAT(run.steps(4), ElementsAre(2));
}

TEST(DroppedMessages, WhatASubscriberDidNotWantIsNotMissing)
{
    Topology topology = test::fan(SocketType::Pub, SocketType::Sub, 2);
    topology.nodes[1].sockets[0].subscriptions = {"a"};
    DroppingRun run(topology);
    run.sent(10, 1, "", "b: other").received(11, 1, "c", "b: other");
    EXPECT_THAT(run.steps(4), IsEmpty());
    run.sent(10, 2, "", "a: wanted").drop();
    EXPECT_THAT(run.steps(4), ElementsAre(2));
}

// Where both ends invert matching, a subscription names what its subscriber does not want.
TEST(DroppedMessages, WhatASubscriberThatInvertsMatchingDidNotWantIsNotMissing)
{
    Topology topology = test::fan(SocketType::Pub, SocketType::Sub, 2);
    topology.nodes[1].sockets[0].subscriptions = {"a"};
    for (Node& node : topology.nodes)
        node.sockets[0].options["INVERT_MATCHING"] = true;
    DroppingRun run(topology);
    run.sent(10, 1, "", "a: not wanted").drop();
    EXPECT_THAT(run.steps(4), IsEmpty());
    run.sent(10, 2, "", "b: other").received(11, 2, "b", "b: other");
    run.steps(4);
    run.sent(10, 3, "", "b: wanted").drop();
    EXPECT_THAT(run.steps(4), ElementsAre(3));
}

// Of a long frame only the beginning is kept: it may go where the subscription is longer.
TEST(DroppedMessages, AMessageMayHaveBeenWantedWhoseFrameIsNotKeptWhole)
{
    Topology topology = test::fan(SocketType::Pub, SocketType::Sub, 2);
    const std::string kept(MessageFrameKept, 'x');
    topology.nodes[1].sockets[0].subscriptions = {kept + "longer"};
    DroppingRun run(topology);
    run.sent(10, 1, "", kept).frameOf(5000).drop();
    EXPECT_THAT(run.steps(4), ElementsAre(1));
    // One of just this length does not match.
    run.sent(10, 2, "", kept).drop();
    EXPECT_THAT(run.steps(4), IsEmpty());
}

// A message is not kept for long after it has arrived; those that still wait are, with all that passed meanwhile.
TEST(DroppedMessages, AnOldOneThatIsLateIsToldWhenALaterOneOvertakesIt)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1).received(11, 1);
    run.steps(40);
    run.sent(10, 2).sent(20, 3).sent(30, 4).drop();
    EXPECT_THAT(run.steps(100), IsEmpty());
    run.received(10, 2);
    EXPECT_THAT(run.steps(50), IsEmpty());
    run.received(10, 4);
    EXPECT_THAT(run.steps(4), ElementsAre(3));
}

// Older messages of which some were let go do not make an earlier doubt end.
TEST(DroppedMessages, WhatWentDownWithAConnectionIsNotToldThoughOlderOnesAreNotSeen)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 9).received(11, 9).step();
    run.connect().step();
    run.letGo(3).sent(-100, 1).sent(-80, 2).received(-70, 2);
    run.step();
    run.sent(-150, 3).sent(10, 4).received(11, 4).drop();
    EXPECT_THAT(run.steps(5), IsEmpty());
}

TEST(DroppedMessages, BehindARoundRobinOneIsToldOnlyWhenItCanBeNoOther)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 2));
    run.sent(10, 1, "").received(11, 1).sent(20, 2, "").drop();
    EXPECT_THAT(run.steps(4), ElementsAre(2));
    // One went each way, and one of them is late.
    run.sent(10, 3, "").sent(20, 4, "").drop();
    EXPECT_THAT(run.steps(10), IsEmpty());
    run.received(10, 3, "c");
    EXPECT_THAT(run.steps(4), ElementsAre(4));
}

// Of two alike nobody can say which one it was.
TEST(DroppedMessages, OfTwoAlikeNoneIsNamed)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.sent(10, 1, "ab", "Hello").sent(50, 2, "ab", "Hello").received(51, 2, "b", "Hello").drop();
    EXPECT_THAT(run.steps(6), IsEmpty());
    // One that is alone is known, whatever is in it.
    run.sent(10, 3, "ab", "Hello").drop();
    EXPECT_THAT(run.steps(4), ElementsAre(3));
    run.sent(10, 4, "ab", "Hello").received(11, 4, "b", "Hello");
    EXPECT_THAT(run.steps(6), IsEmpty());
}

TEST(DroppedMessages, WithoutAFaultNothingIsDropped)
{
    DroppingRun run(test::fan(SocketType::Push, SocketType::Pull, 1), 0);
    run.sent(10, 1).drop();
    EXPECT_THAT(run.steps(10), IsEmpty());
}

} // namespace
} // namespace zeroloom
