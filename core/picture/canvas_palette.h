// The colours of the canvas, light and dark: one source for the window's themes and for exported pictures. Constants.
#pragma once

#include <cstdint>
#include <string>

#include "core/zmq/socket_type.h"

namespace zeroloom {

// 0xRRGGBB. Text has a contrast of 4.5 to 1 or better on its surface.
struct CanvasPalette {
    std::uint32_t surface, raised, canvas, border, text, textMuted, idle;
    std::uint32_t requestReply, publishSubscribe, pipeline, exclusivePair, raw;

    constexpr std::uint32_t of(Pattern pattern) const
    {
        switch (pattern) {
        case Pattern::RequestReply:
            return requestReply;
        case Pattern::PublishSubscribe:
            return publishSubscribe;
        case Pattern::Pipeline:
            return pipeline;
        case Pattern::ExclusivePair:
            return exclusivePair;
        default:
            return raw;
        }
    }
};

// Patterns: Okabe and Ito's blue, bluish green, vermillion and reddish purple, darkened until text in them reaches 4.5
// to 1.
inline constexpr CanvasPalette LightCanvas{.surface = 0xFFFFFF,
                                           .raised = 0xF2F4F7,
                                           .canvas = 0xF7F8FA,
                                           .border = 0xC6CDD4,
                                           .text = 0x1F2933,
                                           .textMuted = 0x5B6773,
                                           .idle = 0x5F6B77,
                                           .requestReply = 0x006CAA,
                                           .publishSubscribe = 0x007857,
                                           .pipeline = 0xAD4C00,
                                           .exclusivePair = 0x9A4A7C,
                                           .raw = 0x5B6773};

// Okabe and Ito's sky blue, bluish green, vermillion and reddish purple, lightened for a dark ground.
inline constexpr CanvasPalette DarkCanvas{.surface = 0x1B2026,
                                          .raised = 0x272D34,
                                          .canvas = 0x13171B,
                                          .border = 0x48525C,
                                          .text = 0xE4E8EC,
                                          .textMuted = 0x9DA8B3,
                                          .idle = 0x97A3AF,
                                          .requestReply = 0x56B4E9,
                                          .publishSubscribe = 0x2DBE94,
                                          .pipeline = 0xF08A3C,
                                          .exclusivePair = 0xD68CB8,
                                          .raw = 0x9DA8B3};

constexpr const CanvasPalette& canvasPalette(bool dark) { return dark ? DarkCanvas : LightCanvas; }

std::string hexColor(std::uint32_t color); // "#006caa"

} // namespace zeroloom
