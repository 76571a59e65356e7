#include "core/host/descriptor_budget.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string>

#include <dirent.h>
#include <sys/resource.h>

#include "core/host/inproc_states.h"

namespace zeroloom {
namespace {

// Each libzmq socket has a descriptor to be woken by; a monitored one has its monitor's two ends beside it.
constexpr std::size_t OfSocket = 1;
constexpr std::size_t OfMonitor = 2;
// Loops, I/O threads, probes, the driver's connections, files that are open for a moment.
constexpr std::size_t LeftFree = 64;

std::size_t descriptorLimit()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : std::numeric_limits<std::size_t>::max();
}

std::size_t openDescriptors()
{
    DIR* folder = ::opendir("/proc/self/fd");
    if (!folder)
        return errno == EMFILE ? descriptorLimit() : 0;
    std::size_t count = 0;
    while (::readdir(folder))
        ++count;
    ::closedir(folder);
    return count;
}

std::string inThousands(std::size_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, ",");
    return text;
}

std::size_t copiesOf(const PlannedSocket& socket) { return static_cast<std::size_t>(std::max(socket.copies, 1)); }

} // namespace

DescriptorBudget::DescriptorBudget(const HostPlan& plan, std::size_t open, std::size_t limit)
    : m_limit(limit), m_taken(open)
{
    for (const PlannedNode& node : plan.nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            if (socket.copies > 1)
                m_copies.emplace(SocketRef{node.id, socket.id}, copiesOf(socket));
        }
    }
}

DescriptorBudget::DescriptorBudget(const HostPlan& plan) : DescriptorBudget(plan, openDescriptors(), descriptorLimit())
{
}

std::size_t DescriptorBudget::neededBy(const PlannedNode& node) const
{
    std::size_t needed = 0;
    for (const PlannedSocket& socket : node.sockets) {
        std::size_t ofOne = OfSocket;
        for (const PlannedWire& wire : socket.wires) {
            if (isInproc(wire.endpoint))
                continue;
            const auto peers = m_copies.find(wire.peer);
            // One that binds listens, and has a connection with each that comes.
            ofOne += wire.binds ? 1 + (peers == m_copies.end() ? 1 : peers->second) : 1;
        }
        needed += copiesOf(socket) * ofOne + OfMonitor;
    }
    return needed;
}

Status DescriptorBudget::take(const PlannedNode& node)
{
    const std::size_t needed = neededBy(node);
    if (m_taken + needed + LeftFree > m_limit)
        return fail(ErrorCode::Runtime,
                    "needs about " + inThousands(needed) + " descriptors and this process has " +
                        inThousands(m_limit - std::min(m_taken + LeftFree, m_limit)) + " left of its limit of " +
                        inThousands(m_limit) + ": raise the limit (ulimit -n), or run fewer",
                    node.id.text());
    m_taken += needed;
    return {};
}

} // namespace zeroloom
