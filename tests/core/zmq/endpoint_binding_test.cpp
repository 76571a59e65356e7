// Endpoints against the real libzmq: what we accept it accepts, and the traps for which we have rules are still there.
#include "core/zmq/endpoint.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <zmq.hpp>

#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

class EndpointOnASocket : public testing::Test {
protected:
    // The endpoint that was bound, or the failure in words.
    std::string bind(const std::string& endpoint)
    {
        zmq::context_t context; // its end is the end of the binding too, so that the port is free again
        zmq::socket_t socket(context, zmq::socket_type::push);
        try {
            socket.bind(endpoint);
            return socket.get(zmq::sockopt::last_endpoint);
        } catch (const zmq::error_t& error) {
            return error.what();
        }
    }

    test::TemporaryFolder m_folder;
};

TEST_F(EndpointOnASocket, WhatWeAcceptForABindCanBeBound)
{
    for (const std::string& endpoint :
         {std::string(DefaultEndpoint), std::string("tcp://127.0.0.1:0"), std::string("tcp://*:*"),
          std::string("tcp://lo:*"), std::string("tcp://0.0.0.0:*"), std::string("ipc://*"), m_folder.ipc("socket"),
          std::string("inproc://") + std::string(256, 'n'), std::string("ws://127.0.0.1:*/feed"),
          "ipc://@" + m_folder.path().filename().string()}) {
        const auto parsed = parseEndpoint(endpoint, EndpointUse::Bind);
        ASSERT_TRUE(parsed) << parsed.error().text();
        const std::string bound = bind(parsed->text());
        EXPECT_TRUE(bound.starts_with(std::string(name(parsed->transport)) + "://")) << endpoint << ": " << bound;
    }
}

TEST_F(EndpointOnASocket, WhatLibzmqBoundCanBeConnectedTo)
{
    for (const std::string& endpoint :
         {std::string(DefaultEndpoint), std::string("ipc://*"), std::string("ws://127.0.0.1:*")}) {
        const auto bound = parseEndpoint(bind(endpoint), EndpointUse::Connect);
        ASSERT_TRUE(bound) << bound.error().text();
        EXPECT_FALSE(bound->wildcard);
        EXPECT_TRUE(bound->isLocal());
    }
}

TEST_F(EndpointOnASocket, LibzmqStillBindsPortsOutOfRangeInSilence)
{
    const auto free = parseEndpoint(bind(std::string(DefaultEndpoint)), EndpointUse::Connect);
    ASSERT_TRUE(free);
    const std::string beyond = "tcp://127.0.0.1:" + std::to_string(free->port + 65536);
    EXPECT_EQ(bind(beyond), free->text());
    EXPECT_FALSE(parseEndpoint(beyond, EndpointUse::Bind));
}

TEST_F(EndpointOnASocket, LongestIpcPathIsTheSameAsLibzmqs)
{
    const std::string longest = m_folder.ipc("s") + std::string(107 - (m_folder.path() / "s").string().size(), 's');
    EXPECT_TRUE(parseEndpoint(longest, EndpointUse::Bind));
    EXPECT_EQ(bind(longest), longest);
    EXPECT_FALSE(parseEndpoint(longest + "s", EndpointUse::Bind));
    EXPECT_NE(bind(longest + "s"), longest + "s");
}

} // namespace
} // namespace zeroloom
