// A host process as the one who started it holds it: it ends with its driver, however that ends.
//
// The host gets the read end of a pipe of which only the driver holds the write end. When the driver is gone, even by
// kill -9, the host reads the end of the file and ends. It runs in a session of its own, so that a terminal's Ctrl-C
// reaches the driver alone, which then lets the queues drain.
//
// One owner, one thread. Nothing blocks except the destructor, which waits for the killed process.
#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/control/private_folder.h"
#include "core/control/unique_fd.h"

namespace zeroloom {

// What the host's end of the stop pipe is called for it.
inline constexpr int StopDescriptor = 3;

class LaunchedHost {
public:
    // `program` is zeroloomctl. Fails with NotFound or Io when it cannot be started.
    [[nodiscard]] static Result<LaunchedHost> launch(const std::filesystem::path& program, bool allowPrograms);

    LaunchedHost(LaunchedHost&&) noexcept;
    LaunchedHost& operator=(LaunchedHost&&) = delete;
    ~LaunchedHost(); // kills what still runs, with everything in its session

    std::int64_t processId() const { return m_pid; }
    std::string controlEndpoint() const { return m_folder.controlEndpoint(); }
    std::string telemetryEndpoint() const { return m_folder.telemetryEndpoint(); }

    // Descriptors to poll for reading: the process has ended (-1 when the kernel has none), there is output.
    int endDescriptor() const { return m_ended.get(); }
    int outputDescriptor() const { return m_output.get(); }

    // Takes in what the host wrote to its output; the last lines are kept.
    void readOutput();
    // The last lines of what it wrote, joined by " / "; empty when it wrote nothing.
    std::string lastWords() const;

    // How it ended, in words ("killed by signal 9 (SIGKILL)"), or nullopt while it runs. Whatever was left of its
    // session ends with it.
    std::optional<std::string> ending();
    // Asks it to end by closing the pipe.
    void letGo() { m_stop.reset(); }
    void kill();
    // Stops it where it stands, and lets it go on. One that stands can be killed.
    void freeze() { signal(SIGSTOP); }
    void thaw() { signal(SIGCONT); }

private:
    void signal(int number);
    LaunchedHost(PrivateFolder folder, std::int64_t pid, UniqueFd stop, UniqueFd output);

    PrivateFolder m_folder;
    std::int64_t m_pid = 0;
    UniqueFd m_stop, m_output, m_ended;
    std::string m_outputTail;
    std::optional<std::string> m_ending;
};

} // namespace zeroloom
