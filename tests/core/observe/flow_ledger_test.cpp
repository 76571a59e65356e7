#include "core/observe/flow_ledger.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

class FlowLedgerTest : public testing::Test {
protected:
    // One look at the counters, a tenth of a second after the last. The account closes after each.
    void look()
    {
        situation.timeNs += 100'000'000;
        ledger.update(counts, situation);
        EXPECT_EQ(counts.sent, counts.received + ledger.depth() + ledger.lost().total());
    }
    void lookQuietly(int times)
    {
        situation.receiverIdle = true;
        for (int i = 0; i < times; ++i)
            look();
    }

    FlowLedger ledger;
    FlowCounts counts;
    FlowSituation situation = [] {
        FlowSituation now;
        now.timeNs = 1;
        now.connected = true;
        now.connects = 1;
        now.limit = 2000;
        return now;
    }();
};

TEST_F(FlowLedgerTest, WhatIsSentAndNotReceivedIsQueued)
{
    counts.sent = 700;
    counts.received = 300;
    look();
    EXPECT_EQ(ledger.depth(), 400U);
    counts.received = 700;
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost(), LossCounts());
    EXPECT_FALSE(ledger.estimated());
}

TEST_F(FlowLedgerTest, GapsOfAPublisherAreDropsAtItsHighWaterMark)
{
    situation.drops = situation.publishes = true;
    counts = {.sent = 100, .received = 80, .gaps = 15, .reconnect = 2, .beforeFirst = 3};
    look();
    EXPECT_EQ(ledger.lost().highWaterMark, 15U);
    EXPECT_EQ(ledger.lost().reconnect, 2U);
    EXPECT_EQ(ledger.lost().noSubscriber, 3U);
    EXPECT_EQ(ledger.depth(), 0U);
}

TEST_F(FlowLedgerTest, AQueueThatDoesNotMoveForASlowReceiverIsStillAQueue)
{
    counts.sent = 50;
    look();
    for (int i = 0; i < 50; ++i)
        look(); // the receiver works on a message and has not looked for another
    EXPECT_EQ(ledger.depth(), 50U);
    EXPECT_EQ(ledger.lost().total(), 0U);
}

TEST_F(FlowLedgerTest, ATailThatNobodyCanBringAnyMoreIsLost)
{
    situation.drops = situation.publishes = true;
    counts = {.sent = 2500, .received = 2000};
    look();
    situation.limit = 400; // the queue had been full
    look();
    lookQuietly(5);
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().highWaterMark, 500U);
    // A later message proves the gap: the loss is counted once.
    counts.sent = 2501;
    counts.received = 2001;
    counts.gaps = 500;
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().highWaterMark, 500U);
}

TEST_F(FlowLedgerTest, AMessageStillInTheKernelIsNotGivenUp)
{
    counts = {.sent = 5, .received = 0};
    situation.kernelEmpty = false;
    lookQuietly(20);
    EXPECT_EQ(ledger.depth(), 5U);
}

TEST_F(FlowLedgerTest, WithoutASubscriberAPublishersMessagesGoNowhere)
{
    situation.drops = situation.publishes = true;
    situation.connected = false;
    situation.connects = 0;
    counts.sent = 40;
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().noSubscriber, 40U);
    // The first that arrives has number 46: forty-five came too early.
    situation.connected = true;
    situation.connects = 1;
    counts = {.sent = 50, .received = 5, .beforeFirst = 45};
    look();
    EXPECT_EQ(ledger.lost().noSubscriber, 45U);
}

TEST_F(FlowLedgerTest, WhatWaitsInAConnectingSenderOutlivesALostConnection)
{
    situation.keepsUnconnected = true;
    situation.connected = false;
    situation.disconnects = 1;
    counts = {.sent = 30, .received = 10};
    lookQuietly(10);
    EXPECT_EQ(ledger.depth(), 20U);
    // A binding sender's queue goes down with its connection.
    situation.keepsUnconnected = false;
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().reconnect, 20U);
}

TEST_F(FlowLedgerTest, TheQueueOfABindingSenderEndsWithItsConnection)
{
    counts = {.sent = 50, .received = 10};
    look();
    EXPECT_EQ(ledger.depth(), 40U);
    situation.disconnects = 1; // and it is connected again already
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().reconnect, 40U);
    counts = {.sent = 60, .received = 15, .reconnect = 35}; // five had arrived; the next one's number proves the rest
    look();
    EXPECT_EQ(ledger.lost().reconnect, 35U);
    EXPECT_EQ(ledger.depth(), 10U);
}

TEST_F(FlowLedgerTest, NothingMovedAndNothingHappenedIsUnexplained)
{
    counts = {.sent = 12, .received = 10};
    look();
    lookQuietly(5);
    EXPECT_EQ(ledger.lost().unexplained, 2U);
}

TEST_F(FlowLedgerTest, TheEndOfABurstThatFilledTheQueueBetweenTwoLooksWasDropped)
{
    situation.drops = situation.publishes = true;
    look();
    counts = {.sent = 3000, .received = 2000};
    look();
    lookQuietly(5);
    EXPECT_EQ(ledger.lost().highWaterMark, 1000U);
    EXPECT_EQ(ledger.lost().unexplained, 0U);
}

