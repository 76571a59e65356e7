// A number that one thread writes and any thread reads.
#pragma once

#include <atomic>
#include <cstdint>

namespace zeroloom {

// Only the owning thread changes it, so that an increment is a plain load and store; readers see some recent value.
class RelaxedCounter {
public:
    void add(std::uint64_t amount = 1) { set(get() + amount); }
    void subtract(std::uint64_t amount) { set(get() - amount); }
    void set(std::uint64_t value) { m_value.store(value, std::memory_order_relaxed); }
    std::uint64_t get() const { return m_value.load(std::memory_order_relaxed); }
    std::int64_t asSigned() const { return static_cast<std::int64_t>(get()); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

} // namespace zeroloom
