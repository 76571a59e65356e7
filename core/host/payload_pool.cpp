#include "core/host/payload_pool.h"

#include <cstdlib>
#include <cstring>
#include <new>

namespace zeroloom {
namespace {

// The link to the next buffer stands before the payload, at an offset that keeps the payload on a cache line.
constexpr std::size_t HeaderBytes = 64;

} // namespace

PayloadPool::~PayloadPool()
{
    collectReturned();
    while (m_free) {
        Buffer* buffer = m_free;
        m_free = buffer->next;
        std::free(buffer);
    }
}

PayloadPool::Buffer* PayloadPool::fresh() const
{
    const std::size_t whole = (HeaderBytes + m_size + 63) / 64 * 64;
    void* memory = std::aligned_alloc(64, whole);
    if (!memory)
        throw std::bad_alloc();
    std::memset(memory, 'z', whole);
    return static_cast<Buffer*>(memory);
}

void PayloadPool::collectReturned()
{
    Buffer* returned = m_returned.exchange(nullptr, std::memory_order_acquire);
    while (returned) {
        Buffer* next = returned->next;
        returned->next = m_free;
        m_free = returned;
        ++m_freeCount;
        returned = next;
    }
}

void* PayloadPool::take()
{
    if (!m_free)
        collectReturned();
    Buffer* buffer = m_free;
    if (buffer) {
        m_free = buffer->next;
        --m_freeCount;
    } else {
        buffer = fresh();
        ++m_made;
    }
    return reinterpret_cast<std::byte*>(buffer) + HeaderBytes;
}

void PayloadPool::giveBack(void* payload, void* pool)
{
    auto* self = static_cast<PayloadPool*>(pool);
    auto* buffer = reinterpret_cast<Buffer*>(static_cast<std::byte*>(payload) - HeaderBytes);
    // Only pushes race with each other and with one exchange of the whole list, so a buffer cannot reappear meanwhile.
    buffer->next = self->m_returned.load(std::memory_order_relaxed);
    while (!self->m_returned.compare_exchange_weak(buffer->next, buffer, std::memory_order_release,
                                                   std::memory_order_relaxed)) {
    }
}

bool PayloadPool::reclaimed()
{
    collectReturned();
    return m_freeCount == m_made;
}

} // namespace zeroloom
