#include "ui/liveness/liveness_panel.h"

#include <algorithm>
#include <array>
#include <ranges>

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include "core/model/monitor_nodes.h"
#include "ui/inspector/elided_label.h"
#include "ui/liveness/change_log.h"
#include "ui/liveness/heart_alarm.h"
#include "ui/liveness/heart_filter_bar.h"
#include "ui/liveness/heart_table_view.h"
#include "ui/liveness/monitor_line.h"
#include "ui/liveness/round_trip_plot.h"
#include "ui/liveness/run_liveness.h"
#include "ui/liveness/timeline_view.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int WideEnough = 90 * Theme::Unit; // for the table and another page beside it
constexpr int HighEnough = 24 * Theme::Unit; // for the line of detail
constexpr std::size_t MostMarkedRows = 1000; // on the timeline
constexpr std::size_t PlottedUnasked = 4;    // hearts, when none is selected

std::array<std::uint64_t, 4> countsOf(const HeartBook& book, std::optional<std::uint32_t> only)
{
    std::array<std::uint64_t, 4> counts{};
    for (std::uint32_t monitor = 0; monitor < book.monitors(); ++monitor) {
        const HeartMonitorObservation* observation = book.monitor(monitor);
        if (!observation || (only && *only != monitor))
            continue;
        const HeartMonitorFigures& figures = observation->figures;
        counts[static_cast<std::size_t>(HeartState::Alive)] += figures.alive;
        counts[static_cast<std::size_t>(HeartState::Late)] += figures.late;
        counts[static_cast<std::size_t>(HeartState::Lost)] += figures.lost;
        counts[static_cast<std::size_t>(HeartState::Left)] += figures.left;
    }
    return counts;
}

} // namespace

LivenessPanel::LivenessPanel(Document& document, RunController& run, QWidget* parent)
    : LivenessPanel(document, std::make_unique<RunLiveness>(run), parent)
{
    connect(&run, &RunController::observationChanged, this, &LivenessPanel::observationCame);
    connect(&run, &RunController::stateChanged, this, [this, &run] {
        if (run.state() == RunState::Starting && run.observer() && run.observer()->lastHeartEventNumber() < m_lastEvent)
            forget();
        observationCame();
    });
}

LivenessPanel::LivenessPanel(Document& document, std::unique_ptr<LivenessSource> source, QWidget* parent)
    : QWidget(parent), m_document(document), m_source(std::move(source)), m_timer(new QTimer(this)),
      m_alarm(new HeartAlarm(this))
{
    setAccessibleName(tr("Heartbeats"));
    build();
    connectParts();
    showPage(Timeline);
    showWhatIsThere();
}

LivenessPanel::~LivenessPanel() = default;

void LivenessPanel::build()
{
    m_whole = new QStackedWidget(this);
    m_empty = new QLabel(m_whole);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_whole->addWidget(m_empty);

    auto* content = new QWidget(m_whole);
    m_line = new MonitorLine(m_document, m_book, content);
    m_filter = new HeartFilterBar(*m_alarm, content);
    m_tabs = new QTabBar(content);
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What is shown beside the table"));
    m_pageChoice = new QComboBox(content);
    m_pageChoice->setAccessibleName(tr("What is shown"));
    for (const QString& title : {tr("Hearts"), tr("Timeline"), tr("Round trips"), tr("Changes")}) {
        m_pageChoice->addItem(title);
        if (m_pageChoice->count() > 1)
            m_tabs->addTab(title);
    }
    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_tabs);
    bar->addWidget(m_pageChoice);
    m_detail = new ElidedLabel(Qt::ElideRight, content);
    m_detail->setAccessibleName(tr("Current heart"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(Theme::Unit, Theme::Unit / 2, Theme::Unit, 2);
    layout->setSpacing(Theme::Unit / 2);
    layout->addWidget(m_line);
    layout->addLayout(bar);
    layout->addWidget(buildPages(), 1);
    layout->addWidget(m_detail);
    m_whole->addWidget(content);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_whole);
}

