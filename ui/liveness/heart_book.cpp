#include "ui/liveness/heart_book.h"

#include <algorithm>

namespace zeroloom {
namespace {

const Heart* find(const HeartMonitorObservation* monitor, std::uint32_t number)
{
    if (!monitor || !monitor->hearts)
        return nullptr;
    const std::vector<Heart>& hearts = *monitor->hearts;
    // While none had to make room for another, a heart's number is its place.
    if (number < hearts.size() && hearts[number].number == number)
        return &hearts[number];
    const auto found = std::ranges::lower_bound(hearts, number, {}, &Heart::number);
    return found != hearts.end() && found->number == number ? &*found : nullptr;
}

} // namespace

void HeartBook::show(ObservationPtr observation, std::int64_t wallMs)
{
    if (observation == m_now)
        return;
    m_before = std::move(m_now);
    m_now = std::move(observation);
    for (Place& place : m_places)
        place.before = std::exchange(place.now, nullptr);
    for (const auto& [node, monitor] : m_now->monitors) {
        Place& place = m_places[placeOf(node)];
        place.now = &monitor;
        if (!place.wallOffsetMs)
            place.wallOffsetMs = wallMs - static_cast<std::int64_t>(monitor.nowNs / 1'000'000);
    }
}

void HeartBook::clear()
{
    m_places.clear();
    m_now.reset();
    m_before.reset();
}

std::uint32_t HeartBook::placeOf(const NodeId& monitor)
{
    const auto found = std::ranges::find(m_places, monitor, &Place::node);
    const auto place = static_cast<std::uint32_t>(found - m_places.begin());
    if (found == m_places.end())
        m_places.push_back({monitor, nullptr, nullptr, {}});
    return place;
}

const std::vector<Heart>& HeartBook::hearts(std::uint32_t monitor) const
{
    static const std::vector<Heart> none;
    const HeartMonitorObservation* now = m_places[monitor].now;
    return now && now->hearts ? *now->hearts : none;
}

const Heart* HeartBook::heart(HeartKey key) const
{
    return key.monitor < m_places.size() ? find(m_places[key.monitor].now, key.heart) : nullptr;
}

const Heart* HeartBook::heartBefore(HeartKey key) const
{
    return key.monitor < m_places.size() ? find(m_places[key.monitor].before, key.heart) : nullptr;
}

std::size_t HeartBook::size() const
{
    std::size_t sum = 0;
    for (std::uint32_t monitor = 0; monitor < monitors(); ++monitor)
        sum += hearts(monitor).size();
    return sum;
}

double HeartBook::runSeconds(std::uint32_t monitor, std::uint64_t timeNs) const
{
    const HeartMonitorObservation* now = m_places[monitor].now;
    return now ? now->nowSeconds - (static_cast<double>(now->nowNs) - static_cast<double>(timeNs)) / 1e9 : 0;
}

std::int64_t HeartBook::wallMs(std::uint32_t monitor, std::uint64_t timeNs) const
{
    return m_places[monitor].wallOffsetMs.value_or(0) + static_cast<std::int64_t>(timeNs / 1'000'000);
}

} // namespace zeroloom
