// The picture of the canvas as SVG: what the svg exporter writes, and what png and pdf are made from. Pure function.
#pragma once

#include <cstdint>
#include <string>

#include "core/exchange/exporter.h"
#include "core/picture/canvas_picture.h"

namespace zeroloom {

struct SvgPicture {
    std::string text;
    PictureBounds bounds;     // one unit is one CSS pixel
    std::uint32_t ground = 0; // 0xRRGGBB, behind all
    Remarks remarks;
};

// Holds no scripts, links, styles or entities: of the topology's text only words and tooltips.
SvgPicture svgPicture(const Topology& topology, const ExportChoices& choices);

} // namespace zeroloom
