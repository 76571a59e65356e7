// The picture of the canvas drawn by librsvg and cairo. Pure functions of the picture; any thread.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/exchange/svg_picture.h"

namespace zeroloom {

struct RenderedPicture {
    std::string bytes;
    double scale = 1; // of what was wanted; less than 1 where the picture would have been too large
};

// Two pixels for each unit. At most PngSideLimit wide and high, and PngPixelLimit in all.
inline constexpr double PngScale = 2;
inline constexpr double PngSideLimit = 32'000; // cairo has 32,767
inline constexpr double PngPixelLimit = 100e6;
[[nodiscard]] Result<RenderedPicture> renderPng(const SvgPicture& picture);

// One page, of vectors; 96 units to the inch. At most PdfSideLimit wide and high: what viewers take.
inline constexpr double PdfSideLimit = 14'400; // points
[[nodiscard]] Result<RenderedPicture> renderPdf(const SvgPicture& picture, const std::string& title);

} // namespace zeroloom
