#include "core/control/launched_host.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/system_error.h"
#include "core/control/process_session.h"

extern char** environ;

namespace zeroloom {

namespace {

constexpr std::size_t OutputKept = 4096;
constexpr std::size_t LinesShown = 3;

struct Pipe {
    UniqueFd read, write;
};

// Both ends are closed on exec and stand above the descriptors that the host finds its own under, so that giving it
// one cannot overwrite another.
Result<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail(systemErrorCode(errno), "no pipe to a host can be made: " + systemErrorText(errno));
    const UniqueFd read(ends[0]), write(ends[1]);
    Pipe pipe{UniqueFd(::fcntl(ends[0], F_DUPFD_CLOEXEC, StopDescriptor + 1)),
              UniqueFd(::fcntl(ends[1], F_DUPFD_CLOEXEC, StopDescriptor + 1))};
    if (!pipe.read || !pipe.write)
        return fail(systemErrorCode(errno), "no pipe to a host can be made: " + systemErrorText(errno));
    return pipe;
}

// What posix_spawn is told: the host's descriptors, a session of its own, and no signal blocked or ignored.
class SpawnSettings {
public:
    SpawnSettings(int stopRead, int outputWrite)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_addopen(&m_actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&m_actions, outputWrite, 1);
        posix_spawn_file_actions_adddup2(&m_actions, outputWrite, 2);
        posix_spawn_file_actions_adddup2(&m_actions, stopRead, StopDescriptor);
        posix_spawnattr_init(&m_attributes);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }

    int spawn(pid_t& pid, const std::filesystem::path& program, std::vector<std::string> arguments)
    {
        std::vector<char*> pointers;
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        return posix_spawn(&pid, program.c_str(), &m_actions, &m_attributes, pointers.data(), environ);
    }

private:
    posix_spawn_file_actions_t m_actions;
    posix_spawnattr_t m_attributes;
};

// A descriptor that is readable once the process has ended; -1 on kernels that have none. By its number, since glibc
// 2.36 declares the function for C only.
int openProcess(std::int64_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)); }

std::string endingText(const siginfo_t& info)
{
    if (info.si_code == CLD_EXITED)
        return info.si_status == 0 ? "ended by itself" : "ended with exit code " + std::to_string(info.si_status);
    const char* abbreviation = sigabbrev_np(info.si_status);
    return "killed by signal " + std::to_string(info.si_status) +
           (abbreviation ? " (SIG" + std::string(abbreviation) + ")" : std::string());
}

} // namespace

Result<LaunchedHost> LaunchedHost::launch(const std::filesystem::path& program, bool allowPrograms)
{
    Result<PrivateFolder> folder = PrivateFolder::create();
    if (!folder)
        return tl::unexpected(folder.error());
    Result<Pipe> stop = makePipe();
    if (!stop)
        return tl::unexpected(stop.error());
    Result<Pipe> output = makePipe();
    if (!output)
        return tl::unexpected(output.error());
    std::vector<std::string> arguments{program.string(), "host",
                                       "--control",      folder->controlEndpoint(),
                                       "--telemetry",    folder->telemetryEndpoint(),
                                       "--stop-with-fd", std::to_string(StopDescriptor)};
    if (allowPrograms)
        arguments.emplace_back("--allow-programs");
    pid_t pid = 0;
    SpawnSettings settings(stop->read.get(), output->write.get());
    if (const int error = settings.spawn(pid, program, std::move(arguments)); error != 0)
        return fail(systemErrorCode(error),
                    "the worker process " + program.string() + " cannot be started: " + systemErrorText(error));
    ::fcntl(output->read.get(), F_SETFL, O_NONBLOCK);
    return LaunchedHost(std::move(*folder), pid, std::move(stop->write), std::move(output->read));
}

LaunchedHost::LaunchedHost(PrivateFolder folder, std::int64_t pid, UniqueFd stop, UniqueFd output)
    : m_folder(std::move(folder)), m_pid(pid), m_stop(std::move(stop)), m_output(std::move(output)),
      m_ended(openProcess(pid))
{
}

LaunchedHost::LaunchedHost(LaunchedHost&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_pid(std::exchange(other.m_pid, 0)), m_stop(std::move(other.m_stop)),
      m_output(std::move(other.m_output)), m_ended(std::move(other.m_ended)),
      m_outputTail(std::move(other.m_outputTail)), m_ending(std::move(other.m_ending))
{
}

LaunchedHost::~LaunchedHost()
{
    if (m_pid == 0 || ending())
        return;
    kill();
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    ending();
}

void LaunchedHost::readOutput()
{
    char buffer[4096];
    for (;;) {
        const ssize_t size = ::read(m_output.get(), buffer, sizeof buffer);
        if (size > 0) {
            m_outputTail.append(buffer, static_cast<std::size_t>(size));
            if (m_outputTail.size() > OutputKept)
                m_outputTail.erase(0, m_outputTail.size() - OutputKept);
            continue;
        }
        if (size < 0 && errno == EINTR)
            continue;
        if (size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
            m_output.reset(); // at its end: polling it would return at once for ever
        return;
    }
}

std::string LaunchedHost::lastWords() const
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < m_outputTail.size()) {
        const std::size_t end = std::min(m_outputTail.find('\n', begin), m_outputTail.size());
        if (end > begin)
            lines.push_back(m_outputTail.substr(begin, end - begin));
        begin = end + 1;
    }
    std::string text;
    const std::size_t first = lines.size() > LinesShown ? lines.size() - LinesShown : 0;
    for (std::size_t i = first; i < lines.size(); ++i)
        text += (text.empty() ? "" : " / ") + lines[i];
    return text;
}

std::optional<std::string> LaunchedHost::ending()
{
    if (m_ending || m_pid == 0)
        return m_ending;
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
        if (errno == EINTR)
            return std::nullopt;
        m_ending = "ended, and nobody knows how: " + systemErrorText(errno);
    } else if (info.si_pid == 0) {
        return std::nullopt;
    } else {
        m_ending = endingText(info);
    }
    m_ended.reset();
    // What its programs started may have outlived it: they stand in its session. Its number is given anew only after
    // the process has been waited for, so that comes last.
    killSession(static_cast<pid_t>(m_pid));
    ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG);
    return m_ending;
}

void LaunchedHost::kill() { signal(SIGKILL); }

void LaunchedHost::signal(int number)
{
    if (m_pid != 0 && !m_ending)
        ::kill(static_cast<pid_t>(m_pid), number);
}

} // namespace zeroloom
