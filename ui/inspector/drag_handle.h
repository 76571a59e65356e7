// A handle by which what is inspected, a node, a socket or a wire, is dragged onto the plots. GUI thread only.
#pragma once

#include <QLabel>
#include <QPoint>

#include "core/check/check.h"

namespace zeroloom {

class DragHandle final : public QLabel {
    Q_OBJECT
public:
    explicit DragHandle(QWidget* parent = nullptr);

    void setPlace(const Place& place);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void showIcon();

    Place m_place;
    QPoint m_pressed;
};

} // namespace zeroloom
