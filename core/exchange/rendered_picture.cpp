#include "core/exchange/rendered_picture.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

namespace zeroloom {
namespace {

struct Unref {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(GInputStream* stream) const { g_object_unref(stream); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

tl::unexpected<Error> failure(GError* error)
{
    std::string why = error != nullptr ? error->message : "it does not say why";
    g_clear_error(&error);
    return fail(ErrorCode::Internal, "librsvg does not draw the picture: " + why);
}

Status failedIn(cairo_status_t status)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return {};
    return fail(status == CAIRO_STATUS_NO_MEMORY ? ErrorCode::Runtime : ErrorCode::Internal,
                std::string("cairo does not draw the picture: ") + cairo_status_to_string(status));
}

cairo_status_t appendBytes(void* closure, const unsigned char* data, unsigned int length)
{
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

// No base file is given, so that librsvg would load nothing from outside, whatever stood in the picture.
Status draw(const SvgPicture& picture, cairo_t* context, double width, double height)
{
    GError* error = nullptr;
    const Owned<GInputStream> stream(
        g_memory_input_stream_new_from_data(picture.text.data(), static_cast<gssize>(picture.text.size()), nullptr));
    const Owned<RsvgHandle> handle(
        rsvg_handle_new_from_stream_sync(stream.get(), nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
    if (!handle)
        return failure(error);
    // A picture that is no whole number of pixels high leaves a part of the last row.
    const auto channel = [&](unsigned shift) { return (picture.ground >> shift & 0xFFU) / 255.0; };
    cairo_set_source_rgb(context, channel(16), channel(8), channel(0));
    cairo_paint(context);
    const RsvgRectangle page{0, 0, width, height};
    if (!rsvg_handle_render_document(handle.get(), context, &page, &error))
        return failure(error);
    return failedIn(cairo_status(context));
}

} // namespace

Result<RenderedPicture> renderPng(const SvgPicture& picture)
{
    RenderedPicture rendered;
    const double wantedWidth = picture.bounds.width() * PngScale;
    const double wantedHeight = picture.bounds.height() * PngScale;
    rendered.scale = std::min({1.0, PngSideLimit / wantedWidth, PngSideLimit / wantedHeight,
                               std::sqrt(PngPixelLimit / wantedWidth / wantedHeight)});
    const double width = std::max(1.0, std::floor(wantedWidth * rendered.scale));
    const double height = std::max(1.0, std::floor(wantedHeight * rendered.scale));
    const Owned<cairo_surface_t> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    const Owned<cairo_t> context(cairo_create(surface.get()));
    if (const Status drawn = failedIn(cairo_surface_status(surface.get())); !drawn)
        return tl::unexpected(drawn.error());
    if (const Status drawn = draw(picture, context.get(), width, height); !drawn)
        return tl::unexpected(drawn.error());
    const cairo_status_t written = cairo_surface_write_to_png_stream(surface.get(), appendBytes, &rendered.bytes);
    if (const Status status = failedIn(written); !status)
        return tl::unexpected(status.error());
    return rendered;
}

Result<RenderedPicture> renderPdf(const SvgPicture& picture, const std::string& title)
{
    constexpr double PointsPerUnit = 0.75;
    RenderedPicture rendered;
    const double wantedWidth = picture.bounds.width() * PointsPerUnit;
    const double wantedHeight = picture.bounds.height() * PointsPerUnit;
    rendered.scale = std::min({1.0, PdfSideLimit / wantedWidth, PdfSideLimit / wantedHeight});
    const double width = std::max(1.0, wantedWidth * rendered.scale);
    const double height = std::max(1.0, wantedHeight * rendered.scale);
    const Owned<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(appendBytes, &rendered.bytes, width, height));
    // The same picture gives the same bytes, so the file does not tell when it was made.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    {
        const Owned<cairo_t> context(cairo_create(surface.get()));
        if (const Status drawn = draw(picture, context.get(), width, height); !drawn)
            return tl::unexpected(drawn.error());
        cairo_show_page(context.get());
    }
    cairo_surface_finish(surface.get());
    if (const Status drawn = failedIn(cairo_surface_status(surface.get())); !drawn)
        return tl::unexpected(drawn.error());
    return rendered;
}

} // namespace zeroloom
