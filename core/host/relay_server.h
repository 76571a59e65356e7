// A relay at work: listens, and passes on what comes through each connection. Everything but the constructor, open()
// and endpoint() is for the relays' loop.
#pragma once

#include <list>
#include <memory>
#include <string>

#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/host/monitor.h"
#include "core/host/records.h"
#include "core/host/relay_address.h"
#include "core/host/relay_connection.h"
#include "core/host/wire_relay.h"

namespace zeroloom {

class RelayServer final : public RelayService, public Watcher, public Task, public RelayOwner {
public:
    // All but the records outlive it.
    RelayServer(EventLoop& loop, Monitor& monitor, EventLog& log, SocketRecordPtr socket, WireRecordPtr wire,
                Endpoint target);
    ~RelayServer() override;

    // Takes an address, which it has from then on.
    Status open();
    std::string endpoint() const override { return m_listener.endpoint(); }

    // Listens unless the wire is cut.
    void setFault(const WireFault& fault) override;
    void close() override;

    void onEvents(std::uint32_t events) override;
    void run() override;

    const WireFault& fault() const override { return m_fault; }
    const Endpoint& target() const override { return m_target; }
    void reached() override;
    void cannotReach(const std::string& why) override;
    std::string peerSpoke(int descriptor) override;
    void peerGone(const std::string& end) override;
    void cannotDrop() override;
    void ended(RelayConnection& connection) override;

private:
    void listen();
    void cut();
    void noteUnreached(std::string why);
    void log(EventSeverity severity, std::string_view kind, std::string text);

    EventLoop& m_loop;
    Monitor& m_monitor;
    EventLog& m_log;
    const SocketRecordPtr m_socket;
    const WireRecordPtr m_wire;
    const Endpoint m_target;
    PrivateListener m_listener;
    WireFault m_fault;
    int m_watched = -1;
    bool m_toldCannotDrop = false;
    std::list<std::unique_ptr<RelayConnection>> m_connections;
};

} // namespace zeroloom
