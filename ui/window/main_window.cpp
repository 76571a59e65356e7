#include "ui/window/main_window.h"

#include <algorithm>

#include <QApplication>
#include <QCloseEvent>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/canvas/canvas_view.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/problems_panel.h"
#include "ui/liveness/liveness_panel.h"
#include "ui/messages/messages_panel.h"
#include "ui/messages/run_message_source.h"
#include "ui/messages/sequence_panel.h"
#include "ui/monitor/event_log_panel.h"
#include "ui/monitor/plots_panel.h"
#include "ui/palette/palette_panel.h"
#include "ui/theme/figures.h"
#include "ui/window/command_palette.h"
#include "ui/window/export_flow.h"
#include "ui/window/file_flow.h"
#include "ui/window/import_flow.h"
#include "ui/window/insertion.h"
#include "ui/window/learning_flow.h"
#include "ui/window/message_bar.h"
#include "ui/window/monitor_flow.h"
#include "ui/window/questions.h"
#include "ui/window/run_messages.h"
#include "ui/window/run_tools.h"
#include "ui/window/start_panel.h"
#include "ui/window/status_line.h"
#include "ui/window/tool_bar.h"
#include "ui/window/window_menus.h"

namespace zeroloom {

namespace {

constexpr int PaletteWidth = 200;
constexpr int InspectorWidth = 300;
constexpr int TabsHeight = 235;
constexpr int SavedMessageMs = 6000;

QSplitter* makeSplitter(Qt::Orientation orientation, QWidget* parent)
{
    auto* splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

} // namespace

MainWindow::MainWindow(FileSystem& fileSystem, WindowOptions options)
    : m_fileSystem(fileSystem), m_options(std::move(options)), m_document(std::make_unique<Document>(fileSystem)),
      m_run(std::make_unique<RunController>(*m_document, m_options.hostProgram)), m_actions(makeActions(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(640, 400);
    buildPanels();

    m_files = new FileFlow(*m_document, *m_run, *m_messages, this, [this] { return &openWindow()->files(); });
    m_exports = new ExportFlow(*m_document, m_fileSystem, *m_messages, this, [this] { showProblems(); });
    m_imports = new ImportFlow(*m_document, *m_canvas, *m_messages, *m_files, m_fileSystem, this);
    m_insertion = new Insertion(*m_document, *m_canvas, *m_messages, this);
    m_monitors =
        new MonitorFlow(*m_document, *m_run, *m_canvas, *m_messages, m_fileSystem, this,
                        {.newWindow = [this] { return &openWindow()->monitors(); }, .run = [this] { startRun(); }});
    m_learning = new LearningFlow(*m_document, *m_run, *m_files, *m_messages, m_actions,
                                  {.area = centralWidget(),
                                   .columns = m_columns,
                                   .side = m_side,
                                   .stage = m_stage,
                                   .focusCanvas = [this] { m_canvas->setFocus(); }},
                                  this);
    m_commandPalette = new CommandPalette(this);
    new RunMessages(*m_document, *m_run, *m_messages, this);
    m_runTools = new RunTools({*m_document, *m_run, *m_canvas, *m_messages, m_actions, *this, [this] { startRun(); }});
    m_catalogueActions = buildMenus(*menuBar(), m_actions,
                                    {[this](const QString& source) { m_files->open(source); },
                                     [this](SocketType type) { m_insertion->addSocket(type); },
                                     [this](const QString& name) { m_insertion->addRole(name); },
                                     [this](const QString& name) { m_insertion->addStamp(name); },
                                     [this](Pattern pattern) { m_insertion->wireByPattern(pattern); },
                                     [this](QMenu& menu) { m_runTools->fillFaults(menu); },
                                     [this](QMenu& menu) { m_runTools->fillScenarios(menu); }});
    m_toolBar = new ToolBar(m_actions, *m_run, this);
    addToolBar(m_toolBar);
    connectFileActions();
    connectExchangeActions();
    connectEditActions();
    connectViewActions();
    connectTopologyActions();
    connectRunActions();
    connectMonitorActions();
    restoreLayout();
    updateTitle();
    updateEditActions();
    updateRunActions();
}

MainWindow::~MainWindow()
{
    // The tools and the views refer to the document and the run; they go first.
    delete m_runTools;
    delete takeCentralWidget();
    m_run.reset();
}

void MainWindow::buildPanels()
{
    auto* centre = new QWidget(this);
    auto* centreLayout = new QVBoxLayout(centre);
    centreLayout->setContentsMargins(0, 0, 0, 0);
    m_columns = makeSplitter(Qt::Horizontal, centre);
    centreLayout->addWidget(m_columns);
    m_columns->setObjectName(QStringLiteral("columns"));
    m_palette = new PalettePanel(m_columns);
    m_middle = makeSplitter(Qt::Vertical, m_columns);

    auto* stage = new QWidget(m_middle);
    m_stage = new QVBoxLayout(stage);
    m_stage->setContentsMargins(0, 0, 0, 0);
    m_stage->setSpacing(0);
    m_messages = new MessageBar(stage);
    m_canvas = new CanvasView(*m_document, *m_run, stage);
    m_canvas->setMinimumSize(160, 120);
    m_stage->addWidget(m_messages);
    m_stage->addWidget(m_canvas, 1);

    m_tabs = new QTabWidget(m_middle);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(new PlotsPanel(*m_document, *m_run, m_tabs), tr("Plots"));
    addMessagePanels();
    auto* events = new EventLogPanel(*m_document, *m_run, m_tabs);
    m_tabs->addTab(events, tr("Events"));
    connect(events, &EventLogPanel::totalChanged, m_tabs, [this, events](quint64 total) {
        m_tabs->setTabText(m_tabs->indexOf(events), total > 0 ? tr("Events %1").arg(countText(total)) : tr("Events"));
    });
    addLivenessPanel();

    // A lesson shares the inspector's column, so that the canvas keeps its room.
    m_side = new QTabWidget(m_columns);
    m_side->setObjectName(QStringLiteral("side"));
    m_side->setDocumentMode(true);
    m_side->setTabBarAutoHide(true);
    m_right = makeSplitter(Qt::Vertical, m_side);
    m_side->addTab(m_right, tr("Inspector"));
    m_inspector = new InspectorPanel(*m_document, *m_run, m_right);
    new ProblemsPanel(*m_document, *m_run, m_right);
    m_columns->setStretchFactor(1, 1);
    m_middle->setStretchFactor(0, 1);
    m_right->setStretchFactor(0, 3);
    m_right->setStretchFactor(1, 1);
    m_columns->setSizes({PaletteWidth, 1440 - PaletteWidth - InspectorWidth, InspectorWidth});
    m_middle->setSizes({560, TabsHeight});
    m_right->setSizes({500, 280});
    setCentralWidget(centre);

    m_statusLine = new StatusLine(*m_document, *m_run);
    statusBar()->addWidget(m_statusLine, 1);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    // A message takes the line's place; the window above must not move for it.
    statusBar()->setFixedHeight(statusBar()->sizeHint().height());
}

void MainWindow::addMessagePanels()
{
    auto* messages = new MessagesPanel(*m_document, std::make_unique<RunMessageSource>(*m_run), m_fileSystem, m_tabs);
    auto* sequence = new SequencePanel(*m_document, std::make_unique<RunMessageSource>(*m_run), m_fileSystem, m_tabs);
    m_tabs->addTab(messages, tr("Messages"));
    m_tabs->addTab(sequence, tr("Sequence"));
    const auto bringUp = [this](QWidget* panel) {
        m_actions.showPlots->setChecked(true);
        m_tabs->setCurrentWidget(panel);
    };
    const auto show = [bringUp](QWidget* panel) {
        bringUp(panel);
        panel->setFocus(); // its keys are the next that are wanted
    };
    connect(m_actions.showMessages, &QAction::triggered, messages, [show, messages] { show(messages); });
    connect(m_actions.showSequence, &QAction::triggered, sequence, [show, sequence] { show(sequence); });
    connect(m_canvas, &CanvasView::messagesWanted, messages, [show, messages](const Place& place) {
        show(messages);
        place == Place{} ? messages->followSelection() : messages->choose(place);
    });
    connect(m_canvas, &CanvasView::sequenceWanted, sequence, [show, sequence](const Place& place) {
        show(sequence);
        place == Place{} ? sequence->followSelection() : sequence->choose(place);
    });
    // The keys stay with the canvas: Escape lets its messages move on.
    connect(m_canvas, &CanvasView::messagePinned, messages,
            [bringUp, messages](const ObservedMessage& message, const WireId& wire) {
                bringUp(messages);
                messages->open(message, wire);
            });
    const auto tell = [this](const QString& path) {
        statusBar()->showMessage(tr("Saved as %1").arg(path), SavedMessageMs);
    };
    connect(messages, &MessagesPanel::saved, this, tell);
    connect(sequence, &SequencePanel::saved, this, tell);
}

void MainWindow::addLivenessPanel()
{
    auto* hearts = new LivenessPanel(*m_document, *m_run, m_tabs);
    m_tabs->addTab(hearts, tr("Heartbeats"));
    connect(hearts, &LivenessPanel::headlineChanged, m_tabs,
            [this, hearts](const QString& text) { m_tabs->setTabText(m_tabs->indexOf(hearts), text); });
    const auto show = [this, hearts] { m_tabs->setCurrentWidget(hearts); };
    connect(hearts, &LivenessPanel::monitorsAppeared, m_tabs, show);
    connect(hearts, &LivenessPanel::heartChosen, m_canvas, [this](const NodeId& monitor, quint32 heart) {
        m_canvas->chooseHeart(HeartRef{monitor, heart});
    });
    connect(m_canvas, &CanvasView::heartActivated, hearts, [this, show, hearts](const HeartRef& heart) {
        m_actions.showPlots->setChecked(true);
        show();
        hearts->choose(heart.monitor, heart.number);
    });
    connect(hearts, &LivenessPanel::messageWanted, this, [this, show](const QString& text) {
        m_messages->show(QStringLiteral("hearts-lost"), MessageKind::Warning, text, {{tr("Show"), show}});
    });
}

void MainWindow::updateTitle()
{
    setWindowTitle(QStringLiteral("%1[*] — Zeroloom").arg(m_document->displayName()));
    setWindowModified(m_document->modified());
    setWindowFilePath(m_document->path());
    m_actions.save->setEnabled(m_document->modified() || m_document->path().isEmpty());
}

MainWindow* MainWindow::openWindow()
{
    WindowOptions options = m_options;
    auto* window = new MainWindow(m_fileSystem, std::move(options));
    window->resize(size());
    window->move(pos() + QPoint(Theme::Unit * 4, Theme::Unit * 4));
    window->show();
    return window;
}

void MainWindow::startRun()
{
    if (m_run->state() != RunState::Stopped) {
        return;
    }
    if (m_run->needsPermission()) {
        if (!askToRunPrograms(m_document->topology(), this)) {
            return;
        }
        m_run->allowPrograms();
    }
    m_run->start();
}

bool MainWindow::event(QEvent* event)
{
    // Accepted here, the keys go to the widget that has the focus and not to the window's actions.
    if (event->type() == QEvent::ShortcutOverride && leavesToFocus(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QMainWindow::event(event);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    // What had the focus has gone or cannot be used any more: back to the canvas, and not on to whatever comes next.
    const QWidget* focus = focusWidget();
    if (focus != nullptr && m_canvas != nullptr && (!focus->isVisible() || !focus->isEnabled())) {
        focusMainPlace();
        return true;
    }
    return QMainWindow::focusNextPrevChild(next);
}

// The canvas, or the start page over it.
void MainWindow::focusMainPlace()
{
    if (m_learning != nullptr && m_learning->startPage().isOpen()) {
        m_learning->startPage().setFocus();
    } else {
        m_canvas->setFocus();
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->mayClose()) {
        event->ignore();
        return;
    }
    rememberLayout();
    event->accept();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_shown) {
        m_shown = true;
        focusMainPlace();
        if (!m_layoutRestored) {
            // The canvas is what matters: in a low window the plots are low too.
            const int tabs = std::clamp(height() * 27 / 100, 140, TabsHeight);
            m_middle->setSizes({m_middle->height() - tabs, tabs});
        }
        // The canvas has its size only after the layout of the first show.
        QTimer::singleShot(0, m_canvas, &CanvasView::zoomToFit);
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    event->acceptProposedAction();
    openDropped(paths);
}

void MainWindow::rememberLayout()
{
    if (!m_options.remembers) {
        return;
    }
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("window/middle"), m_middle->saveState());
    settings.setValue(QStringLiteral("window/right"), m_right->saveState());
    settings.setValue(QStringLiteral("window/tab"), m_tabs->currentIndex());
    for (const QAction* toggle : {m_actions.showPalette, m_actions.showInspector, m_actions.showPlots,
                                  m_actions.minimap, m_actions.grid, m_actions.movingMessages}) {
        settings.setValue(QStringLiteral("window/show/") + toggle->text().remove(QLatin1Char('&')),
                          toggle->isChecked());
    }
}

void MainWindow::restoreLayout()
{
    // The frame around it needs room too.
    const QSize available = screen()->availableSize() - QSize(Theme::Unit * 2, Theme::Unit * 6);
    resize(m_options.remembers ? QSize(1440, 900).boundedTo(available) : QSize(1440, 900));
    if (!m_options.remembers) {
        return;
    }
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_columns->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray());
    m_layoutRestored = m_middle->restoreState(settings.value(QStringLiteral("window/middle")).toByteArray());
    m_right->restoreState(settings.value(QStringLiteral("window/right")).toByteArray());
    m_tabs->setCurrentIndex(settings.value(QStringLiteral("window/tab"), 0).toInt());
    for (QAction* toggle : {m_actions.showPalette, m_actions.showInspector, m_actions.showPlots, m_actions.minimap,
                            m_actions.grid, m_actions.movingMessages}) {
        toggle->setChecked(
            settings.value(QStringLiteral("window/show/") + toggle->text().remove(QLatin1Char('&')), true).toBool());
    }
}

} // namespace zeroloom
