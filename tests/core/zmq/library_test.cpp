#include "core/zmq/library.h"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zmq.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

TEST(Library, SaysItsVersion) { EXPECT_THAT(libzmqVersion(), MatchesRegex("4\\.[0-9]+\\.[0-9]+")); }

TEST(Library, SaysWhatItCanDoAndCaseMatters)
{
    EXPECT_TRUE(libzmqHas("ipc"));
    EXPECT_FALSE(libzmqHas("IPC"));
    EXPECT_FALSE(libzmqHas("no such thing"));
}

TEST(Library, RaisesTheDescriptorLimitToTheHardOne)
{
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit low{256, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    EXPECT_EQ(raiseDescriptorLimit(), before.rlim_max);
    rlimit after{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &after), 0);
    EXPECT_EQ(after.rlim_cur, before.rlim_max);
    setrlimit(RLIMIT_NOFILE, &before);
}

TEST(Library, PutsFailuresIntoWords)
{
    EXPECT_THAT(zmqErrorText(EADDRINUSE), HasSubstr("in use by another socket: choose another port"));
    EXPECT_THAT(zmqErrorText(ENODEV), HasSubstr("no host name"));
    EXPECT_THAT(zmqErrorText(ECONNREFUSED), HasSubstr("nothing listens there"));
    EXPECT_EQ(zmqErrorText(EFSM), zmq_strerror(EFSM));
}

} // namespace
} // namespace zeroloom
