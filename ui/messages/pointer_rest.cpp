#include "ui/messages/pointer_rest.h"

#include <QEvent>
#include <QWidget>

namespace zeroloom {

PointerRest::PointerRest(QWidget* view, QObject* parent) : QObject(parent) { view->installEventFilter(this); }

bool PointerRest::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter) {
        m_inside = true;
    } else if (event->type() == QEvent::Leave) {
        m_inside = false;
        Q_EMIT left();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace zeroloom
