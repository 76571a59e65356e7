// The option catalogue against the real libzmq: defaults, limits, types, and what takes effect at once.
#include <algorithm>
#include <optional>

#include <gtest/gtest.h>
#include <zmq.hpp>

#include "core/zmq/option_catalogue.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

constexpr std::int64_t LongestTextTried = 4096;

// A socket that can be asked for options by number.
class AskedSocket {
public:
    AskedSocket(zmq::context_t& context, SocketType type) : m_socket(context, static_cast<int>(type))
    {
        m_socket.set(zmq::sockopt::linger, 0);
    }

    zmq::socket_t& socket() { return m_socket; }

    bool accepts(const OptionInfo& option, const Value& value)
    {
        const std::string bytes = optionBytes(option, value);
        return zmq_setsockopt(m_socket.handle(), option.libzmqId, bytes.data(), bytes.size()) == 0;
    }

    // nullopt when libzmq lets nobody read it.
    std::optional<Value> read(const OptionInfo& option)
    {
        char buffer[512] = {};
        std::size_t size = option.kind == OptionKind::Integer64                                       ? 8
                           : option.kind == OptionKind::Integer || option.kind == OptionKind::Boolean ? sizeof(int)
                                                                                                      : sizeof(buffer);
        if (zmq_getsockopt(m_socket.handle(), option.libzmqId, buffer, &size) != 0) {
            return std::nullopt;
        }
        switch (option.kind) {
        case OptionKind::Integer:
            return Value(std::int64_t{*reinterpret_cast<int*>(buffer)});
        case OptionKind::Boolean:
            return Value(*reinterpret_cast<int*>(buffer) != 0);
        case OptionKind::Integer64:
            return Value(*reinterpret_cast<std::int64_t*>(buffer));
        default:
            return Value(std::string(buffer));
        }
    }

private:
    zmq::socket_t m_socket;
};

std::vector<Value> limitsOf(const OptionInfo& option)
{
    switch (option.kind) {
    case OptionKind::Boolean:
        return {false, true};
    case OptionKind::Integer:
    case OptionKind::Integer64:
        return {option.minimum, option.maximum};
    case OptionKind::Key:
        return {std::string("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7")};
    case OptionKind::Text:
        break;
    }
    const auto longest = static_cast<std::size_t>(std::min(option.maximum, LongestTextTried));
    return {std::string(static_cast<std::size_t>(std::max<std::int64_t>(option.minimum, 1)), 'a'),
            std::string(longest, 'a')};
}

// For each option on each type that the catalogue offers it to.
template <typename Act>
void forEachOffer(Act act)
{
    for (const OptionInfo& option : options()) {
        for (int type = 0; type <= static_cast<int>(SocketType::Stream); ++type) {
            if (option.appliesTo(static_cast<SocketType>(type))) {
                SCOPED_TRACE(std::string(option.name) + " on " + std::string(name(static_cast<SocketType>(type))));
                act(option, static_cast<SocketType>(type));
            }
        }
    }
}

TEST(OptionOnASocket, LimitsAreAccepted)
{
    forEachOffer([](const OptionInfo& option, SocketType type) {
        zmq::context_t context;
        for (const Value& limit : limitsOf(option)) {
            ASSERT_TRUE(checkOption(option, limit)) << toText(limit);
            AskedSocket socket(context, type);
            EXPECT_TRUE(socket.accepts(option, limit)) << toText(limit) << ": " << zmq_strerror(zmq_errno());
        }
    });
}

TEST(OptionOnASocket, BelowTheMinimumLibzmqRefusesToo)
{
    forEachOffer([](const OptionInfo& option, SocketType type) {
        zmq::context_t context;
        // It keeps any 64-bit number and any RECONNECT_STOP, and rounds HEARTBEAT_TTL towards 0 before it looks.
        const bool unchecked = option.name == "HEARTBEAT_TTL" || option.name == "RECONNECT_STOP";
        if (option.kind == OptionKind::Integer && !unchecked) {
            EXPECT_FALSE(AskedSocket(context, type).accepts(option, Value(option.minimum - 1)));
        }
    });
}

TEST(OptionOnASocket, DefaultsAreLibzmqsOwn)
{
    forEachOffer([](const OptionInfo& option, SocketType type) {
        zmq::context_t context;
        zmq::socket_t fresh(context, static_cast<int>(type));
        AskedSocket socket(context, type);
        const Value expected = defaultValue(option, type);
        if (checkOption(option, expected)) {
            EXPECT_TRUE(socket.accepts(option, expected) || toText(expected).empty());
        }
        if (option.name == "LINGER") {
            EXPECT_EQ(Value(std::int64_t{fresh.get(zmq::sockopt::linger)}), expected);
            fresh.set(zmq::sockopt::linger, 0);
            return;
        }
        const auto read = AskedSocket(context, type).read(option);
        if (read && option.kind != OptionKind::Key) {
            EXPECT_EQ(*read, expected) << toText(*read);
        }
    });
}

