#include "ui/canvas/static_layer.h"

#include <QElapsedTimer>
#include <QPainter>

#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_scene.h"

namespace zeroloom {
namespace {

// A frame of a motion that can be drawn wholly within this time needs no scaling of an older picture.
constexpr double SharpFrameMs = 5;
// More rectangles than this are drawn as the one around them.
constexpr int MostRects = 48;

QRect toPixels(const QRectF& rect) { return rect.toAlignedRect().adjusted(-1, -1, 1, 1); }

} // namespace

void StaticLayer::setGridVisible(bool visible)
{
    m_grid = visible;
    invalidate();
}

void StaticLayer::invalidate() { m_allDirty = true; }

QRegion StaticLayer::invalidate(const SceneDamage& damage, const ViewTransform& view)
{
    const QRect all(QPoint(), m_pixmap.deviceIndependentSize().toSize());
    if (damage.all) {
        m_allDirty = true;
        return all;
    }
    QRegion shown;
    for (const QRectF& rect : damage.rects) {
        m_dirty += toPixels(m_view.toView(rect)) & all;
        shown += toPixels(view.toView(rect)) & all;
    }
    return shown;
}

bool StaticLayer::update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio, bool inMotion)
{
    const QSize pixels = size * devicePixelRatio;
    if (m_pixmap.size() != pixels || m_pixmap.devicePixelRatio() != devicePixelRatio) {
        m_pixmap = QPixmap(pixels);
        m_pixmap.setDevicePixelRatio(devicePixelRatio);
        // Opaque where it can be: that halves the cost of a copy.
        m_pixmap.fill(m_content == Content::Resting ? Theme::instance().colors().canvas : QColor(Qt::transparent));
        m_allDirty = true;
    }
    if (view.zoom != m_view.zoom) {
        if (inMotion && !m_allDirty && m_fullRenderMs > SharpFrameMs)
            return false;
        m_view = view;
        m_allDirty = true;
    } else if (view.offset != m_view.offset) {
        scrollTo(view.offset);
    }
    if (m_allDirty) {
        QElapsedTimer timer;
        timer.start();
        render(QRect(QPoint(), size), false);
        m_fullRenderMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        m_hurried = {};
    } else if (inMotion && m_fullRenderMs > SharpFrameMs) {
        render(m_dirty, true);
        m_hurried += m_dirty;
    } else {
        render(m_dirty + m_hurried, false);
        m_hurried = {};
    }
    m_allDirty = false;
    m_dirty = {};
    return true;
}

void StaticLayer::scrollTo(const QPoint& offset)
{
    const QPoint by = offset - m_view.offset;
    m_view.offset = offset;
    const qreal ratio = m_pixmap.devicePixelRatio();
    const QPoint pixels = (QPointF(by) * ratio).toPoint();
    const QRect all(QPoint(), m_pixmap.deviceIndependentSize().toSize());
    if (m_allDirty || QPointF(pixels) != QPointF(by) * ratio || std::abs(by.x()) >= all.width() ||
        std::abs(by.y()) >= all.height()) {
        m_allDirty = true;
        return;
    }
    m_pixmap.scroll(pixels.x(), pixels.y(), m_pixmap.rect());
    m_dirty.translate(by);
    m_dirty += QRegion(all) - all.translated(by);
    m_dirty &= all;
    m_hurried = m_hurried.translated(by) & all;
}

void StaticLayer::render(const QRegion& region, bool hurried)
{
    if (region.rectCount() > MostRects) {
        renderRect(region.boundingRect(), hurried);
        return;
    }
    for (const QRect& rect : region)
        renderRect(rect, hurried);
}

void StaticLayer::renderRect(const QRect& rect, bool hurried)
{
    QPainter painter(&m_pixmap);
    painter.setClipRect(rect);
    painter.setTransform(m_view.transform());
    PaintStyle style(m_view.zoom);
    style.thinWires = hurried;
    // A pixel more on each side: a line that ends beside the clip may still shade a pixel in it.
    const QRectF scene = m_view.toScene(QRectF(rect.adjusted(-1, -1, 1, 1)));
    CanvasPainter canvas(painter, style);
    if (m_content == Content::Resting)
        canvas.scene(m_scene, scene, m_grid);
    else
        canvas.lifted(m_scene, scene);
}

void StaticLayer::draw(QPainter& painter, const ViewTransform& view, const QRect& clip) const
{
    if (view == m_view) {
        const qreal ratio = m_pixmap.devicePixelRatio();
        painter.drawPixmap(QRectF(clip), m_pixmap,
                           QRectF(QPointF(clip.topLeft()) * ratio, QSizeF(clip.size()) * ratio));
        return;
    }
    drawScaled(painter, view);
}

void StaticLayer::drawScaled(QPainter& painter, const ViewTransform& view) const
{
    const QRect all(QPoint(), m_pixmap.deviceIndependentSize().toSize());
    const double scale = view.zoom / m_view.zoom;
    const QPointF topLeft = view.toView(m_view.toScene(QPointF(0, 0)));
    const QRectF target(topLeft, QSizeF(all.size()) * scale);
    painter.drawPixmap(target, m_pixmap, QRectF(m_pixmap.rect()));
    // What the older picture does not show, in outline until the motion rests.
    const QRegion bare = QRegion(all) - target.toAlignedRect().adjusted(1, 1, -1, -1);
    const PaintStyle style(view.zoom);
    for (const QRect& rect : bare) {
        painter.save();
        painter.setClipRect(rect);
        painter.setTransform(view.transform(), true);
        CanvasPainter(painter, style).sketch(m_scene, view.toScene(QRectF(rect)));
        painter.restore();
    }
}

} // namespace zeroloom
