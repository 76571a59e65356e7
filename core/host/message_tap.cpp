#include "core/host/message_tap.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "core/host/event_loop.h"

namespace zeroloom {
namespace {

// To a few milliseconds, which does for a limit, at a quarter of the exact clock's price: it is read for each message.
Nanoseconds roughTime()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return std::chrono::seconds(now.tv_sec) + Nanoseconds(now.tv_nsec);
}

std::uint64_t exactTime() { return static_cast<std::uint64_t>(EventLoop::now().count()); }

} // namespace

void PassLimit::set(unsigned perSecond)
{
    m_each = std::max(Nanoseconds(1), Nanoseconds(std::chrono::seconds(1)) / std::max(1U, perSecond));
}

void MessageTap::setLimit(unsigned perSecond)
{
    for (Direction& direction : m_directions)
        direction.limit.set(perSecond);
}

bool MessageTap::begin(Way way)
{
    if (!direction(way).limit.hasRoom(roughTime()))
        return false;
    m_sample = {};
    m_kept = 0;
    m_stamp.reset();
    // Its receiver may have it before the call that sends it returns.
    m_sample.timeNs = exactTime();
    return true;
}

void MessageTap::show(const void* data, std::size_t size)
{
    m_stamp = readStamp(data, size);
    if (m_sample.frames.size() == MessageFramesKept) {
        ++m_sample.moreFrames;
        return;
    }
    const std::size_t kept = std::min({size, MessageFrameKept, MessageKept - m_kept});
    m_sample.frames.emplace_back(static_cast<const char*>(data), kept);
    m_sample.sizes.push_back(size);
    m_kept += kept;
}

void MessageTap::passed(Way way, bool looked, const WireId& wire)
{
    Direction& passed = direction(way);
    if (!looked) {
        ++passed.leftOut;
        return;
    }
    passed.limit.take(roughTime());
    m_sample.socket = m_socket;
    m_sample.received = way == Way::Received;
    m_sample.wire = wire;
    m_sample.leftOut = std::exchange(passed.leftOut, 0);
    if (m_stamp) {
        m_sample.origin = m_stamp->origin;
        m_sample.hop = m_stamp->hop;
        m_sample.hopSequence = m_stamp->hopSequence;
        m_sample.topic = m_stamp->topic;
        m_sample.sentNs = m_stamp->hopTime;
    }
    m_log.add(std::exchange(m_sample, {}));
}

} // namespace zeroloom
