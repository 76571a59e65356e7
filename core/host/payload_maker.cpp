#include "core/host/payload_maker.h"

#include <cstring>

namespace zeroloom {
namespace {

// Up to this size libzmq's one allocation for header and content, and the copy, cost less than lending a buffer.
constexpr std::size_t LargestCopied = 256;

} // namespace

PayloadMaker::~PayloadMaker() { retirePool(); }

void PayloadMaker::retirePool()
{
    if (m_pool)
        m_retired.add(std::move(m_pool));
    m_pool.reset();
}

void PayloadMaker::setPayload(const Payload& payload)
{
    m_payload = payload;
    m_copies = false;
    m_content = payload.text.empty() ? std::string(payload.size, 'z') : payload.text;
    if (!payload.text.empty() || payload.size < StampSize) {
        retirePool();
        return;
    }
    writeStamp(m_content.data(), Stamp());
    if (payload.size <= LargestCopied) {
        retirePool();
        m_copies = true;
    } else if (!m_pool || m_pool->size() != payload.size) {
        retirePool();
        m_pool = std::make_unique<PayloadPool>(payload.size);
    }
}

void PayloadMaker::make(zmq_msg_t* message, const Stamp& stamp)
{
    if (m_pool) {
        void* buffer = m_pool->take();
        writeStamp(buffer, stamp);
        zmq_msg_init_data(message, buffer, m_pool->size(), PayloadPool::giveBack, m_pool.get());
        return;
    }
    zmq_msg_init_size(message, m_content.size());
    auto* data = static_cast<char*>(zmq_msg_data(message));
    if (m_copies) {
        writeStamp(data, stamp);
        std::memcpy(data + StampSize, m_content.data() + StampSize, m_content.size() - StampSize);
    } else if (!m_content.empty()) {
        std::memcpy(data, m_content.data(), m_content.size());
    }
}

} // namespace zeroloom
