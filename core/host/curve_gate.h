// Lets only known clients through CURVE: answers libzmq's authentication requests (RFC 27, ZAP) within one context.
//
// Owned and used by the control server's thread.
#pragma once

#include <string>
#include <vector>

#include <zmq.hpp>

#include "core/control/curve_keys.h"

namespace zeroloom {

class CurveGate {
public:
    // Made before the sockets that it guards are bound. Throws zmq::error_t.
    CurveGate(zmq::context_t& context, const std::vector<std::string>& clientPublicKeys);

    // Makes `socket` a CURVE server whose clients this gate judges.
    static void guard(zmq::socket_t& socket, const ServerKeys& keys);

    zmq::socket_t& socket() { return m_socket; }
    // Judges all who wait at the gate.
    void answer();

private:
    std::vector<std::string> m_clients; // the 32 bytes of each key
    zmq::socket_t m_socket;
};

} // namespace zeroloom
