// The table of legal peers against the real libzmq over tcp and ipc: each of the 121 ordered pairs of stable types, the
// first binding. A legal pair shakes hands and carries a message; an illegal one is cut off without a handshake.
#include <set>
#include <string>
#include <tuple>

#include <gtest/gtest.h>
#include <zmq.hpp>

#include "core/zmq/endpoint.h"
#include "core/zmq/legal_peers.h"
#include "core/zmq/monitor_event.h"
#include "core/zmq/socket_type.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using enum SocketType;

// A socket, what its monitor has said so far, and how its type starts and ends a talk.
class WatchedSocket {
public:
    WatchedSocket(zmq::context_t& context, SocketType type, const std::string& id)
        : m_type(type), m_id(id), m_reader(context, zmq::socket_type::pair), m_socket(context, static_cast<int>(type))
    {
        m_socket.set(zmq::sockopt::linger, 0);
        m_reader.set(zmq::sockopt::linger, 0);
        // A monitor without a reader, or with a full one, freezes the whole context: the reader comes first, unbounded.
        const std::string endpoint = "inproc://monitor-" + id;
        m_reader.set(zmq::sockopt::rcvhwm, 0);
        m_reader.connect(endpoint);
        EXPECT_EQ(zmq_socket_monitor(m_socket.handle(), endpoint.c_str(), ZMQ_EVENT_ALL), 0);
        prepare();
    }
    ~WatchedSocket() { zmq_socket_monitor(m_socket.handle(), nullptr, 0); }

    zmq::socket_t& socket() { return m_socket; }

    bool saw(MonitorEventKind kind)
    {
        readEvents();
        return m_seen.contains(kind);
    }

    bool wasCutOff()
    {
        return saw(MonitorEventKind::Disconnected) || saw(MonitorEventKind::HandshakeFailedNoDetail) ||
               saw(MonitorEventKind::HandshakeFailedProtocol);
    }

    // Offers a message to the peer; libzmq may have none yet, or may drop it, so the caller tries again.
    void offer(const std::string& peerId)
    {
        if (m_type == Router) {
            send(peerId, zmq::send_flags::sndmore);
        } else if (m_type == Dealer) {
            send("", zmq::send_flags::sndmore); // a REP wants the empty frame of the envelope; others do not mind
        }
        send("hello", zmq::send_flags::none);
    }

    // Whether a message has come whose last frame is the one that was offered.
    bool got()
    {
        zmq::message_t frame;
        while (m_socket.recv(frame, zmq::recv_flags::dontwait)) {
            if (!frame.more() && frame.to_string_view() == "hello") {
                return true;
            }
        }
        return false;
    }

private:
    void prepare()
    {
        if (m_type == Sub) {
            m_socket.set(zmq::sockopt::subscribe, "");
        }
        if (m_type == Router) {
            m_socket.set(zmq::sockopt::routing_id, m_id);
        }
    }

    // Errors such as EFSM mean that the request is out already.
    void send(const std::string& frame, zmq::send_flags flags)
    {
        zmq_send(m_socket.handle(), frame.data(), frame.size(), static_cast<int>(flags) | ZMQ_DONTWAIT);
    }

    void readEvents()
    {
        zmq::message_t header;
        zmq::message_t address;
        while (m_reader.recv(header, zmq::recv_flags::dontwait)) {
            ASSERT_TRUE(m_reader.recv(address));
            const auto event = decodeMonitorEvent(header.to_string_view(), address.to_string_view());
            ASSERT_TRUE(event);
            m_seen.insert(event->kind);
        }
    }

    SocketType m_type;
    std::string m_id;
    zmq::socket_t m_reader;
    zmq::socket_t m_socket;
    std::set<MonitorEventKind> m_seen;
};

using TypePair = std::tuple<SocketType, SocketType, Transport>;

class Handshake : public testing::TestWithParam<TypePair> {
protected:
    Handshake()
        : m_binder(m_context, std::get<0>(GetParam()), "binder"),
          m_connector(m_context, std::get<1>(GetParam()), "connector")
    {
        const bool tcp = std::get<2>(GetParam()) == Transport::Tcp;
        m_binder.socket().bind(tcp ? std::string(DefaultEndpoint) : m_folder.ipc("pair"));
        m_connector.socket().connect(m_binder.socket().get(zmq::sockopt::last_endpoint));
    }

    void expectTalk()
    {
        EXPECT_TRUE(test::waitUntil([&] {
            return m_binder.saw(MonitorEventKind::HandshakeSucceeded) &&
                   m_connector.saw(MonitorEventKind::HandshakeSucceeded);
        }));
        const auto [binder, connector, transport] = GetParam();
        const bool binderSends = sendsFirst(binder, connector);
        WatchedSocket& sender = binderSends ? m_binder : m_connector;
        WatchedSocket& receiver = binderSends ? m_connector : m_binder;
        const bool mustSubscribe = (binderSends ? connector : binder) == XSub;
        EXPECT_TRUE(test::waitUntil([&] {
            if (mustSubscribe) {
                zmq_send(receiver.socket().handle(), "\x01", 1, ZMQ_DONTWAIT);
            }
            sender.offer(binderSends ? "connector" : "binder");
            return receiver.got();
        }));
    }

    test::TemporaryFolder m_folder;
    zmq::context_t m_context;
    WatchedSocket m_binder;
    WatchedSocket m_connector;
};

TEST_P(Handshake, IsLibzmqsOwnJudgement)
{
    const auto [binder, connector, transport] = GetParam();
    if (canTalk(binder, connector)) {
        expectTalk();
        return;
    }
    EXPECT_TRUE(test::waitUntil([&] { return m_binder.wasCutOff() || m_connector.wasCutOff(); }));
    EXPECT_FALSE(m_binder.saw(MonitorEventKind::HandshakeSucceeded));
    EXPECT_FALSE(m_connector.saw(MonitorEventKind::HandshakeSucceeded));
}

const auto StableTypes = testing::Values(Pair, Pub, Sub, Req, Rep, Dealer, Router, Pull, Push, XPub, XSub);

const auto Transports = testing::Values(Transport::Tcp, Transport::Ipc);

INSTANTIATE_TEST_SUITE_P(Of, Handshake, testing::Combine(StableTypes, StableTypes, Transports),
                         [](const testing::TestParamInfo<TypePair>& pair) {
                             return std::string(name(std::get<0>(pair.param))) + "And" +
                                    std::string(name(std::get<1>(pair.param))) + "Over" +
                                    std::string(name(std::get<2>(pair.param)));
                         });

} // namespace
} // namespace zeroloom
