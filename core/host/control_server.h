// The host's side of the protocol: serves the control and the telemetry endpoint and drives the runtime.
//
// Created, run and destroyed on one thread, which thereby owns the runtime. Whoever wants it to end makes the wake
// descriptor readable.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <zmq.hpp>

#include "core/control/control_messages.h"
#include "core/control/curve_keys.h"
#include "core/host/curve_gate.h"
#include "core/host/served_runtime.h"
#include "core/host/telemetry_publisher.h"

namespace zeroloom {

struct ControlServerOptions {
    std::string controlEndpoint, telemetryEndpoint; // ipc paths, or tcp with keys
    ServerKeys keys;
};

class ControlServer {
public:
    // Binds both endpoints. Refuses what is not private: tcp without keys, abstract ipc names, other transports.
    // `runtime` outlives the server.
    [[nodiscard]] static Result<std::unique_ptr<ControlServer>> create(const ControlServerOptions& options,
                                                                       ServedRuntime& runtime);

    // Serves until a client says quit or `wakeDescriptor` becomes readable.
    void run(int wakeDescriptor);

    // As bound, wildcards resolved.
    std::string controlEndpoint() const { return m_control.get(zmq::sockopt::last_endpoint); }
    std::string telemetryEndpoint() const { return m_telemetry.get(zmq::sockopt::last_endpoint); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    ControlServer(const ControlServerOptions& options, ServedRuntime& runtime);
    void takeRequests();
    ControlAnswer answerTo(std::string_view text);
    void carryOut(const ControlRequest& request, ControlAnswer& answer);
    HostGreeting greeting() const;
    void collect();
    bool batchIsDue(TimePoint now) const;

    ServedRuntime& m_runtime;
    zmq::context_t m_context;
    std::unique_ptr<CurveGate> m_gate;
    zmq::socket_t m_control, m_telemetry;
    TelemetryPublisher m_publisher;
    HostId m_host;
    std::uint64_t m_startedNs;
    TimePoint m_collected;
    bool m_quit = false;
};

} // namespace zeroloom
