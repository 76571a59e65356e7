#include "core/observe/sequence.h"

#include <cmath>

#include <gmock/gmock.h>

#include "core/plan/plan.h"
#include "tests/support/network.h"

namespace zeroloom {
namespace {

using enum SocketType;
using testing::ElementsAre;
using testing::IsEmpty;

// Messages as an observer would have them, in milliseconds of the run.
class Seen {
public:
    Seen& add(double milliseconds, const std::string& socket, bool received, const std::string& wire,
              std::vector<std::string> frames)
    {
        ObservedMessage seen{m_messages.size() + 1, milliseconds / 1000, HostId(m_host), {}};
        MessageSample& message = seen.message;
        message.timeNs = static_cast<std::uint64_t>(milliseconds * 1e6);
        message.socket = socketRef(socket);
        message.received = received;
        message.wire = WireId(wire);
        for (const std::string& frame : frames)
            message.sizes.push_back(frame.size());
        message.frames = std::move(frames);
        m_messages.push_back(std::move(seen));
        return *this;
    }
    Seen& sent(double at, const std::string& socket, const std::string& wire, std::vector<std::string> frames)
    {
        return add(at, socket, false, wire, std::move(frames));
    }
    Seen& received(double at, const std::string& socket, const std::string& wire, std::vector<std::string> frames)
    {
        return add(at, socket, true, wire, std::move(frames));
    }
    // Of the last message.
    Seen& stamp(const std::string& hop, std::uint64_t sequence, std::uint16_t topic = 0)
    {
        MessageSample& message = m_messages.back().message;
        message.hop = message.origin = socketNumber(socketRef(hop));
        message.hopSequence = sequence;
        message.topic = topic;
        return *this;
    }
    Seen& stampTime(std::uint64_t nanoseconds)
    {
        m_messages.back().message.sentNs = nanoseconds;
        return *this;
    }
    Seen& leftOut(std::uint64_t count)
    {
        m_messages.back().message.leftOut = count;
        return *this;
    }
    Seen& host(const std::string& id)
    {
        m_messages.back().host = HostId(id);
        return *this;
    }
    const std::vector<ObservedMessage>& messages() const { return m_messages; }

private:
    std::string m_host = "local";
    std::vector<ObservedMessage> m_messages;
};

// "client.s>server.s", with '-' for an end that is not known.
std::vector<std::string> ways(const Sequence& sequence)
{
    std::vector<std::string> ways;
    const auto text = [](const SocketRef& ref) { return ref.node.empty() ? std::string("-") : ref.text(); };
    for (const SequenceArrow& arrow : sequence.arrows)
        ways.push_back(text(arrow.from) + ">" + text(arrow.to));
    return ways;
}

// "+id" for one that is added, "-id" for one that is taken.
std::vector<std::string> frames(const std::vector<SequenceFrame>& shown)
{
    std::vector<std::string> texts;
    for (const SequenceFrame& frame : shown)
        texts.push_back((frame.added ? "+" : frame.taken ? "-" : "") + frame.text);
    return texts;
}

std::vector<std::string> nodes(const Sequence& sequence)
{
    std::vector<std::string> ids;
    for (const NodeId& id : sequence.lifelines)
        ids.push_back(id.text());
    return ids;
}

Topology broker()
{
    Network network;
    network.node("client", "requester", {{"s", Req}})
        .node("broker", "proxy", {{"frontend", Router}, {"backend", Dealer}})
        .node("server", "replier", {{"s", Rep}})
        .wire("client.s", "broker.frontend")
        .wire("broker.backend", "server.s");
    return network.topology();
}

TEST(Sequence, AnEnvelopeGrowsAndShrinksOnItsWayThroughABroker)
{
    Seen seen;
    seen.sent(1, "client.s", "w1", {"Hello"})
        .received(2, "broker.frontend", "w1", {"Alice", "", "Hello"})
        .sent(3, "broker.backend", "w2", {"Alice", "", "Hello"})
        .received(4, "server.s", "w2", {"Hello"})
        .sent(5, "server.s", "w2", {"World"})
        .received(6, "broker.backend", "w2", {"Alice", "", "World"})
        .sent(7, "broker.frontend", "w1", {"Alice", "", "World"})
        .received(8, "client.s", "w1", {"World"});
    const Sequence sequence = sequenceOf(seen.messages(), broker(), {});
    EXPECT_THAT(nodes(sequence), ElementsAre("client", "broker", "server"));
    EXPECT_THAT(ways(sequence), ElementsAre("client.s>broker.frontend", "broker.backend>server.s",
                                            "server.s>broker.backend", "broker.frontend>client.s"));
    const auto& arrows = sequence.arrows;
    EXPECT_THAT(frames(arrows[0].sent), ElementsAre("Hello"));
    EXPECT_THAT(frames(arrows[0].received), ElementsAre("+Alice", "+", "Hello"));
    EXPECT_EQ(arrows[0].received[1].kind, FrameKind::Delimiter);
    EXPECT_THAT(frames(arrows[1].sent), ElementsAre("-Alice", "-", "Hello"));
    EXPECT_THAT(frames(arrows[1].received), ElementsAre("Hello"));
    EXPECT_THAT(frames(arrows[2].received), ElementsAre("+Alice", "+", "World"));
    EXPECT_THAT(frames(arrows[3].sent), ElementsAre("-Alice", "-", "World"));
    EXPECT_DOUBLE_EQ(arrows[3].sentSeconds, 0.007);
    EXPECT_DOUBLE_EQ(arrows[3].receivedSeconds, 0.008);
    EXPECT_EQ(arrows[3].wire, WireId("w1"));
}

TEST(Sequence, BetweenRoutersOneIdIsTakenAndAnotherIsAdded)
{
    Network network;
    network.node("a", "peer", {{"s", Router}}).node("b", "peer", {{"s", Router}}).wire("a.s", "b.s");
    Seen seen;
    seen.sent(1, "a.s", "w1", {"b", "Hello"}).received(2, "b.s", "w1", {"a", "Hello"});
    const Sequence sequence = sequenceOf(seen.messages(), network.topology(), {});
    ASSERT_EQ(sequence.arrows.size(), 1U);
    EXPECT_THAT(frames(sequence.arrows[0].sent), ElementsAre("-b", "Hello"));
    EXPECT_THAT(frames(sequence.arrows[0].received), ElementsAre("+a", "Hello"));
}

Topology pipeline()
{
    Network network;
    network.node("vent", "source", {{"out", Push}})
        .node("w1", "sink", {{"in", Pull}})
        .node("w2", "sink", {{"in", Pull}})
        .wire("vent.out", "w1.in")
        .wire("vent.out", "w2.in");
    return network.topology();
}

TEST(Sequence, StampedMessagesFindEachOtherWhereverTheyWent)
{
    Seen seen;
    seen.sent(1, "vent.out", "", {"x"}).stamp("vent.out", 1);
    seen.sent(2, "vent.out", "", {"x"}).stamp("vent.out", 2);
    seen.sent(3, "vent.out", "", {"x"}).stamp("vent.out", 3);
    seen.received(4, "w2.in", "w2", {"x"}).stamp("vent.out", 2);
    seen.received(5, "w1.in", "w1", {"x"}).stamp("vent.out", 3);
    const Sequence sequence = sequenceOf(seen.messages(), pipeline(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("vent.out>-", "vent.out>w2.in", "vent.out>w1.in"));
    EXPECT_TRUE(std::isnan(sequence.arrows[0].receivedSeconds));
    EXPECT_THAT(sequence.arrows[0].received, IsEmpty());
    EXPECT_EQ(sequence.arrows[1].origin, socketRef("vent.out"));
    EXPECT_EQ(sequence.arrows[1].wire, WireId("w2"));
}

TEST(Sequence, ASenderThatBeganAnewIsToldByTheTimeInTheStamp)
{
    Seen seen;
    seen.sent(1, "vent.out", "w1", {"x"}).stamp("vent.out", 1).stampTime(900'000);
    seen.sent(5, "vent.out", "w1", {"x"}).stamp("vent.out", 1).stampTime(4'900'000);
    seen.received(6, "w1.in", "w1", {"x"}).stamp("vent.out", 1).stampTime(900'000);
    seen.received(7, "w1.in", "w1", {"x"}).stamp("vent.out", 1).stampTime(4'900'000);
    const Sequence sequence = sequenceOf(seen.messages(), pipeline(), {});
    ASSERT_EQ(sequence.arrows.size(), 2U);
    EXPECT_DOUBLE_EQ(sequence.arrows[0].receivedSeconds, 0.006);
    EXPECT_DOUBLE_EQ(sequence.arrows[1].receivedSeconds, 0.007);
}

TEST(Sequence, ARoutersNumbersAreOfEachWire)
{
    Network network;
    network.node("server", "replier", {{"s", Router}})
        .node("a", "requester", {{"s", Dealer}})
        .node("b", "requester", {{"s", Dealer}})
        .wire("a.s", "server.s")
        .wire("b.s", "server.s");
    Seen seen;
    seen.sent(1, "server.s", "w1", {"a", "x"}).stamp("server.s", 1);
    seen.sent(2, "server.s", "w2", {"b", "x"}).stamp("server.s", 1);
    seen.received(3, "b.s", "w2", {"x"}).stamp("server.s", 1);
    seen.received(4, "a.s", "w1", {"x"}).stamp("server.s", 1);
    const Sequence sequence = sequenceOf(seen.messages(), network.topology(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("server.s>a.s", "server.s>b.s"));
    EXPECT_THAT(frames(sequence.arrows[0].sent), ElementsAre("-a", "x"));
}

TEST(Sequence, APublishersMessageHasAnArrowForEachSubscriber)
{
    Network network;
    network.node("pub", "source", {{"out", Pub}})
        .node("a", "sink", {{"in", Sub}})
        .node("b", "sink", {{"in", Sub}})
        .wire("pub.out", "a.in")
        .wire("pub.out", "b.in");
    for (const bool stamped : {true, false}) {
        Seen seen;
        for (int i = 0; i < 2; ++i) {
            const std::string body = "body " + std::to_string(i);
            seen.sent(i * 10 + 1, "pub.out", "", {"topic", body});
            if (stamped)
                seen.stamp("pub.out", static_cast<std::uint64_t>(1 + i));
            for (const auto& [socket, wire] : {std::pair("a.in", "w1"), std::pair("b.in", "w2")}) {
                seen.received(i * 10 + 2, socket, wire, {"topic", body});
                if (stamped)
                    seen.stamp("pub.out", static_cast<std::uint64_t>(1 + i));
            }
        }
        const Sequence sequence = sequenceOf(seen.messages(), network.topology(), {});
        EXPECT_THAT(ways(sequence), ElementsAre("pub.out>a.in", "pub.out>b.in", "pub.out>a.in", "pub.out>b.in"))
            << stamped;
        EXPECT_THAT(frames(sequence.arrows[2].received), ElementsAre("topic", "body 1"));
    }
}

TEST(Sequence, UnstampedMessagesAreOneInOrderAndOneThatWasLostIsShownAsSuch)
{
    Seen seen;
    seen.sent(1, "vent.out", "w1", {"one"})
        .sent(2, "vent.out", "w1", {"two"})
        .sent(3, "vent.out", "w1", {"three"})
        .received(4, "w1.in", "w1", {"one"})
        .received(5, "w1.in", "w1", {"three"});
    const Sequence sequence = sequenceOf(seen.messages(), pipeline(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("vent.out>w1.in", "vent.out>-", "vent.out>w1.in"));
    EXPECT_THAT(frames(sequence.arrows[2].received), ElementsAre("three"));
}

TEST(Sequence, NothingArrivesBeforeItWasSent)
{
    Seen seen;
    seen.received(1, "w1.in", "w1", {"same"}).sent(2, "vent.out", "w1", {"same"});
    const Sequence sequence = sequenceOf(seen.messages(), pipeline(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("vent.out>w1.in", "vent.out>-"));
    EXPECT_TRUE(std::isnan(sequence.arrows[0].sentSeconds));
}

TEST(Sequence, OfTwoHostsTheClocksAreNotCompared)
{
    Seen seen;
    seen.sent(1000, "vent.out", "w1", {"Hello"}).received(3, "w1.in", "w1", {"Hello"}).host("edge");
    EXPECT_THAT(ways(sequenceOf(seen.messages(), pipeline(), {})), ElementsAre("vent.out>w1.in"));
    Seen stamped;
    stamped.sent(1000, "vent.out", "w1", {"x"}).stamp("vent.out", 4);
    stamped.received(3, "w1.in", "w1", {"x"}).stamp("vent.out", 4).host("edge");
    EXPECT_THAT(ways(sequenceOf(stamped.messages(), pipeline(), {})), ElementsAre("vent.out>w1.in"));
}

TEST(Sequence, SomebodyElsesProgramSendsAndReceivesUnseen)
{
    Network network;
    network.node("theirs", "outside", {{"s", Dealer}})
        .node("ours", "replier", {{"s", Router}})
        .wire("theirs.s", "ours.s");
    Seen seen;
    seen.received(1, "ours.s", "w1", {"id", "Hello"}).sent(2, "ours.s", "w1", {"id", "World"});
    const Sequence sequence = sequenceOf(seen.messages(), network.topology(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("theirs.s>ours.s", "ours.s>theirs.s"));
    EXPECT_TRUE(std::isnan(sequence.arrows[0].sentSeconds));
    EXPECT_THAT(frames(sequence.arrows[0].received), ElementsAre("+id", "Hello"));
    EXPECT_TRUE(std::isnan(sequence.arrows[1].receivedSeconds));
    EXPECT_THAT(frames(sequence.arrows[1].sent), ElementsAre("-id", "World"));
}

// What somebody else's program passes on still bears the stamp of whoever made it.
TEST(Sequence, AStampThatWasPassedOnIsNotTakenForTheLastSenders)
{
    Network network;
    network.node("vent", "source", {{"out", Push}})
        .node("theirs", "outside", {{"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("vent.out", "theirs.in")
        .wire("theirs.out", "sink.in");
    Seen seen;
    seen.sent(1, "vent.out", "w1", {"x"}).stamp("vent.out", 1);
    seen.received(2, "sink.in", "w2", {"x"}).stamp("vent.out", 1);
    const Sequence sequence = sequenceOf(seen.messages(), network.topology(), {});
    EXPECT_THAT(ways(sequence), ElementsAre("vent.out>theirs.in", "theirs.out>sink.in"));
    EXPECT_EQ(sequence.arrows[1].origin, socketRef("vent.out"));
}

TEST(Sequence, ChosenNodesStandInTheirOrderAndOnlyWhatGoesBetweenThemIsShown)
{
    Seen seen;
    seen.sent(1, "client.s", "w1", {"Hello"})
        .received(2, "broker.frontend", "w1", {"Alice", "", "Hello"})
        .sent(3, "broker.backend", "w2", {"Alice", "", "Hello"})
        .leftOut(5)
        .received(4, "server.s", "w2", {"Hello"})
        .leftOut(3);
    const Sequence sequence =
        sequenceOf(seen.messages(), broker(), {NodeId("server"), NodeId("broker"), NodeId("gone"), NodeId("server")});
    EXPECT_THAT(nodes(sequence), ElementsAre("server", "broker"));
    EXPECT_THAT(ways(sequence), ElementsAre("broker.backend>server.s"));
    EXPECT_EQ(sequence.leftOut, 5U);
}

TEST(Sequence, MessagesOfSocketsThatHaveGoneAreLeftAlone)
{
    Seen seen;
    seen.sent(1, "gone.out", "w9", {"x"}).received(2, "gone.in", "w9", {"x"}).received(3, "w1.in", "w9", {"x"});
    EXPECT_THAT(ways(sequenceOf(seen.messages(), pipeline(), {})), ElementsAre("vent.out>w1.in"));
    EXPECT_THAT(sequenceOf({}, pipeline(), {}).lifelines, IsEmpty());
}

} // namespace
} // namespace zeroloom
