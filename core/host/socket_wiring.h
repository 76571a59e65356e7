// The binds and connects of one ZeroMQ socket, made to follow its wires while it runs. Owned by the socket's loop.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/host/former_addresses.h"
#include "core/host/ipc_folder.h"
#include "core/host/records.h"
#include "core/host/wire_relay.h"
#include "core/plan/plan.h"

namespace zeroloom {

// What binding came to, of one node's sockets.
struct BindOutcome {
    ResolvedEndpoints bound; // for those who connect
    Errors errors;
    std::vector<std::string> inUse; // endpoints that somebody has
    // Wildcards that could not be bound at once where they were before.
    struct NotWhereItWas {
        SocketRef socket;
        WireId wire;
        std::string bindKey;
        std::string endpoint;
        std::string why;
    };
    std::vector<NotWhereItWas> notWhereTheyWere;
};

class SocketWiring {
public:
    // `tells`: whether this socket's binds and connects are its wires' state. Of copies that share a record one is
    // enough.
    SocketWiring(SocketRecordPtr record, WireRelays& relays, bool tells = true)
        : m_record(std::move(record)), m_relays(relays), m_tells(tells)
    {
    }

    void setHandle(void* socket) { m_socket = socket; }
    // The socket was closed and opened anew: all binds and connects as they were.
    void replaceHandle(void* socket);
    // Binds again what replaceHandle could not, because the old listener had not ended. False: not yet.
    bool restore();
    // Off when the person chose the name of the next peer (CONNECT_ROUTING_ID).
    void setNamesRouters(bool on) { m_namesRouters = on; }
    void addWire(const WireRecordPtr& wire) { m_wires.push_back(wire); }
    void removeWire(const WireId& id);
    // What the relay of a wire does from now on. The wire is at this socket, which connects.
    void setFault(const WireId& id, const WireFault& fault);

    // Binds what is needed and not bound yet, wildcards where they were in their last life. What fails is tried again at
    // the next call.
    void bindAll(const FormerAddresses& former, BindOutcome& outcome);
    // Connects what can be, following a peer that has moved; keys of unknown endpoints come back in `waiting`.
    void connectAll(const ResolvedEndpoints& resolved, std::vector<std::string>& waiting, Errors& errors);
    // The other end of an inproc wire was opened anew, which libzmq does not follow: connectAll connects again.
    void dropConnect(const WireId& id);
    // A ROUTER to which this ROUTER connects, and the routing id by which it can speak to it first.
    struct NamedRouter {
        std::string name;
        const WireRecord* wire = nullptr;
        bool bringsName = false; // its own ROUTING_ID, which counts from when it has come; else given to it here
    };
    const std::vector<NamedRouter>& namedRouters() const { return m_named; }

private:
    struct Bind {
        std::string key;
        std::string written; // the wire's endpoint
        std::string actual;  // ZMQ_LAST_ENDPOINT
        bool restored = true;
        IpcFolder folder{}; // when it came back to a path of libzmq's choice
    };
    struct Connect {
        WireRecordPtr wire;
        std::string endpoint;             // of the peer
        std::string at;                   // what libzmq connects to: that, or the relay's
        std::shared_ptr<WireRelay> relay; // nullptr: none
    };

    static std::string place(const PlannedWire& wire); // in errors

    // socket_binds.cpp
    Bind* findBind(const std::string& key);
    enum class Rebind : std::uint8_t { NothingKnown, Done, Refused };
    Rebind bindWhereItWas(const PlannedWire& wire, const FormerAddresses& former, Bind& made, BindOutcome& outcome);
    Status bind(const PlannedWire& wire, BindOutcome& outcome);
    bool restore(Bind& bound);

    RelayedSocket relayedSocket() const;
    Status placeRelay(Connect& connect);
    bool mustKeepRelay(const WireRecord& wire) const;
    std::shared_ptr<WireRelay> takeKept(const Connect& connect);
    void forgetKept(const WireId& id);
    void cut(Connect connected);
    Status renewInproc(Connect& connected);
    Status connectAnew(Connect& connected);
    Status makeConnect(const WireRecordPtr& wire, const std::string& endpoint);
    Status connect(const WireRecord& wire, const std::string& at);
    void disconnect(const std::string& at);
    void nameNextRouter(const WireRecord& wire);
    void noteEndpoint(WireRecord& wire, const std::string& endpoint, ConnectionState state, std::string detail,
                      const std::string& via = {});

    const SocketRecordPtr m_record;
    WireRelays& m_relays;
    const bool m_tells;
    void* m_socket = nullptr;
    std::vector<WireRecordPtr> m_wires;
    std::vector<Bind> m_binds;
    std::vector<Connect> m_connects;
    std::vector<Connect> m_kept; // inproc wires that are cut, whose relays stay connected to the peers
    std::vector<NamedRouter> m_named;
    std::uint64_t m_routersNamed = 0;
    bool m_namesRouters = true;
};

} // namespace zeroloom
