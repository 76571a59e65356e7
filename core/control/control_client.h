// One driver's connection to one host: requests with their answers, and the stream of batches.
//
// Owned by one thread, which polls the two sockets and calls receive(). Never blocks. Callbacks are made from within
// receive() and expire(), and may make new requests.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <zmq.hpp>

#include "core/base/result.h"
#include "core/control/control_messages.h"
#include "core/control/curve_keys.h"
#include "core/control/samples.h"

namespace zeroloom {

class ControlClient {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Answered = std::function<void(const Result<ControlAnswer>&)>;
    using BatchReceived = std::function<void(Result<HostBatch>)>;

    // `context` outlives the client. tcp endpoints need `keys`. The host need not be there yet.
    [[nodiscard]] static Result<std::unique_ptr<ControlClient>> create(zmq::context_t& context,
                                                                       const std::string& controlEndpoint,
                                                                       const std::string& telemetryEndpoint,
                                                                       const ClientKeys& keys = {});

    // `answered` is called once: with the answer, with the host's refusal, or, after the deadline, with an error.
    void request(ControlRequest request, TimePoint deadline, Answered answered);
    // Asks for the next batch, newer than the one in `have`.
    void watch(const WatchRequest& have);
    void onBatch(BatchReceived received) { m_batchReceived = std::move(received); }

    // Takes in all that has arrived.
    void receive();
    // Ends the requests whose deadline has passed.
    void expire(TimePoint now);
    // When expire() has something to do next; TimePoint::max() when nothing waits.
    TimePoint nextDeadline() const;
    std::size_t waiting() const { return m_waiting.size(); }

    zmq::socket_t& controlSocket() { return m_control; }
    zmq::socket_t& telemetrySocket() { return m_telemetry; }

private:
    struct Waiting {
        ControlAction action;
        TimePoint deadline;
        Answered answered;
    };

    ControlClient(zmq::socket_t control, zmq::socket_t telemetry);
    void takeAnswer(std::string_view text);

    zmq::socket_t m_control, m_telemetry;
    std::map<std::uint64_t, Waiting> m_waiting;
    std::uint64_t m_lastId = 0;
    BatchReceived m_batchReceived;
};

} // namespace zeroloom
