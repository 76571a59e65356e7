#include "ui/window/signal_watcher.h"

#include <atomic>
#include <cerrno>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

#include <QSocketNotifier>

namespace zeroloom {

namespace {

constexpr std::array<int, 3> Watched{SIGTERM, SIGINT, SIGHUP};
std::atomic<int> g_writeEnd{-1};

// Only write(2) is allowed here.
extern "C" void passOn(int signal)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(signal);
    if (const int end = g_writeEnd.load(); end >= 0) {
        [[maybe_unused]] const auto written = ::write(end, &byte, 1);
    }
    errno = saved;
}

} // namespace

SignalWatcher::SignalWatcher(QObject* parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_ends.data()) != 0) {
        return;
    }
    g_writeEnd = m_ends[1];
    m_notifier = new QSocketNotifier(m_ends[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        unsigned char signal = 0;
        if (::read(m_ends[0], &signal, 1) == 1) {
            Q_EMIT terminated(signal);
        }
    });
    for (const int signal : Watched) {
        struct sigaction action {};
        action.sa_handler = passOn;
        action.sa_flags = SA_RESTART;
        ::sigaction(signal, &action, nullptr);
    }
}

SignalWatcher::~SignalWatcher()
{
    for (const int signal : Watched) {
        ::signal(signal, SIG_DFL);
    }
    g_writeEnd = -1;
    delete m_notifier;
    for (const int end : m_ends) {
        if (end >= 0) {
            ::close(end);
        }
    }
}

} // namespace zeroloom
