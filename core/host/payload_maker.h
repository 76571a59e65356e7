// Makes the payloads of a socket: stamped, or the text that a person gave. Owned by the socket's loop.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <zmq.h>

#include "core/host/payload_pool.h"
#include "core/host/retired_pools.h"
#include "core/role/role_node.h"
#include "core/role/stamp.h"

namespace zeroloom {

class PayloadMaker {
public:
    explicit PayloadMaker(RetiredPools& retired) : m_retired(retired) {}
    ~PayloadMaker();
    PayloadMaker(const PayloadMaker&) = delete;
    PayloadMaker& operator=(const PayloadMaker&) = delete;

    void setPayload(const Payload& payload);
    const Payload& payload() const { return m_payload; }
    bool stamped() const { return m_pool != nullptr || m_copies; }
    std::size_t size() const { return m_content.size(); }
    // Initialises `message` with the payload; with `stamp` where payloads are stamped.
    void make(zmq_msg_t* message, const Stamp& stamp);
    // What an unstamped payload starts with, or the first bytes of a stamped one: what subscriptions are matched with.
    const std::string& content() const { return m_content; }

private:
    void retirePool();

    RetiredPools& m_retired;
    Payload m_payload;
    std::string m_content;               // the whole payload as it is without a stamp
    bool m_copies = false;               // stamped, and small enough that a fresh message is quicker than a lent one
    std::unique_ptr<PayloadPool> m_pool; // stamped and large
};

} // namespace zeroloom
