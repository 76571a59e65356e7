#include "ui/monitor/plots_panel.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSaveFile>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/drag_formats.h"
#include "ui/monitor/csv_field.h"
#include "ui/monitor/time_plot.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int RedrawMs = 200;
constexpr std::size_t MostSubjects = 6;
constexpr double MuchQueued = 10; // messages
constexpr double ChoiceSeconds = 3;
constexpr int WideEnough = 90 * Theme::Unit; // for the third plot

} // namespace

PlotsPanel::PlotsPanel(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_empty(new QLabel(this)), m_plotArea(new QWidget(this)),
      m_pauseButton(new QToolButton(this)), m_pinButton(new QToolButton(this)), m_redraw(new QTimer(this))
{
    setAccessibleName(tr("Plots"));
    setAcceptDrops(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Theme::Unit, Theme::Unit, Theme::Unit, Theme::Unit / 2);
    auto* plots = new QHBoxLayout(m_plotArea);
    plots->setContentsMargins(0, 0, 0, 0);
    plots->setSpacing(2 * Theme::Unit);
    for (const auto& [title, unit] :
         {std::pair{tr("Rate"), PlotUnit::MessagesPerSecond}, std::pair{tr("Queue depth"), PlotUnit::Messages},
          std::pair{tr("Latency, median"), PlotUnit::Microseconds}}) {
        auto* plot = new TimePlot(title, unit, m_plotArea);
        plots->addWidget(plot);
        m_plots.push_back(plot);
        connect(plot, &TimePlot::rangeChangedByPerson, this, &PlotsPanel::draw);
    }
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_plotArea, 1);
    layout->addWidget(m_empty, 1);

    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(2);
    const auto addButton = [&](QToolButton* button, const char* icon, const QString& tip) {
        button->setIcon(Theme::instance().icon(QString::fromLatin1(icon)));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        connect(&Theme::instance(), &Theme::changed, button,
                [button, icon] { button->setIcon(Theme::instance().icon(QString::fromLatin1(icon))); });
        buttons->addWidget(button);
        return button;
    };
    addButton(m_pauseButton, "pause", tr("Hold the plots still; recording goes on"))->setCheckable(true);
    addButton(m_pinButton, "pin", tr("Keep these lines whatever is selected"))->setCheckable(true);
    connect(addButton(new QToolButton(this), "csv", tr("Save the points shown as CSV…")), &QToolButton::clicked, this,
            &PlotsPanel::saveCsv);
    connect(addButton(new QToolButton(this), "picture", tr("Save the plots as PNG…")), &QToolButton::clicked, this,
            &PlotsPanel::savePicture);
    buttons->addStretch();
    layout->addLayout(buttons);

    connect(m_pauseButton, &QToolButton::toggled, this, &PlotsPanel::setPaused);
    connect(m_pinButton, &QToolButton::toggled, this, [this](bool pinned) {
        m_pinned.clear();
        if (pinned)
            for (const TimePlot* plot : m_plots)
                for (const PlotLine& line : plot->lines())
                    m_pinned.insert({line.key.socket, line.key.wire});
    });
    m_redraw->setSingleShot(true);
    m_redraw->setInterval(RedrawMs);
    connect(m_redraw, &QTimer::timeout, this, &PlotsPanel::draw);
    connect(&m_run, &RunController::observationChanged, this, [this] {
        if (isVisible() && !isPaused() && !m_redraw->isActive())
            m_redraw->start();
    });
    connect(&m_document, &Document::selectionChanged, this, &PlotsPanel::chooseSeries);
    connect(&m_document, &Document::changed, this, &PlotsPanel::chooseSeries);
    connect(&m_run, &RunController::stateChanged, this, [this] {
        if (m_run.state() == RunState::Starting)
            setPaused(false); // the time at which it was paused is one of another run
        chooseSeries();
    });
    chooseSeries();
}

void PlotsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    chooseSeries();
}

void PlotsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_plots[2]->setVisible(width() >= WideEnough);
}

std::vector<PlotSubject> PlotsPanel::chosen() const
{
    const Topology& topology = m_document.topology();
    std::vector<PlotSubject> subjects(m_pinned.begin(), m_pinned.end());
    std::erase_if(subjects, [&](const PlotSubject& subject) { return !exists(subject, topology); });
    if (subjects.empty())
        subjects = subjectsOf(m_document.selection(), topology);
    return subjects;
}

// Those with the longest queues, for these are what one looks for, and then the busiest.
std::vector<PlotSubject> PlotsPanel::foremost() const
{
    const ObservationPtr observation = m_run.observation();
    std::vector<std::pair<const SocketRef*, const SocketObservation*>> seen;
    for (const auto& [ref, observed] : observation->sockets)
        if (m_document.topology().socket(ref))
            seen.emplace_back(&ref, &observed);
    std::set<PlotSubject> subjects;
    const auto add = [&](std::size_t most, double least, double (*weight)(const SocketObservation&)) {
        std::stable_sort(seen.begin(), seen.end(), [&](const auto& one, const auto& other) {
            return weight(*one.second) > weight(*other.second);
        });
        for (const auto& [ref, observed] : seen)
            if (subjects.size() < most && weight(*observed) >= least)
                subjects.insert({*ref, {}});
    };
    add(MostSubjects - 2, MuchQueued, [](const SocketObservation& socket) {
        return static_cast<double>(std::max(socket.queueIn.value, socket.queueOut.value));
    });
    add(MostSubjects, 0,
        [](const SocketObservation& socket) { return static_cast<double>(socket.received + socket.sent); });
    return {subjects.begin(), subjects.end()};
}

