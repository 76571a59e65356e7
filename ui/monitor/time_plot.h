// One plot over time: lines with their names at their ends, the unit at the axis, a read-out under the pointer.
// Wheel zooms time, dragging moves it, a double click returns to the last minute. GUI thread only.
#pragma once

#include <QString>
#include <vector>

#include "core/observe/observer.h"
#include "ui/monitor/custom_plot.h"

namespace zeroloom {

struct PlotLine {
    SeriesKey key;
    QString name;
    int look = 0; // its colour and its dashes; what is the same in several plots looks the same
    bool operator==(const PlotLine&) const = default;
};

class TimePlot final : public QCustomPlot {
    Q_OBJECT
public:
    static constexpr double DefaultSpan = 60; // seconds

    TimePlot(const QString& title, const QString& unit, QWidget* parent = nullptr);

    void setLines(const std::vector<PlotLine>& lines);
    const std::vector<PlotLine>& lines() const { return m_lines; }
    // Draws the histories up to `now`, seconds since the run started.
    void draw(const Observer& observer, double now);
    // Shows what it has, without new data (it was zoomed or moved while paused).
    void showLastMinute();
    bool followsNow() const { return m_follows; }
    const QString& title() const { return m_title; }
    const QString& unit() const { return m_unit; }

Q_SIGNALS:
    void rangeChangedByPerson();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void restyle();
    void styleLine(int index);
    void makeRoomForNames();
    void placeNames();
    void fitValues();
    void fitTime(double now);

    QString m_title;
    QString m_unit;
    std::vector<PlotLine> m_lines;
    std::vector<QCPItemText*> m_names;
    QCPItemText* m_readOut;
    QCPItemStraightLine* m_cursor;
    QLabel* m_heading;
    double m_now = 0;
    double m_span = DefaultSpan;
    bool m_follows = true;
};

} // namespace zeroloom