QWidget* LivenessPanel::buildPages()
{
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_table = new HeartTableView(m_book, m_splitter);
    m_pages = new QStackedWidget(m_splitter);
    m_timelineView = new TimelineView(
        m_table->rows(), m_book, m_marks, [this](std::uint64_t event) { return causeOf(event); }, m_pages);
    m_plot = new RoundTripPlot(m_book, m_trips, m_pages);
    m_log = new ChangeLog(*m_source, m_pages);
    for (QWidget* page :
         {static_cast<QWidget*>(m_timelineView), static_cast<QWidget*>(m_plot), static_cast<QWidget*>(m_log)})
        m_pages->addWidget(page);
    return m_splitter;
}

void LivenessPanel::connectParts()
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(RefreshMs);
    connect(m_timer, &QTimer::timeout, this, &LivenessPanel::refresh);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { showPage(static_cast<Page>(tab + 1)); });
    connect(m_pageChoice, &QComboBox::activated, this, [this](int page) { showPage(static_cast<Page>(page)); });
    connect(m_filter, &HeartFilterBar::filterChanged, this, &LivenessPanel::applyFilter);
    connect(m_line, &MonitorLine::chosenChanged, this, &LivenessPanel::applyFilter);
    connect(m_table, &HeartTableView::chosenChanged, this, [this] {
        m_timelineView->setChosen(m_table->chosen(MostMarkedRows));
        showDetail();
        showPlot();
    });
    connect(m_table, &HeartTableView::orderChanged, m_timelineView, &TimelineView::rowsChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LivenessPanel::showDetail);
    // One bar for both, in both directions.
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, m_timelineView->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_timelineView->verticalScrollBar(), &QScrollBar::valueChanged, m_table->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_timelineView, &TimelineView::heartClicked, m_table, &HeartTableView::choose);
    connect(m_log, &ChangeLog::heartChosen, this, &LivenessPanel::choose);
    connect(m_table, &HeartTableView::chosenChanged, this, [this] {
        if (const std::vector<HeartKey> first = m_table->chosen(1); !first.empty())
            Q_EMIT heartChosen(m_book.monitorId(first.front().monitor), first.front().heart);
    });
    connect(m_alarm, &HeartAlarm::messageWanted, this, &LivenessPanel::messageWanted);
    connect(&m_document, &Document::changed, this, [this] { showWhatIsThere(); });
}

void LivenessPanel::choose(const NodeId& monitor, std::uint32_t heart)
{
    refresh(); // it may have been seen elsewhere first
    m_table->choose({m_book.placeOf(monitor), heart});
}

void LivenessPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitWidth();
    refresh();
}

void LivenessPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

// In a narrow panel one page takes the whole width, and the table is one of them.
void LivenessPanel::fitWidth()
{
    m_narrow = width() < WideEnough;
    m_tabs->setVisible(!m_narrow);
    m_pageChoice->setVisible(m_narrow);
    m_filter->setNarrow(m_narrow);
    m_detail->setVisible(height() >= HighEnough);
    if (!m_narrow && !m_split) {
        m_split = true;
        m_splitter->setSizes({width() * 56 / 100, width() * 44 / 100});
    }
    showPage(m_page);
}

void LivenessPanel::showPage(Page page)
{
    m_page = page;
    const Page beside = page == Hearts ? Timeline : page;
    m_pages->setCurrentIndex(beside - 1);
    m_table->setVisible(!m_narrow || page == Hearts);
    m_pages->setVisible(!m_narrow || page != Hearts);
    const QSignalBlocker noTab(m_tabs), noChoice(m_pageChoice);
    m_tabs->setCurrentIndex(beside - 1);
    m_pageChoice->setCurrentIndex(page);
    m_timelineView->setBesideTable(!m_narrow, m_table->horizontalHeader()->sizeHint().height());
    showPlot();
}

void LivenessPanel::observationCame()
{
    if (!m_timer->isActive())
        m_timer->start();
}

void LivenessPanel::forget()
{
    m_book.clear();
    m_marks.clear();
    m_trips.clear();
    m_alarm->clear();
    m_log->clear();
    m_lastEvent = 0;
    m_table->rows().update(true);
    m_timelineView->rowsChanged();
}

void LivenessPanel::refresh()
{
    const ObservationPtr observation = m_source->observation();
    if (m_source->lastHeartEventNumber() < m_lastEvent)
        forget();
    const bool hadMonitors = std::ranges::any_of(std::views::iota(0U, m_book.monitors()),
                                                 [this](std::uint32_t place) { return m_book.monitor(place); });
    m_book.show(observation, QDateTime::currentMSecsSinceEpoch());
    m_trips.record(m_book);
    if (takeEvents())
        m_timer->start(0);
    if (!hadMonitors && !observation->monitors.empty())
        Q_EMIT monitorsAppeared();
    showHeadline();
    if (isVisible())
        showParts();
}

