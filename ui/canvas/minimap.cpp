#include "ui/canvas/minimap.h"

#include <algorithm>
#include <utility>

#include <QMouseEvent>
#include <QPainter>

#include "ui/canvas/fault_mark.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr double Margin = 8;

// A tint of the pattern on the map's ground.
QColor mixed(const QColor& color, const QColor& ground, double part)
{
    return QColor::fromRgbF(color.redF() * part + ground.redF() * (1 - part),
                            color.greenF() * part + ground.greenF() * (1 - part),
                            color.blueF() * part + ground.blueF() * (1 - part));
}

} // namespace

Minimap::Minimap(const CanvasScene& scene, QWidget* viewport, std::function<void(const QPointF&)> go)
    : QWidget(viewport), m_scene(scene), m_go(std::move(go))
{
    setAttribute(Qt::WA_NoSystemBackground);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Minimap"));
    setToolTip(tr("The whole topology; click to go there"));
    resize(sizeHint());
}

QRectF Minimap::shown() const { return m_view.toScene(QRectF(parentWidget()->rect())); }

void Minimap::setView(const ViewTransform& view)
{
    if (view == m_view)
        return;
    m_view = view;
    update();
}

void Minimap::invalidate()
{
    m_stale = true;
    update();
}

void Minimap::drawPicture()
{
    const ThemeColors& colors = Theme::instance().colors();
    m_extent = m_scene.bounds();
    const QRectF room = QRectF(rect()).adjusted(Margin, Margin, -Margin, -Margin);
    // A small scene is not blown up beyond a tenth.
    m_scale =
        m_extent.isEmpty() ? 0.1 : std::min({room.width() / m_extent.width(), room.height() / m_extent.height(), 0.1});
    m_origin = room.center() - m_extent.center() * m_scale;
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.divider, 1));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const NodeItem* item : m_scene.nodes()) {
        const QColor color = item->ports.empty() ? colors.idle : Theme::instance().typeColor(item->ports.front().type);
        QRectF box(m_origin + item->rect.topLeft() * m_scale, item->rect.size() * m_scale);
        box.setSize(box.size().expandedTo({1.5, 1.5}));
        painter.fillRect(box, mixed(color, colors.surface, 0.4));
        if (item->fault.is())
            painter.fillRect(QRectF(box.topLeft() - QPointF(1, 1), QSizeF(4, 4)),
                             faultColor(item->fault.glyph, colors));
    }
    m_stale = false;
}

void Minimap::paintEvent(QPaintEvent*)
{
    if (m_stale || m_picture.size() != size() * devicePixelRatioF())
        drawPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF view = shown();
    QRectF frame(m_origin + view.topLeft() * m_scale, view.size() * m_scale);
    frame &= QRectF(rect()).adjusted(3, 3, -3, -3);
    if (frame.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().colors().accent, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, 3, 3);
}

QPointF Minimap::toScene(const QPointF& at) const { return (at - m_origin) / m_scale; }

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_go(toScene(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) != 0)
        m_go(toScene(event->position()));
}

void Minimap::wheelEvent(QWheelEvent* event) { event->ignore(); }

} // namespace zeroloom
