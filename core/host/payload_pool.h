// Payload buffers that are lent to libzmq and come back when the last reader of the message has let go of it, so that
// only the stamp is written for each message.
//
// take() and reclaimed() are the owner's; buffers come back from any thread. The pool must outlive what was lent.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace zeroloom {

class PayloadPool {
public:
    // Each buffer is `size` bytes, filled with a pattern.
    explicit PayloadPool(std::size_t size) : m_size(size) {}
    ~PayloadPool();
    PayloadPool(const PayloadPool&) = delete;
    PayloadPool& operator=(const PayloadPool&) = delete;

    std::size_t size() const { return m_size; }
    // A buffer, to be given to zmq_msg_init_data with giveBack and this pool.
    void* take();
    static void giveBack(void* buffer, void* pool);
    // Whether all that was lent has come back.
    bool reclaimed();

private:
    struct Buffer {
        Buffer* next;
    };
    Buffer* fresh() const;
    void collectReturned();

    const std::size_t m_size;
    Buffer* m_free = nullptr;    // the owner's
    std::size_t m_freeCount = 0; // the owner's
    std::size_t m_made = 0;      // the owner's
    std::atomic<Buffer*> m_returned{nullptr};
};

} // namespace zeroloom
