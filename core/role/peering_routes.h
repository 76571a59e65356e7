// Where a peering broker sends what comes to it: to a worker of its own, or to a peer (the guide's inter-broker
// example).
//
// Knows the free workers and the peers' capacity, and no sockets. Pure; owned by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/role/free_workers.h"
#include "core/role/seeded_choice.h"

namespace zeroloom {

// How a broker chooses between its own workers and its peers.
enum class PeeringForm {
    ByShare, // nobody tells of capacity: a share of the requests goes to a peer at random
    ByState  // peers tell how many workers are free: they get what finds no worker here
};

enum class RequestFrom { Client, Peer };

struct PeeringTarget {
    bool isPeer = false;   // else a worker
    std::string routingId; // a peer's is its name
    bool operator==(const PeeringTarget&) const = default;
};

class PeeringRoutes {
public:
    // More peers than that are not remembered.
    static constexpr std::size_t MostPeers = 1000;

    void setForm(PeeringForm form) { m_form = form; }
    void setName(std::string name) { m_name = std::move(name); }
    // `percent` of the requests go to one of these, without state.
    void setShare(std::vector<std::string> peers, double percent);
    // Whether something can be sent to the peers that are known.
    void setCloudReached(bool reached) { m_cloudReached = reached; }

    void workerIsFree(std::string_view routingId) { m_workers.add(routingId); }
    std::size_t freeWorkers() const { return m_workers.size(); }
    // A state message: name | number. False: it is none. One's own is heard and not minded.
    bool hearState(std::string_view peer, std::string_view capacity);
    // A request came through the cloud from this peer, so that it knows where the reply goes.
    void hearRequestOf(std::string_view peer);

    // Whether a request from there has somewhere to go; otherwise it is to be left where it is.
    bool accepts(RequestFrom from) const;
    // Takes the worker, or counts one off the peer's capacity. Only when it is accepted. What came from a peer is never
    // passed on to another.
    PeeringTarget route(RequestFrom from, SeededChoice& choice);
    // Whether a reply whose envelope begins so goes to a peer, and not to a client of this broker.
    bool isPeer(std::string_view routingId) const { return m_peers.find(routingId) != m_peers.end(); }

    std::size_t knownPeers() const { return m_peers.size(); }
    std::int64_t knownCapacity() const { return m_knownCapacity; }
    // "B 3, C 0": what the peers told last, and how often one counted off it; as many as fit on a line.
    std::string knownText() const;
    std::uint64_t changes() const { return m_changes; } // of that text

private:
    using Capacity = std::optional<std::int64_t>; // nothing: the peer has not told
    using Peers = std::map<std::string, Capacity, std::less<>>;

    std::string takePeersWorker(SeededChoice& choice);
    void setCapacity(Capacity& capacity, std::int64_t number);

    PeeringForm m_form = PeeringForm::ByShare;
    std::string m_name;
    std::vector<std::string> m_shareOut;
    double m_percent = 0;
    bool m_cloudReached = false;
    FreeWorkers m_workers;
    Peers m_peers;
    std::int64_t m_knownCapacity = 0; // the sum of it
    std::uint64_t m_changes = 0;
};

} // namespace zeroloom
