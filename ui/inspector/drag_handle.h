// A handle by which the inspected node is dragged onto the plots. GUI thread only.
#pragma once

#include <QLabel>
#include <QPoint>

#include "core/base/ids.h"

namespace zeroloom {

class DragHandle final : public QLabel {
    Q_OBJECT
public:
    explicit DragHandle(QWidget* parent = nullptr);

    void setNode(const NodeId& node) { m_node = node; }

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void showIcon();

    NodeId m_node;
    QPoint m_pressed;
};

} // namespace zeroloom
