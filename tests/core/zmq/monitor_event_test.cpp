#include "core/zmq/monitor_event.h"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;

std::string header(std::uint16_t kind, std::uint32_t value)
{
    return std::string(reinterpret_cast<const char*>(&kind), sizeof(kind)) +
           std::string(reinterpret_cast<const char*>(&value), sizeof(value));
}

TEST(MonitorEvent, IsDecodedFromItsTwoFrames)
{
    const auto event = decodeMonitorEvent(header(ZMQ_EVENT_CONNECT_RETRIED, 134), "tcp://127.0.0.1:5555");
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, MonitorEventKind::ConnectRetried);
    EXPECT_EQ(event->value, 134U);
    EXPECT_EQ(event->address, "tcp://127.0.0.1:5555");
}

TEST(MonitorEvent, OfAnotherShapeIsNotOne)
{
    EXPECT_FALSE(decodeMonitorEvent("", "tcp://127.0.0.1:1"));
    EXPECT_FALSE(decodeMonitorEvent(header(ZMQ_EVENT_CONNECTED, 1) + "x", ""));
    EXPECT_FALSE(decodeMonitorEvent(header(ZMQ_EVENT_CONNECTED, 1).substr(1), ""));
    EXPECT_FALSE(decodeMonitorEvent(header(0, 1), ""));
    EXPECT_FALSE(decodeMonitorEvent(header(0x8000, 1), ""));
    EXPECT_FALSE(decodeMonitorEvent(header(ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CLOSED, 1), ""));
}

TEST(MonitorEvent, HasLibzmqsNameAndWordsForEveryBit)
{
    for (unsigned bit = 1; bit <= ZMQ_EVENT_HANDSHAKE_FAILED_AUTH; bit <<= 1) {
        const auto event = decodeMonitorEvent(header(static_cast<std::uint16_t>(bit), 0), "");
        ASSERT_TRUE(event) << bit;
        EXPECT_FALSE(name(event->kind).empty());
        EXPECT_FALSE(describe(*event).empty());
    }
    EXPECT_EQ(name(MonitorEventKind::HandshakeFailedNoDetail), "HANDSHAKE_FAILED_NO_DETAIL");
}

TEST(MonitorEvent, TellsWhatHappened)
{
    EXPECT_EQ(describe({MonitorEventKind::ConnectRetried, 134, "tcp://127.0.0.1:5555"}),
              "no connection to tcp://127.0.0.1:5555; tries again in 134 ms");
    EXPECT_EQ(describe({MonitorEventKind::Connected, 12, "tcp://127.0.0.1:5555"}), "connected to tcp://127.0.0.1:5555");
    EXPECT_THAT(describe({MonitorEventKind::BindFailed, EADDRINUSE, "127.0.0.1:5555"}),
                HasSubstr("cannot bind 127.0.0.1:5555: the address is in use by another socket"));
    EXPECT_THAT(describe({MonitorEventKind::AcceptFailed, EMFILE, "tcp://*:1"}), HasSubstr("descriptor limit"));
    EXPECT_THAT(describe({MonitorEventKind::HandshakeFailedNoDetail, EPIPE, ""}), HasSubstr("socket type"));
    EXPECT_THAT(describe({MonitorEventKind::HandshakeFailedNoDetail, EAGAIN, ""}), HasSubstr("said nothing in time"));
    EXPECT_THAT(describe({MonitorEventKind::HandshakeFailedProtocol, 0x11000001, ""}), HasSubstr("CURVE keys"));
    EXPECT_THAT(describe({MonitorEventKind::HandshakeFailedProtocol, 0x11000002, ""}), HasSubstr("mechanisms"));
    EXPECT_THAT(describe({MonitorEventKind::HandshakeFailedAuth, 400, ""}), HasSubstr("refused the peer (400)"));
}

} // namespace
} // namespace zeroloom
