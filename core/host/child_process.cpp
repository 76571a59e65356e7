#include "core/host/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace zeroloom {
namespace {

struct Pipe {
    int read = -1, write = -1;
    bool open()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        read = ends[0];
        write = ends[1];
        return true;
    }
    ~Pipe()
    {
        if (read >= 0)
            ::close(read);
        if (write >= 0)
            ::close(write);
    }
    int takeRead() { return std::exchange(read, -1); }
    void closeWrite() { ::close(std::exchange(write, -1)); }
};

// What exec wants, made before fork: afterwards nothing may be allocated.
struct ExecImage {
    explicit ExecImage(const ChildCommand& command) : folder(command.folder)
    {
        texts.push_back(command.program);
        texts.insert(texts.end(), command.arguments.begin(), command.arguments.end());
        for (char** variable = environ; *variable; ++variable) {
            const std::string text = *variable;
            if (!command.environment.contains(text.substr(0, text.find('='))))
                variables.push_back(text);
        }
        for (const auto& [name, value] : command.environment)
            variables.push_back(name + "=" + value);
        for (std::string& text : texts)
            arguments.push_back(text.data());
        arguments.push_back(nullptr);
        for (std::string& text : variables)
            environment.push_back(text.data());
        environment.push_back(nullptr);
    }

    std::string folder;
    std::vector<std::string> texts, variables;
    std::vector<char*> arguments, environment;
};

// Between fork and exec only calls that are safe after a fork in a program with threads.
[[noreturn]] void becomeChild(const ExecImage& image, int output, int errors, int failure, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127); // it died before the line above
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD})
        ::signal(signal, SIG_DFL);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    if (image.folder.empty() || chdir(image.folder.c_str()) == 0)
        execvpe(image.arguments.front(), image.arguments.data(), image.environment.data());
    const int error = errno;
    [[maybe_unused]] const ssize_t written = write(failure, &error, sizeof error);
    _exit(127);
}

Status cannotStart(const ChildCommand& command, int error)
{
    return fail(ErrorCode::Runtime, "'" + command.program + "' cannot be started: " + std::strerror(error) +
                                        (error == ENOENT ? "; check the command and the folder" : ""));
}

} // namespace

ChildProcess::~ChildProcess()
{
    if (m_pid > 0) {
        signalGroup(SIGKILL);
        reap();
    }
    closeOutput(m_output);
    closeOutput(m_errors);
}

Status ChildProcess::start(const ChildCommand& command)
{
    Pipe output, errors, failure;
    if (!output.open() || !errors.open() || !failure.open())
        return cannotStart(command, errno);
    const ExecImage image(command);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0)
        return cannotStart(command, errno);
    if (child == 0)
        becomeChild(image, output.write, errors.write, failure.write, parent);
    setpgid(child, child); // here, too: whoever comes first
    failure.closeWrite();
    int error = 0;
    // Closed by a successful exec, so this does not wait for the program.
    if (read(failure.read, &error, sizeof error) == static_cast<ssize_t>(sizeof error)) {
        waitpid(child, nullptr, 0);
        return cannotStart(command, error);
    }
    m_pid = child;
    m_output = output.takeRead();
    m_errors = errors.takeRead();
    m_ended = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    for (const int descriptor : {m_output, m_errors})
        fcntl(descriptor, F_SETFL, O_NONBLOCK);
    return {};
}

void ChildProcess::signalGroup(int signal) const
{
    if (m_pid > 0)
        kill(-m_pid, signal);
}

ChildProcess::Ending ChildProcess::reap()
{
    int status = 0;
    const bool known = waitpid(m_pid, &status, 0) == m_pid;
    m_pid = -1;
    if (m_ended >= 0)
        close(std::exchange(m_ended, -1));
    if (!known)
        return {.clean = false, .text = "ended; nobody knows how"};
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        return {.clean = false, .text = "killed by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")"};
    }
    const int code = WEXITSTATUS(status);
    return {.clean = code == 0, .text = "ended with status " + std::to_string(code)};
}

void ChildProcess::closeOutput(int descriptor)
{
    if (descriptor < 0)
        return;
    close(descriptor);
    if (m_output == descriptor)
        m_output = -1;
    if (m_errors == descriptor)
        m_errors = -1;
}

} // namespace zeroloom
