#include "ui/canvas/drop_target.h"

#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include "core/zmq/socket_type.h"
#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

namespace zeroloom {

bool DropTarget::enter(const QMimeData& data)
{
    leave();
    const auto nameOf = [&](const char* format) { return QString::fromUtf8(data.data(QLatin1String(format))); };
    if (data.hasFormat(QLatin1String(CanvasView::SocketMime))) {
        m_name = nameOf(CanvasView::SocketMime);
        m_type = socketTypeByName(m_name.toStdString());
        m_kind = m_type ? Kind::Socket : Kind::None;
    } else if (data.hasFormat(QLatin1String(CanvasView::RoleMime))) {
        m_name = nameOf(CanvasView::RoleMime);
        m_kind = Kind::Role;
    } else if (data.hasFormat(QLatin1String(CanvasView::StampMime))) {
        m_name = nameOf(CanvasView::StampMime);
        m_kind = Kind::Stamp;
    } else if (data.hasUrls()) {
        for (const QUrl& url : data.urls())
            if (url.isLocalFile())
                m_files << url.toLocalFile();
        m_kind = m_files.isEmpty() ? Kind::None : Kind::Files;
    }
    return m_kind != Kind::None;
}

void DropTarget::moveTo(const QPointF& at)
{
    m_at = at;
    m_node = {};
    if (m_kind == Kind::Socket)
        if (const NodeItem* node = m_context.scene.nodeAt(scene()))
            m_node = node->node.id;
    m_context.repaint();
}

void DropTarget::leave()
{
    m_kind = Kind::None;
    m_name.clear();
    m_files.clear();
    m_type.reset();
    m_node = {};
    m_context.repaint();
}

void DropTarget::drop()
{
    if (m_kind == Kind::Socket && !m_node.empty())
        addSocketTo(m_context, m_node, *m_type);
    else if (m_kind == Kind::Socket)
        addSocketNode(m_context, *m_type, scene());
    else if (m_kind == Kind::Role)
        addRoleNode(m_context, m_name, scene());
}

void DropTarget::paint(QPainter& painter) const
{
    if (m_kind != Kind::Socket && m_kind != Kind::Role)
        return;
    const ThemeColors& colors = Theme::instance().colors();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    if (const NodeItem* node = m_node.empty() ? nullptr : m_context.scene.node(m_node)) {
        painter.setPen(QPen(colors.accent, 3));
        painter.drawRoundedRect(m_context.view.toView(node->rect.adjusted(-3, -3, 3, 3)), 10, 10);
        painter.setPen(colors.accent);
        painter.setFont(Theme::instance().smallFont());
        painter.drawText(m_context.view.toView(node->rect.bottomLeft()) + QPointF(0, 20),
                         QStringLiteral("add %1 to %2").arg(m_name, node->titleText));
        return;
    }
    painter.setPen(QPen(colors.accent, 1.5, Qt::DashLine));
    const QRectF card(snapped(scene().x() - canvas_metrics::NodeWidth / 2), snapped(scene().y() - 44),
                      canvas_metrics::NodeWidth, 88);
    painter.drawRoundedRect(m_context.view.toView(card), 8, 8);
}

} // namespace zeroloom
