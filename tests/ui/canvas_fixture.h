// A shown canvas over a document, with the mouse and the keys of a person. For tests of the canvas.
#pragma once

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

namespace zeroloom {

class CanvasFixture {
public:
    explicit CanvasFixture(Topology topology = {}, QSize size = {1000, 620})
    {
        QObject::connect(&view, &CanvasView::message, &view, [this](const QString& text) { said = text; });
        document.reset(std::move(topology));
        view.resize(size);
        view.show();
        view.activateWindow();
        view.setFocus();
        if (document.topology().nodes.empty())
            view.centreOn({0, 0});
        else
            view.zoomToFit();
    }

    Editor& editor() { return document.editor(); }
    const Topology& topology() const { return document.topology(); }
    QWidget* port() { return view.viewport(); }
    QPoint at(const QPointF& scene) const { return view.mapFromScene(scene).toPoint(); }
    QPoint atPort(const char* node, const char* socket) const
    {
        return at(view.portPosition({NodeId(node), SocketId(socket)}));
    }
    // In the lower part of a card, where neither title nor port is.
    QPoint atNode(const char* node) const
    {
        const QRectF rect = view.nodeRect(NodeId(node));
        return at({rect.center().x(), rect.bottom() - 8});
    }
    Point placeOf(const char* node) const { return topology().layout.at(NodeId(node)); }

    void press(const QPoint& place, Qt::KeyboardModifiers keys = {})
    {
        QTest::mousePress(port(), Qt::LeftButton, keys, place);
    }
    void release(const QPoint& place, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseRelease(port(), Qt::LeftButton, keys, place);
    }
    void click(const QPoint& place, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(port(), Qt::LeftButton, keys, place);
    }
    void moveTo(const QPoint& place, Qt::KeyboardModifiers keys = {})
    {
        QMouseEvent event(QEvent::MouseMove, place, port()->mapToGlobal(place), Qt::NoButton, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(port(), &event);
    }
    // In steps, as a hand does.
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys = {})
    {
        press(from, keys);
        for (int step = 1; step <= 4; ++step)
            moveTo(from + (to - from) * step / 4, keys);
        release(to, keys);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&view, which, keys); }

    // What the palette's drag does. Returns whether the canvas took it.
    bool drop(const char* format, const QByteArray& payload, const QPoint& place)
    {
        QMimeData data;
        data.setData(QLatin1String(format), payload);
        return drop(data, place);
    }
    bool drop(const QMimeData& data, const QPoint& place)
    {
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(port(), &enter);
        if (!enter.isAccepted())
            return false;
        QDragMoveEvent move(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(port(), &move);
        QDropEvent dropped(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(port(), &dropped);
        return dropped.isAccepted();
    }

    DiskFileSystem files;
    Document document{files};
    RunController run{document};
    CanvasView view{document, run};
    QString said;
};

} // namespace zeroloom
