#include "ui/inspector/drag_handle.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>

#include "ui/document/drag_formats.h"
#include "ui/theme/theme.h"

namespace zeroloom {

DragHandle::DragHandle(QWidget* parent) : QLabel(parent)
{
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Drag to the plots"));
    showIcon();
    connect(&Theme::instance(), &Theme::changed, this, &DragHandle::showIcon);
}

void DragHandle::showIcon() { setPixmap(Theme::instance().icon(QStringLiteral("plot")).pixmap(18, 18)); }

void DragHandle::setPlace(const Place& place)
{
    m_place = place;
    setToolTip(!place.wire.empty()     ? tr("Drag onto the plots to keep this wire's lines there")
               : !place.socket.empty() ? tr("Drag onto the plots to keep this socket's lines there")
                                       : tr("Drag onto the plots to keep this node's lines there"));
}

void DragHandle::mousePressEvent(QMouseEvent* event) { m_pressed = event->position().toPoint(); }

void DragHandle::mouseMoveEvent(QMouseEvent* event)
{
    const bool far = (event->position().toPoint() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!(event->buttons() & Qt::LeftButton) || !far || m_place == Place())
        return;
    auto* payload = new QMimeData;
    payload->setData(QString::fromLatin1(PlaceMime), packed(m_place));
    auto* drag = new QDrag(this);
    drag->setMimeData(payload);
    drag->setPixmap(pixmap());
    drag->exec(Qt::CopyAction);
}

} // namespace zeroloom
