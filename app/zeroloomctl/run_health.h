// Whether a run is well, told to whoever supervises it: a file that `zeroloomctl health` reads (probes of containers),
// and systemd's own protocol (sd_notify(3)).
//
// Owned and called by the main thread of the run: when that hangs, the file grows old and the watchdog starves, which
// is the point.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

struct RunHealth {
    std::string state = "starting";    // "starting", "running", "draining"
    bool ready = false;                // every node runs and every bind is up: others can connect
    std::vector<std::string> problems; // what only a new start mends; empty: it is well
    bool operator==(const RunHealth&) const = default;
};

struct HealthFacts {
    bool running = false; // all hosts have started
    bool draining = false;
    std::map<HostId, std::chrono::nanoseconds> silentFor; // since a host last gave its figures
};

// Peers that are elsewhere do not matter: waiting for each other, two ends would never become ready.
RunHealth judgeHealth(const Topology& topology, const Observation& observation, const HealthFacts& facts);

// As it stands in the file: one JSON object on a line. `now` is the machine's monotonic clock.
std::string healthText(const RunHealth& health, std::chrono::nanoseconds now);

struct ReadHealth {
    RunHealth health;
    std::chrono::nanoseconds written{}; // on the machine's monotonic clock
};
[[nodiscard]] Result<ReadHealth> readHealth(std::string_view text);

class HealthTeller {
public:
    // `file` empty: none is written. systemd is told where NOTIFY_SOCKET is set.
    explicit HealthTeller(std::filesystem::path file);
    ~HealthTeller(); // removes the file
    HealthTeller(const HealthTeller&) = delete;
    HealthTeller& operator=(const HealthTeller&) = delete;

    // Called about ten times a second; tells what has changed at once, and once a second that it is still so.
    [[nodiscard]] Status tell(const RunHealth& health);

private:
    void tellSystemd(const RunHealth& health, bool changed);

    std::filesystem::path m_file;
    std::string m_notifySocket;
    std::optional<RunHealth> m_told;
    std::chrono::nanoseconds m_toldAt{};
    bool m_readyTold = false;
    bool m_stoppingTold = false;
};

} // namespace zeroloom
