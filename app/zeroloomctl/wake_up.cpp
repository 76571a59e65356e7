#include "app/zeroloomctl/wake_up.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace zeroloom {

namespace {

constexpr std::array<int, 3> StopSignals{SIGINT, SIGTERM, SIGHUP};

// All that a signal handler may touch.
std::atomic<int> descriptorOfHandler = -1;
std::atomic<int> stopSignals = 0;
std::array<struct sigaction, StopSignals.size()> previousActions{};

void signalWake(int descriptor)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

extern "C" void zeroloomStopSignal(int)
{
    const int error = errno;
    stopSignals.fetch_add(1);
    signalWake(descriptorOfHandler.load());
    errno = error;
}

} // namespace

WakeUp::WakeUp() : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    stopSignals = 0;
    descriptorOfHandler = m_descriptor;
    struct sigaction action {};
    action.sa_handler = zeroloomStopSignal;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < StopSignals.size(); ++i) {
        ::sigaction(StopSignals[i], &action, &previousActions[i]);
    }
}

WakeUp::~WakeUp()
{
    for (std::size_t i = 0; i < StopSignals.size(); ++i) {
        ::sigaction(StopSignals[i], &previousActions[i], nullptr);
    }
    descriptorOfHandler = -1;
    ::close(m_descriptor);
}

void WakeUp::wake() { signalWake(m_descriptor); }

void WakeUp::wait(std::chrono::milliseconds longest)
{
    pollfd waited{m_descriptor, POLLIN, 0};
    ::poll(&waited, 1, static_cast<int>(longest.count()));
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_descriptor, &count, sizeof count);
}

int WakeUp::stopRequests() const { return stopSignals.load(); }

} // namespace zeroloom
