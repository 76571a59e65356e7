#include <random>

#include <gtest/gtest.h>

#include "core/control/control_messages.h"

namespace zeroloom {
namespace {

HostPlan smallPlan()
{
    PlannedWire wire;
    wire.id = WireId("w");
    wire.peer = {NodeId("sink"), SocketId("in")};
    wire.peerType = SocketType::Pull;
    wire.peerHost = HostId("other");
    wire.binds = true;
    wire.bindKey = "source.out tcp://127.0.0.1:*";
    wire.endpoint = "tcp://127.0.0.1:*";
    PlannedSocket socket;
    socket.id = SocketId("out");
    socket.type = SocketType::Push;
    socket.number = 0xfedcba9876543210ULL;
    socket.wires.push_back(wire);
    PlannedNode node;
    node.id = NodeId("source");
    node.role = "source";
    node.params = {{"rate", std::int64_t{10}}};
    node.sockets.push_back(socket);
    HostPlan plan;
    plan.host = HostId("local");
    plan.nodes.push_back(node);
    return plan;
}

TEST(ControlMessages, ARequestToApplyArrivesWithItsPlan)
{
    ControlRequest request;
    request.id = 3;
    request.action = ControlAction::Apply;
    request.plan = smallPlan();
    request.resolved = {{"a.b tcp://*:*", "tcp://127.0.0.1:4000"}};
    ControlAnswer partial;
    const Result<ControlRequest> read = readRequest(writeRequest(request), partial);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->id, 3U);
    EXPECT_EQ(read->action, ControlAction::Apply);
    EXPECT_EQ(read->plan, request.plan);
    EXPECT_EQ(read->resolved, request.resolved);
}

TEST(ControlMessages, EveryActionArrivesAsItself)
{
    for (const ControlAction action : {ControlAction::Hello, ControlAction::Pause, ControlAction::StopSources,
                                       ControlAction::Drained, ControlAction::Collect, ControlAction::Quit}) {
        ControlRequest request;
        request.action = action;
        request.protocol = 5;
        request.on = true;
        ControlAnswer partial;
        const Result<ControlRequest> read = readRequest(writeRequest(request), partial);
        ASSERT_TRUE(read) << name(action) << read.error().text();
        EXPECT_EQ(read->action, action);
        EXPECT_EQ(partial.action, action);
    }
}

TEST(ControlMessages, AnAnswerArrivesWithItsErrorsEvenIfTheirTextIsNoUtf8)
{
    ControlAnswer answer;
    answer.id = 9;
    answer.action = ControlAction::Apply;
    answer.bound = {{"k", "tcp://127.0.0.1:4000"}};
    answer.waiting = {"l"};
    answer.errors = {{ErrorCode::Io, "broken \xff text", "source.out"}};
    const Result<ControlAnswer> read = readAnswer(writeAnswer(answer));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->bound, answer.bound);
    EXPECT_EQ(read->waiting, answer.waiting);
    ASSERT_EQ(read->errors.size(), 1U);
    EXPECT_EQ(read->errors[0].code, ErrorCode::Io);
    EXPECT_EQ(read->errors[0].where, "source.out");
}

TEST(ControlMessages, ARefusalKeepsItsReason)
{
    ControlAnswer answer;
    answer.action = ControlAction::Hello;
    answer.refused = {{ErrorCode::Unsupported, "speaks another version", ""}};
    const Result<ControlAnswer> read = readAnswer(writeAnswer(answer));
    ASSERT_TRUE(read) << read.error().text();
    ASSERT_EQ(read->refused.size(), 1U);
    EXPECT_EQ(read->refused[0].message, "speaks another version");
}

TEST(ControlMessages, WhatIsNoRequestIsRefusedAndNeverThrows)
{
    ControlAnswer partial;
    for (const std::string& text :
         {std::string(), std::string("null"), std::string("[]"), std::string("{\"id\":-1,\"do\":\"hello\"}"),
          std::string("{\"id\":1,\"do\":\"dance\"}"), std::string("{\"id\":1,\"do\":\"apply\"}"),
          std::string("{\"id\":1,\"do\":\"apply\",\"resolved\":{},\"plan\":{\"host\":1}}"), std::string("\xff\xfe"),
          "{\"id\":1,\"do\":" + std::string(1'000'000, '[')}) {
        EXPECT_NO_THROW(EXPECT_FALSE(readRequest(text, partial)) << text.substr(0, 80));
        EXPECT_NO_THROW(EXPECT_FALSE(readAnswer(text)) << text.substr(0, 80));
        EXPECT_NO_THROW(EXPECT_FALSE(readWatchRequest(text)) << text.substr(0, 80));
    }
    const std::string deep(100'000, '[');
    EXPECT_FALSE(readRequest(
        "{\"id\":1,\"do\":\"apply\",\"resolved\":{},\"plan\":" + deep + std::string(100'000, ']') + "}", partial));
}

TEST(ControlMessages, ChangedBytesOfARequestNeverMakeItThrow)
{
    std::mt19937 random(2);
    ControlRequest request;
    request.action = ControlAction::Apply;
    request.plan = smallPlan();
    const std::string text = writeRequest(request);
    for (int round = 0; round < 5000; ++round) {
        std::string changed = text;
        changed[random() % changed.size()] = static_cast<char>(random());
        ControlAnswer partial;
        EXPECT_NO_THROW((void)readRequest(changed, partial));
    }
}

} // namespace
} // namespace zeroloom
