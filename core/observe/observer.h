// Makes observations and histories of the batches of all hosts of a run.
//
// Guarded inside: add* may be called on a session's thread while current(), history() and events() are called on
// another. No call waits for a socket.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/control/run_session.h"
#include "core/observe/observation.h"

namespace zeroloom {

enum class Metric : std::uint8_t {
    SendRate,
    ReceiveRate,
    SendByteRate,
    ReceiveByteRate,
    QueueIn,
    QueueOut,
    MutedShare,
    LatencyP50,
    LatencyP99, // sockets
    WireRate,
    WireDepth,
    WireLatencyP50,
    WireLatencyP99,
    WireRtt, // wires
};
std::string_view name(Metric metric); // "receive rate"
std::string_view unit(Metric metric); // "messages/s"

// What a plot draws one line of.
struct SeriesKey {
    Metric metric = Metric::ReceiveRate;
    SocketRef socket;
    WireId wire;
    auto operator<=>(const SeriesKey&) const = default;
};

struct SeriesPoint {
    double seconds = 0; // since the run started
    double value = 0;   // in the metric's unit; NaN where it was not known
};

struct ObservedMessage {
    std::uint64_t number;
    double seconds; // since the run started
    HostId host;
    MessageSample message;
};

class Observer {
public:
    // `topology` gives types, wires and high-water marks; setTopology follows live changes.
    Observer(const Topology& topology, const Clock& clock);
    ~Observer();

    void setTopology(const Topology& topology);
    void addBatch(const HostBatch& batch);
    // A lost host's nodes become Lost. Its counts stay; its rates are not known from then on, in histories neither.
    void addHostReport(const HostReport& report);

    // What was done to the run: for the log (RunCallbacks::acted), and as it stands.
    void setConditions(const RunConditions& conditions);
    void addEvent(const HostId& host, HostEvent event);

    // Never null. A new one is made when batches came since the last call.
    ObservationPtr current() const;

    // Ten minutes at ten points a second, thinned to at most `most` points from `since` on, none later than `until`.
    std::vector<SeriesPoint> history(const SeriesKey& key, double since, std::size_t most,
                                     double until = std::numeric_limits<double>::infinity()) const;

    // Events of the hosts, and what their driver reported of them (host_events.h), with a number greater than `after`,
    // oldest first, at most `most`. Numbers are this observer's own, from 1, over all hosts. Bounded at 20,000; those
    // that are gone, here or before they came here, are gaps in the numbers.
    struct Event {
        std::uint64_t number;
        double seconds; // since the run started
        HostId host;
        HostEvent event;
    };
    std::vector<Event> events(std::uint64_t after, std::size_t most) const;
    // The number of the newest event, 0 before the first: cheap, for a reader that asks whether anything is new.
    std::uint64_t lastEventNumber() const;

    // Changes of hearts' states, as events(). Bounded at 400,000.
    struct HeartEvent {
        std::uint64_t number;
        double seconds; // since the run started
        NodeId monitor;
        HeartChange change;
    };
    std::vector<HeartEvent> heartEvents(std::uint64_t after, std::size_t most) const;
    std::uint64_t lastHeartEventNumber() const;

    // Messages that were looked at (RunConditions::taps), as events(). Hosts tell a tenth of a second at a time, so that
    // those of two hosts are not in the order of their times. Bounded at 20,000.
    std::vector<ObservedMessage> messages(std::uint64_t after, std::size_t most) const;
    std::uint64_t lastMessageNumber() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zeroloom
