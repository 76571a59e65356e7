// Descriptors and tasks of a loop, and their end.
#include "core/host/event_loop.h"

#include <array>
#include <functional>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace zeroloom {
namespace {

class Pipe {
public:
    Pipe() { EXPECT_EQ(::pipe2(m_ends.data(), O_CLOEXEC | O_NONBLOCK), 0); }
    ~Pipe()
    {
        for (const int end : m_ends)
            ::close(end);
    }
    int readEnd() const { return m_ends[0]; }
    void write() const { EXPECT_EQ(::write(m_ends[1], "x", 1), 1); }

private:
    std::array<int, 2> m_ends{-1, -1};
};

struct Told final : public Watcher {
    void onEvents(std::uint32_t) override
    {
        ++times;
        act();
    }
    int times = 0;
    std::function<void()> act;
};

// A program's end and its last output are reported together, and its end takes the reader of the output away.
TEST(EventLoop, AWatcherThatIsTakenOutHearsNothingOfWhatWasReportedWithTheReason)
{
    EventLoop loop("test");
    ASSERT_TRUE(loop.start());
    std::array<Pipe, 2> pipes;
    std::array<Told, 2> watchers;
    const auto takeOutBoth = [&] {
        for (std::size_t i = 0; i < pipes.size(); ++i)
            loop.unwatch(pipes[i].readEnd(), watchers[i]);
    };
    loop.call([&] {
        for (std::size_t i = 0; i < pipes.size(); ++i) {
            pipes[i].write();
            watchers[i].act = takeOutBoth;
            loop.watch(pipes[i].readEnd(), watchers[i], EPOLLIN);
        }
    });
    // The descriptors were looked at before the second of these.
    for (int i = 0; i < 2; ++i)
        loop.call([] {});
    loop.call([&] { EXPECT_EQ(watchers[0].times + watchers[1].times, 1); });
}

} // namespace
} // namespace zeroloom
