// Where the scene stands in the viewport. A plain value.
#pragma once

#include <cmath>

#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QTransform>

namespace zeroloom {

struct ViewTransform {
    static constexpr double SmallestZoom = 0.1;
    static constexpr double LargestZoom = 4;

    double zoom = 1;
    QPoint offset; // viewport place of the scene's origin; whole pixels, so that what is drawn can be scrolled

    QPointF toView(const QPointF& scene) const { return scene * zoom + QPointF(offset); }
    QPointF toScene(const QPointF& view) const { return (view - QPointF(offset)) / zoom; }
    QRectF toView(const QRectF& scene) const { return {toView(scene.topLeft()), scene.size() * zoom}; }
    QRectF toScene(const QRectF& view) const { return {toScene(view.topLeft()), view.size() / zoom}; }
    QTransform transform() const { return QTransform(zoom, 0, 0, zoom, offset.x(), offset.y()); }

    // Another zoom with the scene point under `anchor` (viewport) held in its place.
    ViewTransform zoomed(double newZoom, const QPointF& anchor) const
    {
        const QPointF scene = toScene(anchor);
        return {newZoom, (anchor - scene * newZoom).toPoint()};
    }
    bool operator==(const ViewTransform&) const = default;
};

// How much is drawn of a thing, by the zoom.
enum class Detail { Boxes, Titles, Full };

inline Detail detailFor(double zoom)
{
    if (zoom < 0.25)
        return Detail::Boxes;
    return zoom < 0.5 ? Detail::Titles : Detail::Full;
}

} // namespace zeroloom
