// A clock that stands still until the test moves it. Callable from any thread.
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace zeroloom::test {

class FakeClock final : public Clock {
public:
    explicit FakeClock(Nanoseconds start = std::chrono::seconds(1)) : m_now(start.count()) {}

    Nanoseconds now() const override { return Nanoseconds(m_now.load()); }
    void advance(Nanoseconds by) { m_now += by.count(); }
    void set(Nanoseconds now) { m_now = now.count(); }

private:
    std::atomic<Nanoseconds::rep> m_now;
};

} // namespace zeroloom::test
