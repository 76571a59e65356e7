#include "core/zmq/legal_peers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/zmq/library.h"

namespace zeroloom {
namespace {

using enum SocketType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(LegalPeers, AreSymmetric)
{
    for (const SocketTypeInfo& one : socketTypes()) {
        for (const SocketTypeInfo& other : socketTypes()) {
            EXPECT_EQ(canTalk(one.type, other.type), canTalk(other.type, one.type)) << one.name << " " << other.name;
        }
    }
}

TEST(LegalPeers, AreTwelvePairsOfTheElevenTypes)
{
    int pairs = 0;
    for (int one = 0; one < static_cast<int>(Stream); ++one) {
        for (int other = one; other < static_cast<int>(Stream); ++other) {
            pairs += canTalk(static_cast<SocketType>(one), static_cast<SocketType>(other)) ? 1 : 0;
        }
    }
    EXPECT_EQ(pairs, 12);
}

TEST(LegalPeers, AreListedInThePalettesOrder)
{
    EXPECT_THAT(legalPeers(Pub), ElementsAre(Sub, XSub));
    EXPECT_THAT(legalPeers(Dealer), ElementsAre(Rep, Dealer, Router));
    EXPECT_THAT(legalPeers(Push), ElementsAre(Pull));
    EXPECT_THAT(legalPeers(Client), ElementsAre(Server));
}

TEST(LegalPeers, AnIllegalPairIsExplainedWithWhatToDo)
{
    EXPECT_EQ(whyNot(Pub, Pull), "PUB cannot talk to PULL: connect PUB to SUB or XSUB, or use PUSH");
    EXPECT_EQ(whyNot(Push, Sub), "PUSH cannot talk to SUB: connect PUSH to PULL, or use PUB");
    EXPECT_EQ(whyNot(Req, Dealer), "REQ cannot talk to DEALER: connect REQ to REP or ROUTER, or use DEALER");
    EXPECT_EQ(whyNot(Req, Req), "REQ cannot talk to REQ: connect REQ to REP or ROUTER");
    EXPECT_EQ(whyNot(Rep, Router), "REP cannot talk to ROUTER: connect REP to REQ or DEALER, or use DEALER");
    EXPECT_EQ(whyNot(Dealer, Req), "DEALER cannot talk to REQ: connect DEALER to REP, DEALER or ROUTER, or use ROUTER");
    EXPECT_THAT(whyNot(Stream, Dealer), HasSubstr("STREAM cannot talk to DEALER"));
    EXPECT_THAT(whyNot(Dealer, Stream), HasSubstr("plain TCP"));
}

TEST(LegalPeers, EveryIllegalPairHasAReasonAndNoLegalPairHas)
{
    for (int one = 0; one <= static_cast<int>(Stream); ++one) {
        for (int other = 0; other <= static_cast<int>(Stream); ++other) {
            const auto from = static_cast<SocketType>(one);
            const auto to = static_cast<SocketType>(other);
            const std::string reason = whyNot(from, to);
            if (canTalk(from, to)) {
                EXPECT_THAT(reason, IsEmpty());
                continue;
            }
            EXPECT_THAT(reason, HasSubstr("cannot talk to")) << name(from) << " " << name(to);
            const std::size_t proposal = reason.find(", or use ");
            if (proposal != std::string::npos) {
                const auto proposed = socketTypeByName(reason.substr(proposal + 9));
                ASSERT_TRUE(proposed) << reason;
                EXPECT_TRUE(canTalk(*proposed, to)) << reason;
            }
        }
    }
}

TEST(LegalPeers, ADraftIsRefusedInWordsWhereLibzmqHasNone)
{
    if (libzmqHas("draft")) {
        EXPECT_THAT(whyNot(Client, Server), IsEmpty());
        GTEST_SKIP() << "this libzmq has drafts";
    }
    EXPECT_THAT(whyNot(Client, Server), HasSubstr("CLIENT is a draft socket type"));
    EXPECT_THAT(whyNot(Client, Server), HasSubstr("use DEALER instead"));
    EXPECT_THAT(whyNot(Pub, Dish), HasSubstr("use SUB instead"));
}

TEST(Direction, FollowsThePattern)
{
    EXPECT_TRUE(sendsFirst(Req, Rep));
    EXPECT_FALSE(sendsFirst(Rep, Req));
    EXPECT_TRUE(sendsFirst(Dealer, Rep));
    EXPECT_FALSE(sendsFirst(Router, Dealer));
    EXPECT_TRUE(sendsFirst(XPub, XSub));
    EXPECT_FALSE(sendsFirst(Sub, Pub));
    EXPECT_TRUE(sendsFirst(Push, Pull));
    for (const SocketType same : {Pair, Dealer, Router}) {
        EXPECT_TRUE(sendsFirst(same, same));
    }
    for (const SocketTypeInfo& one : socketTypes()) {
        for (const SocketType other : legalPeers(one.type)) {
            EXPECT_EQ(sendsFirst(one.type, other) && sendsFirst(other, one.type), one.type == other) << one.name;
        }
    }
}

TEST(BindingEnd, IsTheOneOfWhichThereAreFewer)
{
    EXPECT_TRUE(bindsByDefault(Push, 3, Pull, 1));
    EXPECT_FALSE(bindsByDefault(Push, 1, Pull, 3));
    EXPECT_FALSE(bindsByDefault(Pub, 1, Sub, 2)) << "one collector of many publishers binds";
}

TEST(BindingEnd, IsTheStableOneWhenBothHaveAsManyPeers)
{
    EXPECT_FALSE(bindsByDefault(Req, 1, Rep, 1));
    EXPECT_FALSE(bindsByDefault(Dealer, 1, Router, 1));
    EXPECT_TRUE(bindsByDefault(Push, 1, Pull, 1));
    EXPECT_TRUE(bindsByDefault(Pub, 1, Sub, 1));
    EXPECT_FALSE(bindsByDefault(Pub, 1, XSub, 1));
    EXPECT_TRUE(bindsByDefault(XPub, 1, Sub, 1));
    EXPECT_TRUE(bindsByDefault(Pair, 1, Pair, 1));
}

TEST(BindingEnd, DoesNotDependOnTheOrderOfTheEnds)
{
    for (const SocketTypeInfo& one : socketTypes()) {
        for (const SocketType other : legalPeers(one.type)) {
            if (one.type != other) {
                EXPECT_NE(bindsByDefault(one.type, 1, other, 1), bindsByDefault(other, 1, one.type, 1)) << one.name;
            }
        }
    }
}

} // namespace
} // namespace zeroloom
