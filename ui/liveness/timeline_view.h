// A row for each heart that is listed, in the table's order: when it was alive, late, lost, back or left. The wheel
// zooms time, dragging moves it and the rows, a double click returns to now. Draws only what can be seen. GUI thread
// only.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include <QAbstractScrollArea>

#include "ui/liveness/heart_table_model.h"
#include "ui/liveness/timeline_painter.h"
#include "ui/liveness/timeline_store.h"

namespace zeroloom {

class TimelineView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    static constexpr double DefaultSpan = 60; // seconds
    static constexpr double LeastSpan = 1, MostSpan = 24 * 3600;

    // All outlive the view. `cause` tells why, of an event's number.
    TimelineView(const HeartTableModel& rows, const HeartBook& book, const TimelineStore& store,
                 std::function<QString(std::uint64_t event)> cause, QWidget* parent = nullptr);

    // Seconds since the run started.
    void setNow(double now);
    // The height of the table's header, so that rows stand beside each other; ids are drawn when no table does it.
    void setBesideTable(bool beside, int headerHeight);
    // Their rows are marked as the table marks them.
    void setChosen(const std::vector<HeartKey>& hearts);
    // Rows came, went or moved.
    void rowsChanged();
    double span() const { return m_span; }
    bool followsNow() const { return m_follows; }
    // What rests under the pointer; empty: nothing.
    QString tipAt(const QPoint& point) const;

Q_SIGNALS:
    void heartClicked(zeroloom::HeartKey heart);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Drag {
        QPoint from;
        double end;
        int scroll;
        bool moved = false;
    };

    double end() const { return m_follows ? m_now : m_end; }
    int namesWidth() const;
    QRect bars() const; // where the rows' bars are, without header and names
    double secondsAt(double x) const;
    void zoom(double factor, double atSeconds);
    void pan(double seconds);
    void fitScroll();
    int rowAt(int y) const;
    void paintRow(QPainter& painter, int row, const TimeScale& scale);

    const HeartTableModel& m_rows;
    const HeartBook& m_book;
    const TimelineStore& m_store;
    std::function<QString(std::uint64_t)> m_cause;
    std::set<HeartKey> m_chosen;
    double m_now = 0, m_end = 0, m_span = DefaultSpan;
    bool m_follows = true;
    bool m_beside = true;
    int m_headerHeight = 24;
    std::optional<Drag> m_drag;
};

} // namespace zeroloom
