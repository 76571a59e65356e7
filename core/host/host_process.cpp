#include "core/host/host_process.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/base/system_error.h"
#include "core/control/private_folder.h"
#include "core/control/process_session.h"
#include "core/control/unique_fd.h"
#include "core/host/control_server.h"
#include "core/zmq/library.h"

namespace zeroloom {

namespace {

// How long an orderly end may take once the driver is gone.
constexpr int OrderlyEndMs = 1000;

std::atomic<int> signalWake{-1};

void wakeOnSignal(int)
{
    const int before = errno;
    ::eventfd_write(signalWake.load(), 1);
    errno = before;
}

// Handlers, not an ignored or blocked signal: programs that the host starts get the default back when they are
// executed.
void handleSignals(int wakeDescriptor)
{
    signalWake = wakeDescriptor;
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    action.sa_handler = wakeOnSignal;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    // A driver that is gone does not read any more; writing to it must not end the host before it has cleaned up.
    action.sa_handler = [](int) {};
    ::sigaction(SIGPIPE, &action, nullptr);
}

// Wakes the server when the driver has gone, and ends the process by force should the server not end by itself.
class DriverWatch {
public:
    DriverWatch(const HostProcessOptions& options, int wakeDescriptor)
        : m_options(options), m_wake(wakeDescriptor), m_done(::eventfd(0, EFD_CLOEXEC)), m_thread([this] { watch(); })
    {
    }
    DriverWatch(const DriverWatch&) = delete;
    DriverWatch& operator=(const DriverWatch&) = delete;
    ~DriverWatch()
    {
        ::eventfd_write(m_done.get(), 1);
        m_thread.join();
    }

private:
    // Whether the server has ended; waits for that or for the end of the driver, up to `timeout` milliseconds.
    bool doneWithin(int timeout, bool driverToo)
    {
        pollfd waits[]{{m_done.get(), POLLIN, 0}, {driverToo ? m_options.stopDescriptor : -1, POLLIN, 0}};
        while (::poll(waits, 2, timeout) < 0 && errno == EINTR) {
        }
        return waits[0].revents != 0;
    }

    void watch()
    {
        if (doneWithin(-1, true))
            return;
        ::eventfd_write(m_wake, 1);
        if (doneWithin(OrderlyEndMs, false))
            return;
        for (const std::string& endpoint : {m_options.controlEndpoint, m_options.telemetryEndpoint})
            removeIpcSocket(endpoint);
        removeIpcFolder(m_options.controlEndpoint);
        if (::getsid(0) == ::getpid())
            killSession(::getpid()); // the programs and what they started
        ::_exit(1);
    }

    const HostProcessOptions& m_options;
    const int m_wake;
    UniqueFd m_done;
    std::thread m_thread;
};

Status serve(const HostProcessOptions& options, const RuntimeFactory& makeRuntime, const ServingTold& serving,
             int wakeDescriptor)
{
    RuntimeOptions runtimeOptions;
    runtimeOptions.allowPrograms = options.allowPrograms;
    const std::unique_ptr<ServedRuntime> runtime = makeRuntime(runtimeOptions);
    Result<std::unique_ptr<ControlServer>> server =
        ControlServer::create({options.controlEndpoint, options.telemetryEndpoint, options.keys}, *runtime);
    if (!server)
        return tl::unexpected(server.error());
    if (serving)
        serving((*server)->controlEndpoint(), (*server)->telemetryEndpoint());
    (*server)->run(wakeDescriptor);
    return {};
}

} // namespace

Status runHostProcess(const HostProcessOptions& given, const RuntimeFactory& makeRuntime, const ServingTold& serving)
{
    raiseDescriptorLimit();
    HostProcessOptions options = given;
    std::optional<PrivateFolder> folder;
    if (options.controlEndpoint.empty() && options.telemetryEndpoint.empty()) {
        Result<PrivateFolder> made = PrivateFolder::create();
        if (!made)
            return tl::unexpected(made.error());
        folder.emplace(std::move(*made));
        options.controlEndpoint = folder->controlEndpoint();
        options.telemetryEndpoint = folder->telemetryEndpoint();
    }
    const UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake)
        return fail(systemErrorCode(errno), "the host cannot start: " + systemErrorText(errno));
    handleSignals(wake.get());
    const bool driven = options.stopDescriptor >= 0;
    // A driver may have stopped this process when it dies (a frozen node). Only one that goes on can end.
    if (driven)
        ::prctl(PR_SET_PDEATHSIG, SIGCONT);
    if (driven && ::fcntl(options.stopDescriptor, F_SETFD, FD_CLOEXEC) != 0)
        return fail(ErrorCode::InvalidInput, "there is no open descriptor of this number",
                    "--stop-with-fd " + std::to_string(options.stopDescriptor));
    Status served;
    {
        std::optional<DriverWatch> watch;
        if (driven)
            watch.emplace(options, wake.get());
        try {
            served = serve(options, makeRuntime, serving, wake.get());
        } catch (const std::exception& error) {
            served = fail(ErrorCode::Runtime, std::string("the host has ended: ") + error.what());
        }
    }
    for (const std::string& endpoint : {options.controlEndpoint, options.telemetryEndpoint})
        removeIpcSocket(endpoint);
    if (driven)
        removeIpcFolder(options.controlEndpoint);
    return served;
}

} // namespace zeroloom
