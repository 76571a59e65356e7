// One plot over time: lines with their names at their ends, the unit at the axis, a read-out under the pointer.
// Wheel zooms time, dragging moves it, a double click returns to the last minute. GUI thread only.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QString>

#include "core/observe/observer.h"
#include "ui/monitor/custom_plot.h"

namespace zeroloom {

struct PlotLine {
    SeriesKey key;
    QString name;
    int look = 0; // its colour and its dashes; what is the same in several plots looks the same
    bool operator==(const PlotLine&) const = default;
};

enum class PlotUnit { MessagesPerSecond, Messages, Microseconds, Milliseconds };
QString unitName(PlotUnit unit); // "messages/s"

class TimePlot final : public QCustomPlot {
    Q_OBJECT
public:
    static constexpr double DefaultSpan = 60; // seconds
    // The points of one line from `since` to `until`, at most `most`.
    using History = std::function<std::vector<SeriesPoint>(const PlotLine&, double since, std::size_t most, double until)>;

    TimePlot(const QString& title, PlotUnit unit, QWidget* parent = nullptr);

    void setLines(const std::vector<PlotLine>& lines);
    const std::vector<PlotLine>& lines() const { return m_lines; }
    // Draws the histories up to `now`, seconds since the run started.
    void draw(const Observer& observer, double now);
    void draw(const History& history, double now);
    // Shows what it has, without new data (it was zoomed or moved while paused).
    void showLastMinute();
    bool followsNow() const { return m_follows; }
    const QString& title() const { return m_title; }
    PlotUnit unit() const { return m_unit; } // of the data; the axis may show a greater one
    // A few words beside the title.
    void setNote(const QString& note);

Q_SIGNALS:
    void rangeChangedByPerson();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    class ValueTicker;

    void restyle();
    void styleLine(int index);
    void makeRoomForNames();
    void placeNames();
    void fitValues();
    void showHeading();
    void showReadOut();
    QString valueText(double value) const;
    void fitTime(double now);

    QString m_title;
    PlotUnit m_unit;
    QString m_shownUnit;
    QString m_note;
    QSharedPointer<ValueTicker> m_values;
    std::vector<PlotLine> m_lines;
    std::vector<QCPItemText*> m_names;
    QCPItemText* m_readOut;
    QCPItemStraightLine* m_cursor;
    QLabel* m_heading;
    std::optional<double> m_pointer; // where it is over the plot, in pixels from the left
    double m_now = 0;
    double m_span = DefaultSpan;
    bool m_follows = true;
};

} // namespace zeroloom
