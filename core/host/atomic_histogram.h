// A latency histogram that one thread fills while another reads it.
#pragma once

#include <array>

#include "core/control/samples.h"
#include "core/role/relaxed_counter.h"

namespace zeroloom {

class AtomicHistogram {
public:
    // The owning thread only.
    void add(std::uint64_t nanoseconds)
    {
        m_buckets[LatencyHistogram::bucketOf(nanoseconds)].add();
        if (nanoseconds > m_maximum.get())
            m_maximum.set(nanoseconds);
    }

    // Any thread. The count is that of the buckets as they were read, so that quantiles are of one piece.
    LatencyHistogram snapshot() const
    {
        LatencyHistogram copy;
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            copy.buckets[i] = m_buckets[i].get();
            copy.count += copy.buckets[i];
        }
        copy.maximum = m_maximum.get();
        return copy;
    }

private:
    std::array<RelaxedCounter, 160> m_buckets;
    RelaxedCounter m_maximum;
};

} // namespace zeroloom
