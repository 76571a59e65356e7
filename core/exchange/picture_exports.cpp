// The picture of the canvas as PNG and as PDF.
#include <cmath>

#include "core/exchange/export_functions.h"
#include "core/exchange/rendered_picture.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

Result<Exported> exported(std::string path, SvgPicture& picture, Result<RenderedPicture> rendered)
{
    if (!rendered)
        return tl::unexpected(rendered.error());
    Remarks remarks = std::move(picture.remarks);
    if (rendered->scale < 1)
        remarks.push_back({{},
                           "the picture is scaled down to " +
                               std::to_string(std::max(1L, std::lround(rendered->scale * 100))) +
                               " %, the largest that the format takes; svg keeps its size"});
    return Exported{{{std::move(path), std::move(rendered->bytes)}}, std::move(remarks)};
}

} // namespace

Result<Exported> exportPng(const Topology& topology, const ExportChoices& choices)
{
    SvgPicture picture = svgPicture(topology, choices);
    return exported("topology.png", picture, renderPng(picture));
}

Result<Exported> exportPdf(const Topology& topology, const ExportChoices& choices)
{
    SvgPicture picture = svgPicture(topology, choices);
    return exported("topology.pdf", picture, renderPdf(picture, onOneLine(topology.name)));
}

} // namespace zeroloom
