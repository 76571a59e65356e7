#include "core/host/connection_addresses.h"

#include <string>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/control/unique_fd.h"

namespace zeroloom {
namespace {

TEST(ConnectionAddresses, TheEndsOfATcpConnectionKnowEachOther)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const UniqueFd listener(::socket(AF_INET, SOCK_STREAM, 0)), connector(::socket(AF_INET, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(listener.get(), generic, size), 0);
    ASSERT_EQ(::listen(listener.get(), 1), 0);
    ASSERT_EQ(::getsockname(listener.get(), generic, &size), 0);
    ASSERT_EQ(::connect(connector.get(), generic, size), 0);
    const UniqueFd accepted(::accept(listener.get(), nullptr, nullptr));
    const ConnectionAddresses near = addressesOf(connector.get()), far = addressesOf(accepted.get());
    EXPECT_TRUE(near.tcp);
    EXPECT_EQ(near.ownEnd(), far.otherEnd());
    EXPECT_EQ(near.otherEnd(), far.ownEnd());
    EXPECT_NE(near.ownEnd(), far.ownEnd());
}

// libzmq tells of an ipc connection at the connecting end before the other has accepted, when the kernel does not know
// that end's inode yet. Wires of a publisher stayed 'listening' by that.
TEST(ConnectionAddresses, AnIpcConnectionIsRecognisedThoughItWasLookedAtBeforeItWasAccepted)
{
    // An abstract name, chosen by the kernel.
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM, 0)), connector(::socket(AF_UNIX, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(listener.get(), generic, sizeof(sa_family_t)), 0);
    ASSERT_EQ(::listen(listener.get(), 1), 0);
    ASSERT_EQ(::getsockname(listener.get(), generic, &size), 0);
    ASSERT_EQ(::connect(connector.get(), generic, size), 0);
    const ConnectionAddresses early = addressesOf(connector.get());
    const UniqueFd accepted(::accept(listener.get(), nullptr, nullptr));
    const ConnectionAddresses far = addressesOf(accepted.get());
    ASSERT_TRUE(early.known());
    ASSERT_TRUE(far.known());
    EXPECT_EQ(far.otherEnd(), early.ownEnd());
    EXPECT_EQ(addressesOf(connector.get()).ownEnd(), early.ownEnd());
    EXPECT_EQ(addressesOf(connector.get()).otherEnd(), far.ownEnd());
}

TEST(ConnectionAddresses, AreUnknownOfWhatIsNoConnection)
{
    EXPECT_FALSE(addressesOf(-1).known());
    const UniqueFd alone(::socket(AF_INET, SOCK_STREAM, 0));
    EXPECT_FALSE(addressesOf(alone.get()).known());
}

} // namespace
} // namespace zeroloom