void PlotsPanel::chooseSeries()
{
    if (!isVisible())
        return;
    std::vector<PlotSubject> subjects = chosen();
    if (isPaused() && m_choosesItself && subjects.empty()) {
        draw(); // what is busiest by now is no reason to show other lines
        return;
    }
    m_choosesItself = subjects.empty();
    m_chosenAt = m_run.observation()->seconds;
    const std::size_t all = m_choosesItself ? m_run.observation()->sockets.size() : subjects.size();
    if (m_choosesItself)
        subjects = foremost();
    if (subjects.size() > MostSubjects)
        subjects.resize(MostSubjects);
    m_plots[0]->setNote(all > subjects.size() ? tr("%1 of %2").arg(subjects.size()).arg(all) : QString());
    showLines(subjects);
}

void PlotsPanel::showLines(const std::vector<PlotSubject>& subjects)
{
    const Topology& topology = m_document.topology();
    m_looks.show(subjects);
    m_plots[0]->setLines(m_looks.given(rateLines(subjects, topology)));
    m_plots[1]->setLines(m_looks.given(depthLines(subjects, topology)));
    m_plots[2]->setLines(m_looks.given(latencyLines(subjects, topology)));
    const bool any = m_run.observer() && !subjects.empty();
    m_plotArea->setVisible(any);
    m_empty->setVisible(!any);
    m_empty->setText(m_run.state() == RunState::Stopped
                         ? tr("Run the topology (F5) to see rates, queues and latency over time.")
                         : tr("Nothing has been measured yet: what runs shows its rates, queues and latency here."));
    if (any)
        draw();
}

double PlotsPanel::shownNow() const { return m_pausedAt.value_or(m_run.observation()->seconds); }

// Of its own choice it changes its mind seldom, so that lines can be followed; of somebody's or while paused, never.
bool PlotsPanel::wantsOtherSeries() const
{
    const double now = shownNow();
    if (isPaused())
        return false;
    if (m_plots[0]->lines().empty())
        return !m_run.observation()->sockets.empty() && now != m_chosenAt;
    return m_choosesItself && (now > m_chosenAt + ChoiceSeconds || now < m_chosenAt);
}

void PlotsPanel::draw()
{
    const Observer* observer = m_run.observer();
    if (!observer || !isVisible())
        return;
    if (wantsOtherSeries()) {
        chooseSeries();
        return;
    }
    for (TimePlot* plot : m_plots)
        plot->draw(*observer, shownNow());
}

void PlotsPanel::setPaused(bool paused)
{
    if (paused == isPaused())
        return;
    m_pausedAt = paused ? std::optional(m_run.observation()->seconds) : std::nullopt;
    m_pauseButton->setChecked(paused);
    m_pauseButton->setToolTip(paused ? tr("Go on") : tr("Hold the plots still; recording goes on"));
    draw();
}

QString PlotsPanel::toCsv() const
{
    QString csv = QStringLiteral("plot,series,unit,seconds,value\n");
    for (const TimePlot* plot : m_plots)
        for (std::size_t i = 0; i < plot->lines().size(); ++i)
            for (const QCPGraphData& point : *plot->graph(static_cast<int>(i))->data())
                csv +=
                    QStringLiteral("%1,%2,%3,%4,%5\n")
                        .arg(csvField(plot->title()), csvField(plot->lines()[i].name), csvField(unitName(plot->unit())))
                        .arg(point.key, 0, 'f', 3)
                        .arg(std::isnan(point.value) ? QString() : QString::number(point.value, 'g', 10));
    return csv;
}

void PlotsPanel::saveCsv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save points"), QStringLiteral("plots.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray bytes = toCsv().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        QMessageBox::warning(this, tr("Save points"), tr("%1 could not be written: %2").arg(path, file.errorString()));
}

void PlotsPanel::savePicture()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save picture"), QStringLiteral("plots.png"), tr("PNG picture (*.png)"));
    if (!path.isEmpty() && !m_plotArea->grab().save(path, "PNG"))
        QMessageBox::warning(this, tr("Save picture"), tr("%1 could not be written.").arg(path));
}

void PlotsPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasFormat(QString::fromLatin1(PlaceMime)))
        event->acceptProposedAction();
}

void PlotsPanel::dropEvent(QDropEvent* event)
{
    const Place place = unpacked(event->mimeData()->data(QString::fromLatin1(PlaceMime)));
    const auto subjects = subjectsAt(place, m_document.topology());
    if (!subjects.empty()) {
        m_pinned.insert(subjects.begin(), subjects.end());
        const QSignalBlocker blocker(m_pinButton);
        m_pinButton->setChecked(true);
        chooseSeries();
    }
    event->acceptProposedAction();
}

} // namespace zeroloom