// Whether some are left for the next time.
bool LivenessPanel::takeEvents()
{
    const std::vector<Observer::HeartEvent> events = m_source->heartEvents(m_lastEvent, EventsAtOnce);
    for (const Observer::HeartEvent& event : events) {
        m_marks.add({m_book.placeOf(event.monitor), event.change.heart}, event);
        m_alarm->add(event);
        m_lastEvent = event.number;
    }
    return events.size() == EventsAtOnce && m_lastEvent < m_source->lastHeartEventNumber();
}

void LivenessPanel::showParts()
{
    showWhatIsThere();
    if (m_whole->currentIndex() == 0)
        return;
    m_line->refresh();
    m_filter->showCounts(countsOf(m_book, m_line->chosen()));
    m_table->refresh();
    m_timelineView->setNow(m_source->observation()->seconds);
    m_log->fetch();
    showDetail();
    showPlot();
}

void LivenessPanel::showWhatIsThere()
{
    const bool any = std::ranges::any_of(std::views::iota(0U, m_book.monitors()),
                                         [this](std::uint32_t place) { return m_book.monitor(place); });
    m_whole->setCurrentIndex(any ? 1 : 0);
    if (any) {
        m_table->setPlaceholder(m_book.size() > 0 ? tr("No heart matches the filter.")
                                                  : tr("No heart has answered yet."));
        return;
    }
    const bool drawn = std::ranges::any_of(m_document.topology().nodes, watchesHearts);
    m_empty->setText(drawn ? tr("Run the topology (F5) to see its hearts.")
                           : tr("No hearts are watched. Choose Monitor > Heartbeats… to watch a network that runs "
                                "already, or drop a heartbeater from the palette to design one."));
}

void LivenessPanel::showHeadline()
{
    const std::array<std::uint64_t, 4> counts = countsOf(m_book, std::nullopt);
    const std::uint64_t lost = counts[static_cast<std::size_t>(HeartState::Lost)];
    const std::uint64_t all = counts[0] + counts[1] + counts[2] + counts[3];
    const QString headline = lost > 0  ? tr("Heartbeats: %1 lost").arg(countText(lost))
                             : all > 0 ? tr("Heartbeats %1").arg(countText(all))
                                       : tr("Heartbeats");
    if (headline != m_headline) {
        m_headline = headline;
        Q_EMIT headlineChanged(headline);
    }
}

void LivenessPanel::applyFilter()
{
    HeartFilter filter = m_filter->filter();
    filter.monitor = m_line->chosen();
    m_table->rows().setFilter(filter);
    m_log->setWords(filter.words);
    m_filter->showCounts(countsOf(m_book, filter.monitor));
    showWhatIsThere();
    showPlot();
}

void LivenessPanel::showPlot()
{
    if (!m_plot->isVisible())
        return;
    std::vector<HeartKey> hearts = m_table->chosen(RoundTripPlot::MostHearts);
    std::size_t all = m_table->chosenCount();
    if (hearts.empty()) {
        const std::vector<HeartKey>& rows = m_table->rows().rows();
        hearts.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), PlottedUnasked)));
        all = rows.size();
    }
    m_plot->setHearts(hearts, all);
    m_plot->draw(m_source->observation()->seconds);
}

void LivenessPanel::showDetail()
{
    const std::vector<HeartKey> current = m_table->chosen(1);
    const Heart* heart = current.empty() ? nullptr : m_book.heart(current.front());
    m_detail->setText(heart ? heartDetail(m_book, current.front(), *heart)
                            : tr("Select a heart to read why it is late or lost."));
    m_detail->setForegroundRole(heart ? QPalette::WindowText : QPalette::PlaceholderText);
}

QString LivenessPanel::causeOf(std::uint64_t event) const
{
    const std::vector<Observer::HeartEvent> found = m_source->heartEvents(event - 1, 1);
    return found.empty() || found.front().number != event ? QString() : toQString(found.front().change.cause);
}

} // namespace zeroloom
