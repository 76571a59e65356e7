// The requests and answers of the control endpoint, and what a watcher asks the telemetry endpoint, as JSON.
//
// Plain values and pure functions; callable from any thread. Reading never throws, whatever the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/plan/plan.h"

namespace zeroloom {

enum class ControlAction : std::uint8_t { Hello, Apply, Pause, StopSources, Drained, Collect, Quit };
std::string_view name(ControlAction action); // "stop-sources"

struct ControlRequest {
    std::uint64_t id = 0;
    ControlAction action = ControlAction::Hello;
    int protocol = 0;           // hello
    HostPlan plan;              // apply
    // apply: what other hosts bound, and what this one had bound in all its lives
    ResolvedEndpoints resolved;
    bool on = false;            // pause
};

// What a host says of itself to whoever says hello.
struct HostGreeting {
    int protocol = 0;
    std::string version; // of Zeroloom
    std::string libzmq;
    std::int64_t processId = 0;
    HostId host; // of the plan that it runs; empty before the first
};

struct ControlAnswer {
    std::uint64_t id = 0;
    ControlAction action = ControlAction::Hello;
    Errors refused;                   // one when the request as a whole was refused, else empty
    HostGreeting greeting;            // hello
    ResolvedEndpoints bound;          // apply: every bind of this host
    std::vector<std::string> waiting; // apply: bind keys of other hosts that are needed
    Errors errors;                    // apply: what could not be done
    bool drained = false;             // drained
    std::uint64_t number = 0;         // collect: of the batch that was taken
};

// A watcher's wish for a batch. `have`: number of the batch that it had, 0 for a complete one; `events`: number of the
// last event that it had; `heartChanges`: of the last change of a heart; `messages`: of the last message.
struct WatchRequest {
    std::uint64_t have = 0;
    std::uint64_t events = 0;
    std::uint64_t heartChanges = 0;
    std::uint64_t messages = 0;
    bool operator==(const WatchRequest&) const = default;
};

std::string writeRequest(const ControlRequest& request);
// The id and the action of a request that is refused for another reason are in `partial`, for the answer.
[[nodiscard]] Result<ControlRequest> readRequest(std::string_view text, ControlAnswer& partial);

std::string writeAnswer(const ControlAnswer& answer);
[[nodiscard]] Result<ControlAnswer> readAnswer(std::string_view text);

std::string writeWatchRequest(const WatchRequest& request);
[[nodiscard]] Result<WatchRequest> readWatchRequest(std::string_view text);

} // namespace zeroloom
