#include "core/observe/queue_split.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace zeroloom {

namespace {

std::uint64_t most(const TurnsShare& share)
{
    if (share.empty)
        return 0;
    // A connection's kernel buffers hold some beyond the limit, so it only bounds roughly.
    return share.limit == 0 ? share.lag : std::min(share.lag, share.limit + share.limit / 2);
}

double weight(const TurnsShare& share)
{
    constexpr double Least = 1e-3; // where nothing is likely, something is possible
    return share.likely ? std::max(Least, *share.likely) : static_cast<double>(std::max<std::uint64_t>(1, share.lag));
}

} // namespace

std::vector<Figure<std::uint64_t>> divideTurns(std::uint64_t total, bool exact, const std::vector<TurnsShare>& shares)
{
    std::vector<Figure<std::uint64_t>> parts(shares.size(), Figure<std::uint64_t>::exact(0));
    if (total == 0)
        return parts;
    std::vector<std::size_t> able;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (most(shares[i]) > 0)
            able.push_back(i);
    }
    if (able.empty()) { // the numbers are of different moments: nothing tells the wires apart
        able.resize(shares.size());
        std::iota(able.begin(), able.end(), std::size_t{0});
    }
    double weights = 0;
    for (const std::size_t i : able)
        weights += weight(shares[i]);
    std::uint64_t left = total;
    for (const std::size_t i : able) {
        auto part = static_cast<std::uint64_t>(std::llround(static_cast<double>(total) * weight(shares[i]) / weights));
        part = std::min({part, left, std::max<std::uint64_t>(1, most(shares[i]))});
        parts[i].value = part;
        left -= part;
    }
    // What the limits turned away goes to those that still have room, the last resort to the one that lags most.
    for (const std::size_t i : able) {
        const std::uint64_t room = most(shares[i]) - std::min(most(shares[i]), parts[i].value);
        const std::uint64_t more = std::min(room, left);
        parts[i].value += more;
        left -= more;
    }
    const std::size_t last = *std::max_element(able.begin(), able.end(), [&](std::size_t one, std::size_t two) {
        return weight(shares[one]) < weight(shares[two]);
    });
    parts[last].value += left;
    for (const std::size_t i : able)
        parts[i].quality = exact && able.size() == 1 ? Quality::Exact : Quality::Estimated;
    return parts;
}

void TurnsGuess::look(std::uint64_t sent, std::uint64_t waiting, const std::vector<Wire>& wires)
{
    if (m_likely.size() != wires.size()) {
        // A wire that came later has no part in what was sent before.
        m_sent = m_likely.empty() ? 0 : sent;
        m_received.resize(wires.size());
        for (std::size_t i = 0; i < wires.size() && !m_likely.empty(); ++i)
            m_received[i] = wires[i].received;
        m_likely.assign(wires.size(), 0);
    }
    const auto hasRoom = [&](std::size_t i) {
        return wires[i].takes && (wires[i].limit == 0 || m_likely[i] < static_cast<double>(wires[i].limit));
    };
    double takers = 0, sum = 0;
    for (std::size_t i = 0; i < wires.size(); ++i)
        takers += hasRoom(i) ? 1 : 0;
    const double each = takers > 0 && sent > m_sent ? static_cast<double>(sent - m_sent) / takers : 0;
    for (std::size_t i = 0; i < wires.size(); ++i) {
        const double got =
            wires[i].received > m_received[i] ? static_cast<double>(wires[i].received - m_received[i]) : 0;
        m_likely[i] = wires[i].empty ? 0 : std::max(0.0, m_likely[i] + (hasRoom(i) ? each : 0) - got);
        m_received[i] = wires[i].received;
        sum += m_likely[i];
    }
    m_sent = sent;
    // What waits in all of them together is known better than by this.
    for (double& one : m_likely)
        one *= sum > 0 ? static_cast<double>(waiting) / sum : 0;
}

DepthPlace placeDepth(std::uint64_t depth, const WireRoom& room)
{
    if (!room.connected)
        return {depth, 0, 0};
    if (room.throughKernel && room.kernel == 0U)
        return {0, 0, depth};
    DepthPlace place;
    place.kernel = room.throughKernel ? room.kernel : 0;
    if (place.kernel)
        place.kernel = std::min(*place.kernel, depth);
    const std::uint64_t queued = depth - place.kernel.value_or(0);
    place.in = room.receiveLimit == 0 ? queued : std::min(queued, room.receiveLimit);
    place.out = queued - place.in;
    if (room.throughKernel && room.sendLimit > 0 && place.out > room.sendLimit) {
        place.kernel = place.kernel.value_or(0) + place.out - room.sendLimit;
        place.out = room.sendLimit;
    }
    return place;
}

} // namespace zeroloom
