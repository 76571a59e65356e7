#include "core/zmq/endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;

constexpr auto Bind = EndpointUse::Bind;
constexpr auto Connect = EndpointUse::Connect;

struct Reading {
    std::string text;
    EndpointUse use;
    Endpoint endpoint;
    bool local;
};

class EndpointReads : public testing::TestWithParam<Reading> {};

TEST_P(EndpointReads, ThePartsAndWritesThemBack)
{
    const Reading& expected = GetParam();
    const auto read = parseEndpoint(expected.text, expected.use);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->transport, expected.endpoint.transport);
    EXPECT_EQ(read->address, expected.endpoint.address);
    EXPECT_EQ(read->port, expected.endpoint.port);
    EXPECT_EQ(read->wildcard, expected.endpoint.wildcard);
    EXPECT_EQ(read->path, expected.endpoint.path);
    EXPECT_EQ(read->isLocal(), expected.local);
    EXPECT_EQ(parseEndpoint(read->text(), expected.use).value_or(Endpoint{}), *read) << read->text();
}

Reading tcp(const char* text, EndpointUse use, const char* address, int port, bool local)
{
    return {text, use, {Transport::Tcp, address, static_cast<std::uint16_t>(port), port == 0, ""}, local};
}

INSTANTIATE_TEST_SUITE_P(
    Tcp, EndpointReads,
    testing::Values(tcp("tcp://127.0.0.1:5555", Bind, "127.0.0.1", 5555, true),
                    tcp("tcp://127.0.0.1:*", Bind, "127.0.0.1", 0, true),
                    tcp("tcp://127.0.0.1:0", Bind, "127.0.0.1", 0, true), tcp("tcp://*:5555", Bind, "*", 5555, false),
                    tcp("tcp://*:*", Bind, "*", 0, false), tcp("tcp://0.0.0.0:1", Bind, "0.0.0.0", 1, false),
                    tcp("tcp://lo:65535", Bind, "lo", 65535, true), tcp("tcp://eth0:5555", Bind, "eth0", 5555, false),
                    tcp("tcp://[::1]:5555", Bind, "::1", 5555, true), tcp("tcp://[::]:5555", Bind, "::", 5555, false),
                    tcp("tcp://localhost:5555", Connect, "localhost", 5555, true),
                    tcp("tcp://127.8.9.1:1", Connect, "127.8.9.1", 1, true),
                    tcp("tcp://server.example.org:65535", Connect, "server.example.org", 65535, false),
                    tcp("tcp://10.0.0.7:5555", Connect, "10.0.0.7", 5555, false),
                    tcp("tcp://[fe80::1%eth0]:5555", Connect, "fe80::1%eth0", 5555, false),
                    tcp("tcp://10.0.0.2:0;10.0.0.7:5555", Connect, "10.0.0.2:0;10.0.0.7", 5555, false),
                    tcp("tcp://[::1]:0;[::1]:5555", Connect, "[::1]:0;[::1]", 5555, true)));

INSTANTIATE_TEST_SUITE_P(
    Others, EndpointReads,
    testing::Values(
        Reading{"ipc:///run/a.sock", Bind, {Transport::Ipc, "/run/a.sock", 0, false, ""}, true},
        Reading{"ipc://relative", Connect, {Transport::Ipc, "relative", 0, false, ""}, true},
        Reading{"ipc://@abstract", Connect, {Transport::Ipc, "@abstract", 0, false, ""}, true},
        Reading{"ipc://*", Bind, {Transport::Ipc, "*", 0, true, ""}, true},
        Reading{"ipc://" + std::string(107, 'p'), Bind, {Transport::Ipc, std::string(107, 'p'), 0, false, ""}, true},
        Reading{"inproc://work", Connect, {Transport::Inproc, "work", 0, false, ""}, true},
        Reading{"inproc://*", Bind, {Transport::Inproc, "*", 0, false, ""}, true},
        Reading{
            "inproc://" + std::string(256, 'n'), Bind, {Transport::Inproc, std::string(256, 'n'), 0, false, ""}, true},
        Reading{"ws://127.0.0.1:80/feed", Connect, {Transport::Ws, "127.0.0.1", 80, false, "/feed"}, true},
        Reading{"ws://*:*", Bind, {Transport::Ws, "*", 0, true, ""}, false},
        Reading{"ws://[::1]:8080/", Bind, {Transport::Ws, "::1", 8080, false, "/"}, true}));

struct Refusal {
    std::string text;
    EndpointUse use;
    std::string reason;
};

class EndpointRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(EndpointRefuses, WithAReasonThatHelps)
{
    const auto read = parseEndpoint(GetParam().text, GetParam().use);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::InvalidInput);
    EXPECT_THAT(read.error().message, HasSubstr(GetParam().reason));
    EXPECT_THAT(read.error().message, HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    Ports, EndpointRefuses,
    testing::Values(
        Refusal{"tcp://127.0.0.1:70000", Bind, "libzmq would silently use 4464; choose 1 to 65535, or * for a free"},
        Refusal{"tcp://127.0.0.1:65536", Connect, "out of range, and libzmq would silently use 0"},
        Refusal{"tcp://127.0.0.1:99999999999999999999", Bind, "out of range"},
        Refusal{"tcp://127.0.0.1:000", Bind, "out of range"}, Refusal{"tcp://127.0.0.1:0", Connect, "needs the port"},
        Refusal{"tcp://127.0.0.1:*", Connect, "needs the port"}, Refusal{"tcp://127.0.0.1:-1", Bind, "not a port"},
        Refusal{"tcp://127.0.0.1:http", Bind, "not a port"}, Refusal{"tcp://127.0.0.1:55 55", Bind, "space"},
        Refusal{"tcp://127.0.0.1:5555x", Bind, "not a port"}, Refusal{"tcp://127.0.0.1", Bind, "port is missing"},
        Refusal{"tcp://127.0.0.1:", Bind, "port is missing"}, Refusal{"tcp://[::1]", Bind, "port is missing"},
        Refusal{"tcp://:5555", Bind, "address is missing"}, Refusal{"tcp://127.0.0.1:5555/x", Bind, "remove what"}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, EndpointRefuses,
    testing::Values(Refusal{"tcp://localhost:5555", Bind, "write 127.0.0.1"},
                    Refusal{"tcp://server.example.org:5555", Bind, "not the host name 'server.example.org'"},
                    Refusal{"tcp://averyverylonghostname:5555", Bind, "not the host name"},
                    Refusal{"tcp://300.0.0.1:5555", Bind, "not an IPv4 address"},
                    Refusal{"tcp://1.2.3:5555", Connect, "not an IPv4 address"},
                    Refusal{"tcp://*:5555", Connect, "only for binding"},
                    Refusal{"tcp://0.0.0.0:5555", Connect, "only for binding"},
                    Refusal{"tcp://[::]:5555", Connect, "only for binding"},
                    Refusal{"tcp://::1:5555", Connect, "brackets"}, Refusal{"tcp://[::g]:5555", Bind, "not an IPv6"},
                    Refusal{"tcp://a/b:5555", Connect, "remove what"}, Refusal{"tcp://a!b:5555", Connect, "neither"},
                    Refusal{"tcp://10.0.0.2:0;10.0.0.7:5555", Bind, "connecting end"},
                    Refusal{"tcp://10.0.0.2;10.0.0.7:5555", Connect, "source before ';' needs a port"},
                    Refusal{"tcp://10.0.0.2:70000;10.0.0.7:5555", Connect, "out of range"}));

INSTANTIATE_TEST_SUITE_P(
    Others, EndpointRefuses,
    testing::Values(Refusal{"127.0.0.1:5555", Bind, "transport is missing"}, Refusal{"TCP://*:1", Bind, "write tcp://"},
                    Refusal{"udp://127.0.0.1:5555", Bind, "choose tcp, ipc, inproc or ws"},
                    Refusal{"pgm://eth0;239.1.1.1:5555", Connect, "not a transport"},
                    Refusal{" tcp://127.0.0.1:1", Bind, "space"}, Refusal{"tcp://127.0.0.1:1\n", Bind, "control"},
                    Refusal{"ipc://", Bind, "path is missing"}, Refusal{"ipc://@", Bind, "path is missing"},
                    Refusal{"ipc://*", Connect, "path that its peer binds"},
                    Refusal{"ipc://" + std::string(108, 'p'), Bind, "has 108 bytes and at most 107 fit"},
                    Refusal{"inproc://", Bind, "1 to 256"},
                    Refusal{"inproc://" + std::string(257, 'n'), Connect, "has 257 bytes"},
                    Refusal{"ws://127.0.0.1:70000/feed", Connect, "out of range"}));

TEST(Endpoint, ThatIsEmptyIsRefusedWithAnExample)
{
    const auto read = parseEndpoint("", Bind);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("tcp://127.0.0.1:*"));
}

TEST(Endpoint, TheDefaultCanBeBound)
{
    const auto read = parseEndpoint(DefaultEndpoint, Bind);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->wildcard);
    EXPECT_TRUE(read->isLocal());
    EXPECT_EQ(read->text(), DefaultEndpoint);
}

TEST(Endpoint, IsReadForTheEndThatCanHaveIt)
{
    const auto name = readEndpoint("tcp://example.org:5555"); // no bind
    ASSERT_TRUE(name) << name.error().text();
    EXPECT_EQ(name->address, "example.org");
    const auto wildcard = readEndpoint("tcp://127.0.0.1:*"); // no connect
    ASSERT_TRUE(wildcard) << wildcard.error().text();
    EXPECT_TRUE(wildcard->wildcard);
    EXPECT_FALSE(readEndpoint("tcp://example.org:*"));
    EXPECT_FALSE(readEndpoint("udp://127.0.0.1:5555"));
}

TEST(Endpoint, OfEveryInterfaceIsReachedOverLoopback)
{
    EXPECT_EQ(reachableEndpoint("tcp://*:5555"), "tcp://127.0.0.1:5555");
    EXPECT_EQ(reachableEndpoint("tcp://0.0.0.0:5555"), "tcp://127.0.0.1:5555");
    EXPECT_EQ(reachableEndpoint("tcp://[::]:5555"), "tcp://[::1]:5555");
    EXPECT_EQ(reachableEndpoint("ws://*:80/path"), "ws://127.0.0.1:80/path");
    for (const char* same : {"tcp://192.168.1.7:5555", "tcp://[fe80::1]:5555", "ipc://a://*:b", "inproc://*:x"})
        EXPECT_EQ(reachableEndpoint(same), same);
}

TEST(Endpoint, NamesItsTransports)
{
    EXPECT_EQ(name(Transport::Tcp), "tcp");
    EXPECT_EQ(name(Transport::Ipc), "ipc");
    EXPECT_EQ(name(Transport::Inproc), "inproc");
    EXPECT_EQ(name(Transport::Ws), "ws");
}

} // namespace
} // namespace zeroloom
