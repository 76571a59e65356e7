#include "core/zmq/socket_type.h"

#include <set>

#include <gtest/gtest.h>
#include <zmq.h>

namespace zeroloom {
namespace {

TEST(SocketType, HasLibzmqsValuesAndNames)
{
    const std::vector<std::pair<int, std::string_view>> expected{
        {ZMQ_PAIR, "PAIR"}, {ZMQ_PUB, "PUB"},       {ZMQ_SUB, "SUB"},       {ZMQ_REQ, "REQ"},
        {ZMQ_REP, "REP"},   {ZMQ_DEALER, "DEALER"}, {ZMQ_ROUTER, "ROUTER"}, {ZMQ_PULL, "PULL"},
        {ZMQ_PUSH, "PUSH"}, {ZMQ_XPUB, "XPUB"},     {ZMQ_XSUB, "XSUB"},     {ZMQ_STREAM, "STREAM"}};
    for (const auto& [value, text] : expected) {
        EXPECT_EQ(name(static_cast<SocketType>(value)), text);
        ASSERT_TRUE(socketTypeByName(text)) << text;
        EXPECT_EQ(static_cast<int>(*socketTypeByName(text)), value);
    }
}

TEST(SocketType, IsListedOnceAndStableOnesFirst)
{
    std::set<SocketType> seen;
    bool draftsBegan = false;
    for (const SocketTypeInfo& listed : socketTypes()) {
        EXPECT_TRUE(seen.insert(listed.type).second) << listed.name;
        EXPECT_EQ(info(listed.type).name, listed.name);
        EXPECT_FALSE(draftsBegan && !isDraft(listed.type)) << listed.name;
        EXPECT_EQ(listed.pattern == Pattern::Draft, isDraft(listed.type)) << listed.name;
        draftsBegan = isDraft(listed.type);
    }
    EXPECT_EQ(seen.size(), 21U);
}

TEST(SocketType, IsFoundByItsNameInCapitalsOnly)
{
    EXPECT_EQ(socketTypeByName("push"), std::nullopt);
    EXPECT_EQ(socketTypeByName(""), std::nullopt);
    EXPECT_EQ(socketTypeByName("CHANNEL"), SocketType::Channel);
}

TEST(SocketType, SaysWhatItDoes)
{
    for (const SocketTypeInfo& listed : socketTypes()) {
        EXPECT_FALSE(listed.summary.empty()) << listed.name;
        EXPECT_FALSE(listed.muteText.empty()) << listed.name;
        EXPECT_FALSE(listed.routing.empty()) << listed.name;
        EXPECT_EQ(listed.mute == MuteAction::CannotSend, !listed.sends) << listed.name;
    }
    EXPECT_FALSE(info(SocketType::Pair).manyPeers);
    EXPECT_TRUE(info(SocketType::Pub).manyPeers);
}

// What libzmq itself does when nobody can take a message.
TEST(SocketType, MuteActionsAreThoseOfLibzmq)
{
    void* context = zmq_ctx_new();
    for (const SocketTypeInfo& listed : socketTypes()) {
        if (isDraft(listed.type) || listed.type == SocketType::Stream || listed.type == SocketType::Rep) {
            continue; // a STREAM needs a peer's id, a REP a request, before they can be asked
        }
        void* socket = zmq_socket(context, static_cast<int>(listed.type));
        const int sent = zmq_send(socket, "x", 1, ZMQ_DONTWAIT);
        const int error = sent < 0 ? zmq_errno() : 0;
        switch (listed.mute) {
        case MuteAction::Blocks:
            EXPECT_EQ(error, EAGAIN) << listed.name;
            break;
        case MuteAction::Drops:
            EXPECT_EQ(error, 0) << listed.name;
            break;
        case MuteAction::CannotSend:
            EXPECT_EQ(error, ENOTSUP) << listed.name;
            break;
        }
        zmq_close(socket);
    }
    zmq_ctx_term(context);
}

} // namespace
} // namespace zeroloom
