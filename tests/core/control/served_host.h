// A control server on a thread of its own over a pretended runtime, and a client to talk to it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.hpp>

#include "core/control/control_client.h"
#include "core/control/protocol.h"
#include "core/host/control_server.h"
#include "tests/core/control/pretended_runtime.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom::test {

class ServedHost {
public:
    explicit ServedHost(ControlServerOptions options = {}, int eventsEachTime = 1)
    {
        if (options.controlEndpoint.empty()) {
            options.controlEndpoint = folder.ipc("control");
            options.telemetryEndpoint = folder.ipc("telemetry");
        }
        std::atomic<bool> ready{false};
        m_thread = std::thread([this, options, eventsEachTime, &ready] {
            PretendedRuntime runtime;
            runtime.m_eventsEachTime = eventsEachTime;
            auto server = ControlServer::create(options, runtime);
            if (!server) {
                error = server.error();
                ready = true;
                return;
            }
            controlEndpoint = (*server)->controlEndpoint();
            telemetryEndpoint = (*server)->telemetryEndpoint();
            ready = true;
            (*server)->run(m_wake);
        });
        while (!ready)
            std::this_thread::yield();
    }
    ~ServedHost()
    {
        ::eventfd_write(m_wake, 1);
        m_thread.join();
        ::close(m_wake);
    }

    TemporaryFolder folder;
    std::optional<Error> error;
    std::string controlEndpoint, telemetryEndpoint;

private:
    int m_wake = ::eventfd(0, EFD_CLOEXEC);
    std::thread m_thread;
};

// Makes requests and waits for their answers.
class Talker {
public:
    using Clock = std::chrono::steady_clock;

    Talker(const std::string& control, const std::string& telemetry, const ClientKeys& keys = {})
        : client(std::move(*ControlClient::create(context, control, telemetry, keys)))
    {
        client->onBatch([this](const Result<HostBatch>& batch) {
            if (batch)
                batches.push_back(*batch);
        });
    }
    explicit Talker(const ServedHost& host) : Talker(host.controlEndpoint, host.telemetryEndpoint) {}

    Result<ControlAnswer> ask(ControlRequest request, std::chrono::milliseconds limit = std::chrono::seconds(10))
    {
        std::optional<Result<ControlAnswer>> got;
        client->request(std::move(request), Clock::now() + limit, [&](const auto& answer) { got = answer; });
        while (!got)
            turn();
        return *got;
    }
    Result<ControlAnswer> ask(ControlAction action)
    {
        ControlRequest request;
        request.action = action;
        request.protocol = ProtocolVersion;
        return ask(std::move(request));
    }
    Result<ControlAnswer> apply(HostPlan plan)
    {
        ControlRequest request;
        request.action = ControlAction::Apply;
        request.plan = std::move(plan);
        return ask(std::move(request));
    }
    // The next batch after those of `request`; fails the test's expectation by returning nothing after ten seconds.
    std::optional<HostBatch> nextBatch(const WatchRequest& request)
    {
        batches.clear();
        client->watch(request);
        const auto end = Clock::now() + std::chrono::seconds(10);
        while (batches.empty() && Clock::now() < end)
            turn();
        return batches.empty() ? std::nullopt : std::optional(batches.front());
    }
    void turn()
    {
        std::vector<zmq::pollitem_t> items{{client->controlSocket().handle(), 0, ZMQ_POLLIN, 0},
                                           {client->telemetrySocket().handle(), 0, ZMQ_POLLIN, 0}};
        zmq::poll(items, std::chrono::milliseconds(20));
        client->receive();
        client->expire(Clock::now());
    }

    zmq::context_t context;
    std::unique_ptr<ControlClient> client;
    std::vector<HostBatch> batches;
};

inline HostPlan planOf(int nodes)
{
    HostPlan plan;
    plan.host = HostId("local");
    for (int i = 0; i < nodes; ++i) {
        PlannedSocket socket;
        socket.id = SocketId("out");
        PlannedNode node;
        node.id = NodeId("n" + std::to_string(i));
        node.role = "source";
        node.sockets.push_back(socket);
        plan.nodes.push_back(node);
    }
    return plan;
}

} // namespace zeroloom::test
