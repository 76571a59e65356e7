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
        weights += static_cast<double>(std::max<std::uint64_t>(1, shares[i].lag));
    std::uint64_t left = total;
    for (const std::size_t i : able) {
        const double share = static_cast<double>(std::max<std::uint64_t>(1, shares[i].lag)) / weights;
        auto part = static_cast<std::uint64_t>(std::llround(static_cast<double>(total) * share));
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
    const std::size_t last = *std::max_element(
        able.begin(), able.end(), [&](std::size_t one, std::size_t two) { return shares[one].lag < shares[two].lag; });
    parts[last].value += left;
    for (const std::size_t i : able)
        parts[i].quality = exact && able.size() == 1 ? Quality::Exact : Quality::Estimated;
    return parts;
}

DepthPlace placeDepth(std::uint64_t depth, std::int64_t receiveLimit, bool connected, bool kernelKnown,
                      bool kernelEmpty)
{
    if (!connected)
        return {depth, 0};
    if (receiveLimit <= 0 || (kernelKnown && kernelEmpty))
        return {0, depth};
    const std::uint64_t in = std::min(depth, static_cast<std::uint64_t>(receiveLimit));
    return {depth - in, in};
}

} // namespace zeroloom
