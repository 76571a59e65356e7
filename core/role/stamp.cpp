#include "core/role/stamp.h"

#include <cstring>

namespace zeroloom {
namespace {

constexpr std::uint32_t Magic = 0x4c5a7e01; // no letter of any script in UTF-8 starts with these bytes
constexpr std::uint16_t Version = 1;

struct Layout {
    std::uint32_t magic;
    std::uint16_t versionAndIncarnation;
    std::uint16_t topic;
    std::uint64_t origin, hop, hopSequence, originTime, hopTime;
};
static_assert(sizeof(Layout) == StampSize);

} // namespace

std::optional<Stamp> readStamp(const void* payload, std::size_t size)
{
    if (size < StampSize)
        return std::nullopt;
    Layout layout;
    std::memcpy(&layout, payload, StampSize);
    if (layout.magic != Magic || (layout.versionAndIncarnation & 0xf) != Version)
        return std::nullopt;
    return Stamp{.incarnation = static_cast<std::uint16_t>(layout.versionAndIncarnation >> 4),
                 .topic = layout.topic,
                 .origin = layout.origin,
                 .hop = layout.hop,
                 .hopSequence = layout.hopSequence,
                 .originTime = layout.originTime,
                 .hopTime = layout.hopTime};
}

void writeStamp(void* payload, const Stamp& stamp)
{
    const Layout layout{Magic,
                        static_cast<std::uint16_t>(stamp.incarnation << 4 | Version),
                        stamp.topic,
                        stamp.origin,
                        stamp.hop,
                        stamp.hopSequence,
                        stamp.originTime,
                        stamp.hopTime};
    std::memcpy(payload, &layout, StampSize);
}

} // namespace zeroloom
