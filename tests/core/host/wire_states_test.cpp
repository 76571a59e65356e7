#include "core/host/wire_states.h"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;
using enum MonitorEventKind;

constexpr const char* Address = "tcp://127.0.0.1:5555";

// A socket with one wire, and its monitor as a test plays it.
class OneWire : public testing::Test {
protected:
    void wired(bool binds)
    {
        PlannedWire plan;
        plan.id = WireId("w");
        plan.binds = binds;
        plan.endpoint = Address;
        m_wire = std::make_shared<WireRecord>(plan, false);
        m_wire->endpoint = Address;
        m_socket.wires = {m_wire};
    }

    void happens(MonitorEventKind kind, std::uint32_t value = 0, const std::string& address = Address)
    {
        applyMonitorEvent(m_socket, {kind, value, address}, 1, {});
    }

    SocketRecord m_socket{SocketRef{NodeId("n"), SocketId("s")}, PlannedSocket{}};
    WireRecordPtr m_wire;
};

TEST_F(OneWire, ComesUpWithTheHandshakeAndGoesDownWithThePeer)
{
    wired(false);
    happens(ConnectDelayed, EINPROGRESS);
    EXPECT_EQ(m_wire->state, ConnectionState::Connecting);
    happens(Connected, 12);
    EXPECT_EQ(m_wire->state, ConnectionState::Connecting);
    happens(HandshakeSucceeded);
    EXPECT_EQ(m_wire->state, ConnectionState::Connected);
    EXPECT_EQ(m_wire->connects, 1U);
    happens(Disconnected, 12);
    EXPECT_EQ(m_wire->state, ConnectionState::Disconnected);
    EXPECT_EQ(m_wire->disconnects, 1U);
}

TEST_F(OneWire, IsRefusedWhenThePeerEndsAConnectionBeforeTheHandshake)
{
    wired(false);
    happens(Connected, 12);
    happens(Disconnected, 12);
    EXPECT_EQ(m_wire->state, ConnectionState::Refused);
    EXPECT_THAT(m_wire->detail, HasSubstr("socket type may not fit"));
}

TEST_F(OneWire, SaysWhyTheHandshakeFailedWhileItTriesAgain)
{
    wired(false);
    happens(Connected, 12);
    happens(HandshakeFailedNoDetail, EPIPE);
    happens(Disconnected, 12);
    happens(ConnectRetried, 134);
    EXPECT_EQ(m_wire->state, ConnectionState::Connecting);
    EXPECT_THAT(m_wire->detail, HasSubstr("handshake failed"));
    EXPECT_THAT(m_wire->detail, HasSubstr("tries again in 134 ms"));
}

TEST_F(OneWire, StillSaysWhyTheHandshakeFailedAfterManyTries)
{
    wired(false);
    for (int i = 0; i < 3; ++i) {
        happens(Connected, 12);
        happens(HandshakeFailedNoDetail, EPIPE);
        happens(Disconnected, 12);
        happens(ConnectRetried, 100);
        happens(ConnectDelayed, EINPROGRESS);
    }
    EXPECT_THAT(m_wire->detail, HasSubstr("handshake"));
    EXPECT_THAT(m_wire->detail, HasSubstr("tries again"));
}

TEST_F(OneWire, SaysThatNobodyIsThereWhileItTriesAgain)
{
    wired(false);
    happens(ConnectRetried, 134);
    happens(ConnectRetried, 150);
    EXPECT_EQ(m_wire->state, ConnectionState::Connecting);
    EXPECT_THAT(m_wire->detail, HasSubstr("no connection to tcp://127.0.0.1:5555; tries again in 150 ms"));
}

TEST_F(OneWire, ThatMovedElsewhereGoesDownWithTheNewPeer)
{
    wired(false);
    happens(Connected, 12);
    happens(HandshakeSucceeded);
    leaveEndpoint(m_socket, Address); // libzmq says nothing of this
    const std::string elsewhere = "tcp://127.0.0.1:6666";
    m_wire->endpoint = elsewhere;
    happens(Connected, 13, elsewhere);
    happens(HandshakeSucceeded, 0, elsewhere);
    EXPECT_EQ(m_wire->state, ConnectionState::Connected);
    happens(Disconnected, 13, elsewhere);
    EXPECT_EQ(m_wire->state, ConnectionState::Disconnected);
}

TEST_F(OneWire, IsNotConnectedByWhatIsToldLateOfTheEndpointThatItLeft)
{
    wired(false);
    m_wire->endpoint = "tcp://127.0.0.1:6666";
    m_wire->state = ConnectionState::Connecting;
    happens(Connected, 12);
    happens(HandshakeSucceeded);
    EXPECT_EQ(m_wire->state, ConnectionState::Connecting);
}

TEST_F(OneWire, MayBeToldOfByTheAddressOfItsHostName)
{
    wired(false);
    m_wire->endpoint = "tcp://localhost:5555";
    happens(Connected, 12);
    happens(HandshakeSucceeded);
    EXPECT_EQ(m_wire->state, ConnectionState::Connected);
}

TEST_F(OneWire, UnboundLeavesNoConnectionThatNobodyKnows)
{
    wired(true);
    happens(Accepted, 12);
    happens(HandshakeSucceeded);
    m_socket.wires.clear(); // the wire is removed
    m_socket.connections.front().wire = nullptr;
    happens(Closed, 11);
    happens(Listening, 14, "tcp://127.0.0.1:6666");
    EXPECT_EQ(m_socket.unidentified, 0);
}

TEST_F(OneWire, BoundGoesOnListeningWhenAStrangerWasRefused)
{
    wired(true);
    happens(Listening, 11);
    EXPECT_EQ(m_wire->state, ConnectionState::Listening);
    happens(Accepted, 12);
    happens(HandshakeFailedProtocol, 0x10000001);
    happens(Disconnected, 12);
    EXPECT_EQ(m_wire->state, ConnectionState::Listening);
    EXPECT_THAT(m_wire->detail, HasSubstr("handshake failed"));
    happens(Accepted, 13);
    happens(HandshakeSucceeded);
    EXPECT_EQ(m_wire->state, ConnectionState::Connected);
    EXPECT_EQ(m_wire->detail, "");
}

TEST_F(OneWire, BoundStaysConnectedWhileAStrangerIsRefused)
{
    wired(true);
    happens(Listening, 11);
    happens(Accepted, 12);
    happens(HandshakeSucceeded);
    happens(Accepted, 13);
    happens(HandshakeFailedNoDetail, EAGAIN);
    happens(Disconnected, 13);
    EXPECT_EQ(m_wire->state, ConnectionState::Connected);
    EXPECT_EQ(m_wire->disconnects, 0U);
}

} // namespace
} // namespace zeroloom
