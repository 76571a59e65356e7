// Messages between nodes as a sequence that scrolls and zooms. The wheel scrolls, with Ctrl it zooms, dragging moves; a
// click on a message selects its wire. Paints only what is seen. GUI thread only.
#pragma once

#include <optional>
#include <set>

#include <QAbstractScrollArea>

#include "ui/document/document.h"
#include "ui/messages/sequence_geometry.h"

namespace zeroloom {

class SequenceView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    static constexpr double LeastZoom = 0.4, MostZoom = 3;

    // `document` outlives the view.
    explicit SequenceView(const Document& document, QWidget* parent = nullptr);

    // Stays at the newest when it was there.
    void showSequence(Sequence sequence);
    const Sequence& sequence() const { return m_sequence; }
    const SequenceGeometry& geometry() const { return m_geometry; }
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    // Whether the newest message is in view.
    bool atEnd() const;
    void scrollToEnd();
    std::optional<std::size_t> current() const { return m_current; }
    // Where a row is on the viewport.
    QRect rowRect(std::size_t row) const;
    // All that is known of a message, and of what rests under the pointer; empty: nothing.
    QString rowText(std::size_t row) const;
    QString tipAt(const QPoint& point) const;
    // Of the last paint.
    std::size_t rowsPainted() const { return m_rowsPainted; }

Q_SIGNALS:
    void wireChosen(const zeroloom::WireId& wire);
    void zoomChanged(double zoom);
    void scrolled();

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Drag {
        QPoint from;
        QPoint scroll;
        bool moved = false;
    };

    void layOut();
    void fitBars();
    QPointF toScene(const QPoint& point) const;
    void setCurrent(std::optional<std::size_t> row);
    void moveCurrent(int by);
    void chooseCurrent();

    const Document& m_document;
    Sequence m_sequence;
    SequenceGeometry m_geometry;
    double m_zoom = 1;
    std::optional<std::size_t> m_current;
    std::optional<Drag> m_drag;
    std::size_t m_rowsPainted = 0;
};

} // namespace zeroloom
