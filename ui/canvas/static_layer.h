// The picture of everything that a tick does not change, kept while it is still true: scrolled when the view moves,
// scaled while it zooms, and drawn anew only where something changed. GUI thread only.
#pragma once

#include <QPixmap>
#include <QRegion>

#include "ui/canvas/view_transform.h"

class QPainter;

namespace zeroloom {

class CanvasScene;
struct SceneDamage;

class StaticLayer {
public:
    // What rests, on the canvas' ground; or what a gesture has lifted, on nothing.
    enum class Content { Resting, Lifted };
    explicit StaticLayer(const CanvasScene& scene, Content content = Content::Resting)
        : m_scene(scene), m_content(content)
    {
    }

    void setGridVisible(bool visible);
    void invalidate(); // the theme changed, everything did
    // Returns the viewport region that has to be painted again.
    QRegion invalidate(const SceneDamage& damage, const ViewTransform& view);

    // Brings the picture up to date for `view`. With `inMotion`, a picture of another zoom may stay until the motion
    // rests: then false is returned and draw() scales it; and what a pan lays bare is drawn with thin wires until then.
    bool update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio, bool inMotion);
    void draw(QPainter& painter, const ViewTransform& view, const QRect& clip) const;

    double lastFullRenderMs() const { return m_fullRenderMs; }

private:
    void render(const QRegion& region, bool hurried);
    void renderRect(const QRect& rect, bool hurried);
    void scrollTo(const QPoint& offset);
    void drawScaled(QPainter& painter, const ViewTransform& view) const;

    const CanvasScene& m_scene;
    Content m_content;
    QPixmap m_pixmap;
    ViewTransform m_view; // that the picture shows
    QRegion m_dirty;      // viewport pixels of it that are not true
    QRegion m_hurried;    // true, and drawn with thin wires while the view moved
    bool m_allDirty = true;
    bool m_grid = true;
    double m_fullRenderMs = 1e9;
};

} // namespace zeroloom
