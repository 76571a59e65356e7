#include "core/host/control_server.h"

#include <algorithm>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/control/protocol.h"
#include "core/host/process_figures.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/library.h"

namespace zeroloom {

using namespace std::chrono_literals;

namespace {

constexpr auto BatchPeriod = 100ms;
constexpr auto UnwatchedPeriod = 1s;            // so that events are kept for a watcher who comes later
constexpr std::int64_t RequestLimit = 64 << 20; // bytes: the plan of a very large topology
constexpr std::int64_t WishLimit = 4096;
constexpr int AnswersQueued = 64;
constexpr int BatchesQueued = 2;

Status checkEndpoint(const std::string& text, const ServerKeys& keys)
{
    const Result<Endpoint> endpoint = parseEndpoint(text, EndpointUse::Bind);
    if (!endpoint)
        return fail(ErrorCode::InvalidInput, endpoint.error().message, text);
    if (endpoint->transport == Transport::Tcp && !keys.empty())
        return {};
    if (endpoint->transport == Transport::Tcp)
        return fail(
            ErrorCode::InvalidInput,
            "over tcp a host lets itself be controlled only with CURVE keys: give --secret-key and --client-key, "
            "or use an ipc endpoint",
            text);
    if (endpoint->transport == Transport::Ipc && endpoint->address.starts_with('/'))
        return {};
    return fail(ErrorCode::InvalidInput, "a host is controlled over an ipc endpoint with an absolute path, or over tcp",
                text);
}

// The file of an ipc endpoint is for its owner alone. The mask is the process's, so it is set for the bind only.
void bindPrivately(zmq::socket_t& socket, const std::string& endpoint)
{
    const mode_t before = ::umask(0177);
    try {
        socket.bind(endpoint);
    } catch (...) {
        ::umask(before);
        throw;
    }
    ::umask(before);
}

zmq::socket_t boundRouter(zmq::context_t& context, const std::string& endpoint, const ServerKeys& keys, int queued,
                          std::int64_t messageLimit)
{
    zmq::socket_t socket(context, zmq::socket_type::router);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::sndhwm, queued);
    socket.set(zmq::sockopt::maxmsgsize, messageLimit);
    socket.set(zmq::sockopt::router_handover, false);
    if (endpoint.starts_with("tcp:"))
        CurveGate::guard(socket, keys);
    bindPrivately(socket, endpoint);
    return socket;
}

} // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::create(const ControlServerOptions& options,
                                                             ServedRuntime& runtime)
{
    for (const std::string& endpoint : {options.controlEndpoint, options.telemetryEndpoint}) {
        if (const Status fit = checkEndpoint(endpoint, options.keys); !fit)
            return tl::unexpected(fit.error());
    }
    try {
        return std::unique_ptr<ControlServer>(new ControlServer(options, runtime));
    } catch (const zmq::error_t& error) {
        return fail(ErrorCode::Io, "the endpoints of the host cannot be bound: " + zmqErrorText(error.num()),
                    options.controlEndpoint + ", " + options.telemetryEndpoint);
    }
}

ControlServer::ControlServer(const ControlServerOptions& options, ServedRuntime& runtime)
    : m_runtime(runtime),
      m_gate(options.keys.empty() ? nullptr : std::make_unique<CurveGate>(m_context, options.keys.clients)),
      m_control(boundRouter(m_context, options.controlEndpoint, options.keys, AnswersQueued, RequestLimit)),
      m_telemetry(boundRouter(m_context, options.telemetryEndpoint, options.keys, BatchesQueued, WishLimit)),
      m_publisher(m_telemetry), m_startedNs(static_cast<std::uint64_t>(SteadyClock().now().count()))
{
}

HostGreeting ControlServer::greeting() const
{
    return {ProtocolVersion, ZEROLOOM_VERSION, libzmqVersion(), ::getpid(), m_host};
}