TEST_F(FlowLedgerTest, WhatWentDownWithARestartedSenderIsLostUntilItArrivesAfterAll)
{
    counts = {.sent = 100, .received = 60};
    look();
    counts.sent = 110; // ten of the new life
    counts.senderLives = 2;
    look();
    EXPECT_EQ(ledger.lost().reconnect, 40U);
    EXPECT_EQ(ledger.depth(), 10U);
    counts.received = 85; // fifteen of the old life were on their way, and all ten of the new
    look();
    EXPECT_EQ(ledger.lost().reconnect, 25U);
    EXPECT_EQ(ledger.depth(), 0U);
}

TEST_F(FlowLedgerTest, NoMoreCanBeMissingThanWasSent)
{
    situation.drops = situation.publishes = true;
    // A proxy passes on what two publishers numbered each for itself: every second number seems to be missing.
    for (int i = 0; i < 10; ++i) {
        counts.sent += 10;
        counts.received += 10;
        counts.gaps += 9;
        look();
        EXPECT_EQ(ledger.depth() + ledger.lost().total(), 0U);
    }
}

TEST_F(FlowLedgerTest, DropsThatNoLaterMessageHasShownYetAreNotQueued)
{
    situation.drops = situation.publishes = true;
    situation.capacity = 2000;
    counts = {.sent = 1'000'000, .received = 500};
    look();
    EXPECT_EQ(ledger.depth(), 2000U);
    EXPECT_EQ(ledger.lost().highWaterMark, 997'500U);
    EXPECT_TRUE(ledger.estimated());
    situation.publishes = false; // a ROUTER knows its drops
    situation.capacity = 0;
    counts = {.sent = 1'000'100, .received = 1'000'000, .droppedAtLimit = 60};
    look();
    EXPECT_EQ(ledger.depth(), 40U);
    EXPECT_EQ(ledger.lost().highWaterMark, 60U);
}

TEST_F(FlowLedgerTest, TwoHostsReadAtTwoMomentsMakeAnEstimateWhileThingsMove)
{
    situation.sameClock = false;
    counts = {.sent = 100, .received = 90};
    look();
    EXPECT_TRUE(ledger.estimated());
    for (int i = 0; i < 5; ++i)
        look();
    EXPECT_FALSE(ledger.estimated());
    counts.received = 100;
    look();
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_FALSE(ledger.estimated());
}

TEST(FlowLedger, AReceiverThatIsAheadOfItsSendersHostQueuesNothing)
{
    FlowLedger ledger;
    FlowSituation situation;
    situation.timeNs = 1;
    situation.sameClock = false;
    situation.connected = true;
    ledger.update({.sent = 100, .received = 120}, situation);
    EXPECT_EQ(ledger.depth(), 0U);
    EXPECT_EQ(ledger.lost().total(), 0U);
}

TEST_F(FlowLedgerTest, WhatNobodyAskedForChangesNothingOfWhatWasLostBefore)
{
    situation.drops = situation.publishes = true;
    counts = {.sent = 150, .received = 100, .gaps = 50};
    look();
    EXPECT_EQ(ledger.lost().highWaterMark, 50U);
    situation.nobodyAsks = true;
    counts.sent = 170;
    counts.unwanted = 20;
    look();
    LossCounts lost;
    lost.highWaterMark = 50;
    lost.noSubscriber = 20;
    EXPECT_EQ(ledger.lost(), lost);
    // Somebody comes back, and the next number shows the gap.
    situation.nobodyAsks = false;
    counts = {.sent = 171, .received = 101, .gaps = 70, .unwanted = 20};
    look();
    EXPECT_EQ(ledger.lost(), lost);
}

TEST_F(FlowLedgerTest, WhatARelayDroppedIsALossOfItsOwnAtOnce)
{
    situation.drops = situation.publishes = true;
    counts = {.sent = 100, .received = 60, .gaps = 10, .droppedByFault = 30};
    look();
    EXPECT_EQ(ledger.lost().fault, 30U);
    EXPECT_EQ(ledger.lost().total(), 30U);
    EXPECT_EQ(ledger.depth(), 10U);
    // Later numbers show the rest of them, and a gap that was somebody else's.
    counts = {.sent = 110, .received = 78, .gaps = 32, .droppedByFault = 30};
    look();
    EXPECT_EQ(ledger.lost().fault, 30U);
    EXPECT_EQ(ledger.lost().highWaterMark, 2U);
    EXPECT_EQ(ledger.depth(), 0U);
}

TEST_F(FlowLedgerTest, TheLastMessagesThatARelayDroppedAreItsOwnAfterASilence)
{
    counts = {.sent = 100, .received = 60, .droppedByFault = 40};
    lookQuietly(10);
    EXPECT_EQ(ledger.lost().fault, 40U);
    EXPECT_EQ(ledger.lost().unexplained, 0U);
}

} // namespace
} // namespace zeroloom
