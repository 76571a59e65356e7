#include "core/liveness/beat_book.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace zeroloom {

namespace {

constexpr std::int64_t InSecond = 1'000'000'000;
constexpr std::size_t Decimals = 9;

std::string payloadOf(std::int64_t time)
{
    std::array<char, 40> text{};
    const int size = std::snprintf(text.data(), text.size(), "%lld.%09lld", static_cast<long long>(time / InSecond),
                                   static_cast<long long>(time % InSecond));
    return {text.data(), static_cast<std::size_t>(size)};
}

// The time of a payload that payloadOf() may have written.
std::optional<std::int64_t> timeIn(std::string_view payload)
{
    const std::size_t point = payload.find('.');
    if (point == 0 || point == std::string_view::npos || payload.size() != point + 1 + Decimals)
        return std::nullopt;
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-')
            return std::nullopt;
        return value;
    };
    const auto seconds = number(payload.substr(0, point));
    const auto rest = number(payload.substr(point + 1));
    if (!seconds || !rest || *seconds >= INT64_MAX / InSecond || (point > 1 && payload.front() == '0'))
        return std::nullopt;
    return *seconds * InSecond + *rest;
}

} // namespace

std::string BeatBook::next(Nanoseconds now, Nanoseconds allowed)
{
    std::int64_t time = std::max<std::int64_t>(now.count(), 0);
    if (m_last > 0)
        time = std::max(time, timeOf(m_last) + 1);
    ++m_last;
    if (m_times.size() < Kept)
        m_times.push_back(time);
    else
        m_times[(m_last - 1) % Kept] = time;
    if (m_pending.size() == Kept)
        settle();
    m_pending.push_back({m_last, Nanoseconds(time), allowed, std::nullopt});
    return payloadOf(time);
}

std::optional<Nanoseconds> BeatBook::left(std::uint64_t number, Nanoseconds at)
{
    std::optional<Nanoseconds> delay;
    // Those that have not left are the newest ones.
    for (auto beat = m_pending.rbegin(); beat != m_pending.rend() && !beat->left; ++beat) {
        if (beat->number > number)
            continue;
        beat->left = std::max(at, beat->sent);
        if (!delay)
            delay = *beat->left - beat->sent;
    }
    return delay;
}

std::uint64_t BeatBook::find(std::string_view payload) const
{
    const auto time = timeIn(payload);
    if (!time || m_last == 0)
        return 0;
    // Nearly all answers are to the last beat or to the one before.
    for (std::uint64_t number = m_last; number >= oldest() && number + 2 > m_last; --number) {
        if (timeOf(number) == *time)
            return number;
    }
    std::uint64_t first = oldest(), end = m_last + 1;
    while (first < end) {
        const std::uint64_t middle = first + (end - first) / 2;
        if (timeOf(middle) < *time)
            first = middle + 1;
        else
            end = middle;
    }
    return first <= m_last && timeOf(first) == *time ? first : 0;
}

Nanoseconds BeatBook::sent(std::uint64_t number) const
{
    return Nanoseconds(timeOf(std::clamp(number, oldest(), m_last)));
}

void BeatBook::settle()
{
    if (m_pending.empty())
        return;
    m_judged = m_pending.front().number;
    m_pending.pop_front();
}

} // namespace zeroloom