void ControlServer::carryOut(const ControlRequest& request, ControlAnswer& answer)
{
    switch (request.action) {
    case ControlAction::Hello:
        answer.greeting = greeting();
        if (request.protocol != ProtocolVersion)
            answer.refused.push_back({ErrorCode::Unsupported,
                                      "the worker process speaks version " + std::to_string(ProtocolVersion) +
                                          " of the protocol and its driver version " +
                                          std::to_string(request.protocol) + ": install the same Zeroloom for both",
                                      {}});
        break;
    case ControlAction::Apply: {
        m_host = request.plan.host;
        ApplyResult result = m_runtime.apply(request.plan, request.resolved);
        answer.bound = std::move(result.bound);
        answer.waiting = std::move(result.waiting);
        answer.errors = std::move(result.errors);
        break;
    }
    case ControlAction::Pause:
        m_runtime.setPaused(request.on);
        break;
    case ControlAction::StopSources:
        m_runtime.stopSources();
        break;
    case ControlAction::Drained:
        answer.drained = m_runtime.drained();
        break;
    case ControlAction::Collect:
        collect();
        answer.number = m_publisher.number();
        break;
    case ControlAction::Quit:
        m_quit = true;
        break;
    }
}

ControlAnswer ControlServer::answerTo(std::string_view text)
{
    ControlAnswer answer;
    const Result<ControlRequest> request = readRequest(text, answer);
    if (!request) {
        answer.refused.push_back(request.error());
        return answer;
    }
    try {
        carryOut(*request, answer);
    } catch (const std::exception& error) {
        answer.refused.push_back({ErrorCode::Internal, std::string("the host failed: ") + error.what(), {}});
    }
    return answer;
}

void ControlServer::takeRequests()
{
    while (!m_quit) {
        zmq::message_t client, frame;
        if (!m_control.recv(client, zmq::recv_flags::dontwait))
            return;
        const bool one = client.more() && m_control.recv(frame, zmq::recv_flags::dontwait) && !frame.more();
        while (frame.more() && m_control.recv(frame, zmq::recv_flags::dontwait)) {
        }
        if (!one)
            continue;
        const std::string answer = writeAnswer(answerTo(frame.to_string_view()));
        m_control.send(client, zmq::send_flags::sndmore | zmq::send_flags::dontwait);
        m_control.send(zmq::buffer(answer), zmq::send_flags::dontwait);
    }
}

void ControlServer::collect()
{
    HostBatch batch;
    m_runtime.collect(batch);
    batch.host = m_host;
    batch.startedNs = m_startedNs;
    if (batch.timeNs == 0)
        batch.timeNs = static_cast<std::uint64_t>(SteadyClock().now().count());
    batch.processId = ::getpid();
    const ProcessFigures figures = processFigures();
    batch.cpuNs = figures.cpuNs;
    batch.residentBytes = figures.residentBytes;
    batch.threads = figures.threads;
    m_publisher.update(std::move(batch));
    // On a beat of its own: a batch that comes a little late does not put off all that follow, and what a node does ten
    // times a second is found done once in each.
    const TimePoint now = std::chrono::steady_clock::now();
    const TimePoint due = m_collected + BatchPeriod;
    m_collected = now >= due && now < due + BatchPeriod / 2 ? due : now;
    m_publisher.answer();
}

bool ControlServer::batchIsDue(TimePoint now) const
{
    return now >= m_collected + (m_publisher.somebodyWaits() ? TimePoint::duration(BatchPeriod)
                                                             : TimePoint::duration(UnwatchedPeriod));
}

void ControlServer::run(int wakeDescriptor)
{
    while (!m_quit) {
        std::vector<zmq::pollitem_t> items{{nullptr, wakeDescriptor, ZMQ_POLLIN, 0},
                                           {m_control.handle(), 0, ZMQ_POLLIN, 0},
                                           {m_telemetry.handle(), 0, ZMQ_POLLIN, 0}};
        if (m_gate)
            items.push_back({m_gate->socket().handle(), 0, ZMQ_POLLIN, 0});
        const auto period = m_publisher.somebodyWaits() ? std::chrono::milliseconds(BatchPeriod) : UnwatchedPeriod;
        const auto rest = m_collected + period - std::chrono::steady_clock::now();
        try {
            zmq::poll(items, std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(rest)));
            if (items[0].revents != 0)
                break;
            if (m_gate)
                m_gate->answer();
            takeRequests();
            m_publisher.takeRequests();
        } catch (const zmq::error_t& error) {
            if (error.num() != EINTR && error.num() != EHOSTUNREACH)
                throw;
        }
        if (batchIsDue(std::chrono::steady_clock::now()))
            collect();
    }
    // The answer to `quit` goes out before the sockets close.
    m_control.set(zmq::sockopt::linger, 100);
}

} // namespace zeroloom
