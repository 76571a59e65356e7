// Plots of the run: rate, latency and queue depth of what is selected or pinned. Draws only while it can be seen.
// GUI thread only.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/monitor/line_looks.h"

class QLabel;
class QToolButton;
class QTimer;

namespace zeroloom {

class TimePlot;

class PlotsPanel final : public QWidget {
    Q_OBJECT
public:
    PlotsPanel(Document& document, RunController& run, QWidget* parent = nullptr);

    // Paused plots stand still at the moment of the pause, also when they are zoomed, moved or show other lines.
    void setPaused(bool paused);
    bool isPaused() const { return m_pausedAt.has_value(); }
    // All points that are drawn now: a header line, then "series,unit,seconds,value" lines.
    QString toCsv() const;

    QSize sizeHint() const override { return {900, 240}; }

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void chooseSeries();
    void showLines(const std::vector<PlotSubject>& subjects);
    void draw();
    double shownNow() const;
    bool wantsOtherSeries() const;
    void saveCsv();
    void savePicture();
    // What is pinned, else what is selected; empty: the panel chooses by itself.
    std::vector<PlotSubject> chosen() const;
    std::vector<PlotSubject> foremost() const;

    Document& m_document;
    RunController& m_run;
    std::vector<TimePlot*> m_plots;
    std::set<PlotSubject> m_pinned;
    LineLooks m_looks;
    QLabel* m_empty;
    QWidget* m_plotArea;
    QToolButton* m_pauseButton;
    QToolButton* m_pinButton;
    QTimer* m_redraw;
    std::optional<double> m_pausedAt; // seconds since the run started
    bool m_choosesItself = true;
    double m_chosenAt = -1; // seconds since the run started
};

} // namespace zeroloom
