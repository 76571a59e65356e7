// The liveness panel: all hearts of the run in a table, on a timeline, in a plot of round trips and in a log of
// changes, under one filter. Follows the run at five looks a second at most; while hidden it only keeps what it needs
// to show the past. GUI thread only.
#pragma once

#include <memory>

#include <QWidget>

#include "ui/document/document.h"
#include "ui/liveness/heart_book.h"
#include "ui/liveness/liveness_source.h"
#include "ui/liveness/round_trips.h"
#include "ui/liveness/timeline_store.h"

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QTimer;

namespace zeroloom {

class ChangeLog;
class ElidedLabel;
class HeartAlarm;
class HeartFilterBar;
class HeartTableView;
class MonitorLine;
class RoundTripPlot;
class RunController;
class TimelineView;

class LivenessPanel final : public QWidget {
    Q_OBJECT
public:
    static constexpr int RefreshMs = 200;
    static constexpr std::size_t EventsAtOnce = 5000; // so that no burst makes the window stand still

    // Shows what `run` runs.
    LivenessPanel(Document& document, RunController& run, QWidget* parent = nullptr);
    // Shows what `source` has whenever observationCame() says so.
    LivenessPanel(Document& document, std::unique_ptr<LivenessSource> source, QWidget* parent = nullptr);
    ~LivenessPanel() override;

    // Something new may be seen: looked at soon.
    void observationCame();
    // Looks now.
    void refresh();
    // Another run: its hearts are others.
    void forget();

    // Selects the heart where it is listed.
    void choose(const NodeId& monitor, std::uint32_t heart);

    const HeartBook& book() const { return m_book; }
    const TimelineStore& timeline() const { return m_marks; }
    std::uint64_t lastEvent() const { return m_lastEvent; }

    QSize sizeHint() const override { return {900, 240}; }
    // Less than its wide form needs: it takes the narrow one by itself.
    QSize minimumSizeHint() const override { return {360, 120}; }

Q_SIGNALS:
    void monitorsAppeared();                                          // the first of a run
    void headlineChanged(const QString& text);                        // "Heartbeats 1,203", "Heartbeats: 3 lost"
    void heartChosen(const zeroloom::NodeId& monitor, quint32 heart); // in one of its views
    void messageWanted(const QString& text);                          // a notification that the desktop can't show

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Page { Hearts, Timeline, RoundTripTimes, Changes, PageCount };

    void build();
    QWidget* buildPages();
    void connectParts();
    bool takeEvents();
    void showParts();
    void showPage(Page page);
    void showWhatIsThere();
    void showHeadline();
    void showPlot();
    void showDetail();
    void applyFilter();
    void fitWidth();
    QString causeOf(std::uint64_t event) const;

    Document& m_document;
    std::unique_ptr<LivenessSource> m_source;
    HeartBook m_book;
    TimelineStore m_marks;
    RoundTrips m_trips;
    std::uint64_t m_lastEvent = 0;

    QTimer* m_timer;
    HeartAlarm* m_alarm;
    QStackedWidget* m_whole; // what is there, or why nothing is
    QLabel* m_empty;
    MonitorLine* m_line;
    HeartFilterBar* m_filter;
    QTabBar* m_tabs;
    QComboBox* m_pageChoice; // in place of the tabs in a narrow panel
    QSplitter* m_splitter;
    HeartTableView* m_table;
    QStackedWidget* m_pages;
    TimelineView* m_timelineView;
    RoundTripPlot* m_plot;
    ChangeLog* m_log;
    ElidedLabel* m_detail;
    Page m_page = Timeline;
    bool m_narrow = false;
    bool m_split = false;
    QString m_headline;
};

} // namespace zeroloom
