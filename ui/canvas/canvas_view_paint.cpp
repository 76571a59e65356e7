// How a CanvasView paints itself: the kept picture, the figures over it, then what the mouse is doing.
#include <QPaintEvent>
#include <QPainter>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_view_private.h"
#include "ui/theme/theme.h"

namespace zeroloom {

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    d->paint(painter, event->region());
}

void CanvasView::Private::paint(QPainter& painter, const QRegion& region)
{
    // More pieces than this are copied as the box around them.
    constexpr int MostPieces = 64;
    const QRect clip = region.boundingRect();
    staticLayer.update(context.view, q.viewport()->size(), q.devicePixelRatioF(), moving);
    if (moving || region.rectCount() > MostPieces)
        staticLayer.draw(painter, context.view, clip);
    else
        for (const QRect& piece : region)
            staticLayer.draw(painter, context.view, piece);
    // A gesture moves what figures stand on.
    if (gesture) {
        liveLayer.invalidate();
        hearts.invalidate();
        hearts.update();
    }
    heartLayer.update(context.view, q.viewport()->size(), q.devicePixelRatioF());
    heartLayer.draw(painter, clip);
    liveLayer.update(context.view, q.viewport()->size(), q.devicePixelRatioF());
    if (gesture && !gesture->coversFigures())
        gesture->paint(painter);
    liveLayer.draw(painter, region);
    messages->draw(painter, region);
    if (gesture && gesture->coversFigures())
        gesture->paint(painter);
    dropTarget.paint(painter);
    if (!gesture)
        paintHover(painter);
    if (isEmpty())
        paintEmpty(painter);
    if (region.intersects(statusRect()))
        paintStatus(painter);
}

void CanvasView::Private::paintHover(QPainter& painter) const
{
    if (chosenPort != hoveredPort)
        paintRing(painter, chosenPort, Qt::DotLine);
    paintRing(painter, hoveredPort, Qt::SolidLine);
}

void CanvasView::Private::paintRing(QPainter& painter, const SocketRef& socket, Qt::PenStyle line) const
{
    const PortItem* port = scene.port(socket);
    if (port == nullptr)
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(Theme::instance().colors().accent, 2, line));
    painter.setBrush(Qt::NoBrush);
    const double radius = canvas_metrics::PortRadius * context.view.zoom + 4;
    painter.drawEllipse(context.view.toView(port->position), radius, radius);
}

QRect CanvasView::Private::statusRect() const { return {12, q.viewport()->height() - 30, 420, 22}; }

void CanvasView::Private::paintStatus(QPainter& painter) const
{
    const auto counted = [](std::size_t count, const char* one, const char* many) {
        return QStringLiteral("%L1 %2").arg(count).arg(QLatin1String(count == 1 ? one : many));
    };
    const QString text =
        QStringLiteral("%1 %   %2 · %3 · %4")
            .arg(qRound(context.view.zoom * 100))
            .arg(counted(scene.nodeCount(), "node", "nodes"), counted(scene.wires().size(), "wire", "wires"),
                 counted(scene.socketCount(), "socket", "sockets"));
    const ThemeColors& colors = Theme::instance().colors();
    painter.setFont(Theme::instance().smallFont());
    QRect ground = painter.boundingRect(statusRect(), Qt::AlignLeft | Qt::AlignVCenter, text).adjusted(-4, -2, 4, 2);
    painter.fillRect(ground, colors.canvas);
    painter.setPen(colors.textMuted);
    painter.drawText(statusRect(), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void CanvasView::Private::paintEmpty(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    const QRectF room(q.viewport()->rect());
    QRectF title(0, room.center().y() - 40, room.width(), 24);
    painter.setFont(theme.titleFont());
    painter.setPen(theme.colors().text);
    painter.drawText(title, Qt::AlignCenter, QObject::tr("Drag a socket from the palette to begin"));
    painter.setFont(theme.textFont());
    painter.setPen(theme.colors().textMuted);
    painter.drawText(title.translated(0, 28), Qt::AlignCenter,
                     QObject::tr("A PUSH here and a PULL beside it, then drag from port to port, then Run."));
    painter.drawText(title.translated(0, 50), Qt::AlignCenter,
                     QObject::tr("Or stamp a whole pattern, open an example, or paste one."));
}

} // namespace zeroloom
