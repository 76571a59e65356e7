// The whole scene in the corner of the view, with a frame around what is shown. Click or drag to go there.
#pragma once

#include <functional>

#include <QPixmap>
#include <QWidget>

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/view_transform.h"

namespace zeroloom {

class Minimap final : public QWidget {
    Q_OBJECT
public:
    Minimap(const CanvasScene& scene, QWidget* viewport, std::function<void(const QPointF& scene)> go);

    void setView(const ViewTransform& view); // the viewport's size is its parent's
    void invalidate();                       // items moved, came or went; the theme changed

    QSize sizeHint() const override { return {140, 88}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void drawPicture();
    QRectF shown() const;
    QPointF toScene(const QPointF& at) const;

    const CanvasScene& m_scene;
    std::function<void(const QPointF&)> m_go;
    ViewTransform m_view;
    QRectF m_extent; // scene, of the picture
    double m_scale = 1;
    QPointF m_origin;
    QPixmap m_picture;
    bool m_stale = true;
};

} // namespace zeroloom