// A socket learns what its peers did only when it is asked something.
void notice(AskedSocket& socket) { static_cast<void>(socket.socket().get(zmq::sockopt::events)); }

// Options that the catalogue calls live take effect on a socket that is connected already.
TEST(LiveOption, RouterMandatoryReportsAtOnce)
{
    zmq::context_t context;
    AskedSocket router(context, SocketType::Router);
    router.socket().bind("tcp://127.0.0.1:*");
    EXPECT_NO_THROW(router.socket().send(zmq::str_buffer("nobody"), zmq::send_flags::dontwait));
    const OptionInfo& option = *optionByName("ROUTER_MANDATORY");
    ASSERT_TRUE(option.live);
    // The first frame above opened a message; this ends it.
    EXPECT_NO_THROW(router.socket().send(zmq::str_buffer(""), zmq::send_flags::dontwait));
    ASSERT_TRUE(router.accepts(option, true));
    EXPECT_THROW(router.socket().send(zmq::str_buffer("nobody"), zmq::send_flags::sndmore), zmq::error_t);
}

TEST(LiveOption, XPubNoDropWaitsAtOnce)
{
    zmq::context_t context;
    AskedSocket publisher(context, SocketType::XPub);
    AskedSocket subscriber(context, SocketType::Sub);
    publisher.socket().set(zmq::sockopt::sndhwm, 10);
    subscriber.socket().set(zmq::sockopt::rcvhwm, 10);
    subscriber.socket().set(zmq::sockopt::subscribe, "");
    publisher.socket().bind("inproc://nodrop");
    subscriber.socket().connect("inproc://nodrop");
    zmq::message_t subscription;
    ASSERT_TRUE(
        test::waitUntil([&] { return publisher.socket().recv(subscription, zmq::recv_flags::dontwait).has_value(); }));

    const auto sendsOf = [&](int attempts) {
        int sent = 0;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            sent += publisher.socket().send(zmq::str_buffer("x"), zmq::send_flags::dontwait) ? 1 : 0;
        }
        return sent;
    };
    EXPECT_EQ(sendsOf(100), 100) << "without the option the rest is dropped";
    // A subscriber that was dropped for counts again only after it has read.
    zmq::message_t message;
    while (subscriber.socket().recv(message, zmq::recv_flags::dontwait)) {
    }
    notice(publisher);
    const OptionInfo& option = *optionByName("XPUB_NODROP");
    ASSERT_TRUE(option.live);
    ASSERT_TRUE(publisher.accepts(option, true));
    EXPECT_LT(sendsOf(100), 100) << "the queue is full, so no more is taken";
}

TEST(LiveOption, HighWaterMarkGrowsAtOnce)
{
    zmq::context_t context;
    AskedSocket push(context, SocketType::Push);
    const OptionInfo& option = *optionByName("SNDHWM");
    ASSERT_TRUE(option.live);
    ASSERT_TRUE(push.accepts(option, Value(std::int64_t{10})));
    push.socket().connect("tcp://127.0.0.1:1"); // nobody is there: messages stay in the sender's queue
    ASSERT_TRUE(push.accepts(option, Value(std::int64_t{25})));
    int sent = 0;
    while (push.socket().send(zmq::str_buffer("x"), zmq::send_flags::dontwait)) {
        ++sent;
    }
    EXPECT_EQ(sent, 25);
}

TEST(OptionOnASocket, APublisherOfferedAWelcomeMessageSendsIt)
{
    ASSERT_TRUE(optionByName("XPUB_WELCOME_MSG")->appliesTo(SocketType::Pub));
    zmq::context_t context;
    AskedSocket publisher(context, SocketType::Pub);
    AskedSocket subscriber(context, SocketType::Sub);
    ASSERT_TRUE(publisher.accepts(*optionByName("XPUB_WELCOME_MSG"), std::string("welcome")));
    publisher.socket().bind("inproc://welcome");
    subscriber.socket().set(zmq::sockopt::subscribe, "wel");
    subscriber.socket().connect("inproc://welcome");
    zmq::message_t message;
    ASSERT_TRUE(test::waitUntil([&] {
        notice(publisher);
        return subscriber.socket().recv(message, zmq::recv_flags::dontwait).has_value();
    }));
    EXPECT_EQ(message.to_string(), "welcome");
}

} // namespace
} // namespace zeroloom
