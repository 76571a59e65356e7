// Waiting for a condition with a deadline, in place of sleeping for a time.
#pragma once

#include <chrono>
#include <thread>
#include <utility>

namespace zeroloom::test {

inline constexpr std::chrono::seconds DefaultDeadline{10};

// Asks `predicate` again and again until it holds; false when the deadline passes first. The pause between two
// questions only saves processor time: nothing depends on its length.
template <typename Predicate>
[[nodiscard]] bool waitUntil(std::chrono::nanoseconds deadline, Predicate&& predicate)
{
    constexpr std::chrono::milliseconds Pause{2};
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!predicate()) {
        if (std::chrono::steady_clock::now() >= end) {
            return static_cast<bool>(predicate());
        }
        std::this_thread::sleep_for(Pause);
    }
    return true;
}

template <typename Predicate>
[[nodiscard]] bool waitUntil(Predicate&& predicate)
{
    return waitUntil(DefaultDeadline, std::forward<Predicate>(predicate));
}

} // namespace zeroloom::test
