// What the window's actions do, and when they can be done.
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>

#include "core/model/layout.h"
#include "ui/canvas/canvas_view.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/palette/palette_panel.h"
#include "ui/window/command_palette.h"
#include "ui/window/export_flow.h"
#include "ui/window/file_flow.h"
#include "ui/window/find_entries.h"
#include "ui/window/find_field.h"
#include "ui/window/help_window.h"
#include "ui/window/import_flow.h"
#include "ui/window/insertion.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/monitor_flow.h"
#include "ui/window/run_tools.h"
#include "ui/window/tool_bar.h"

namespace zeroloom {

namespace {

constexpr int CanvasMessageMs = 6000;
constexpr qreal ZoomStep = 1.25;

// A list or a field has a selection of its own, which the keys of editing are for while it has the focus.
bool hasOwnSelection(const QWidget* focus)
{
    const auto* label = qobject_cast<const QLabel*>(focus);
    const auto* box = qobject_cast<const QComboBox*>(focus);
    return qobject_cast<const QLineEdit*>(focus) != nullptr || qobject_cast<const QTextEdit*>(focus) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(focus) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(focus) != nullptr ||
           qobject_cast<const QAbstractItemView*>(focus) != nullptr || (box != nullptr && box->isEditable()) ||
           (label != nullptr && label->hasSelectedText());
}

QString undoTitle(const QString& verb, const std::string& what)
{
    return what.empty() ? verb : QStringLiteral("%1 %2").arg(verb, QString::fromStdString(what));
}

} // namespace

void MainWindow::connectFileActions()
{
    connect(m_actions.newTopology, &QAction::triggered, m_files, &FileFlow::newTopology);
    connect(m_actions.newWindow, &QAction::triggered, this, &MainWindow::openWindow);
    connect(m_actions.open, &QAction::triggered, m_files, &FileFlow::openWithDialog);
    connect(m_actions.save, &QAction::triggered, m_files, &FileFlow::save);
    connect(m_actions.saveAs, &QAction::triggered, m_files, &FileFlow::saveAs);
    connect(m_actions.closeWindow, &QAction::triggered, this, &MainWindow::close);
    connect(m_actions.quit, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    connect(m_canvas, &CanvasView::filesDropped, this, &MainWindow::openDropped);
    connect(m_files, &FileFlow::loaded, m_canvas, &CanvasView::zoomToFit);
    connect(m_document.get(), &Document::fileChanged, this, &MainWindow::updateTitle);
}

void MainWindow::connectExchangeActions()
{
    connect(m_actions.exportAs, &QAction::triggered, m_exports, &ExportFlow::exportWithDialog);
    connect(m_actions.importFile, &QAction::triggered, m_imports, &ImportFlow::importWithDialog);
}

void MainWindow::connectEditActions()
{
    Editor& editor = m_document->editor();
    connect(m_actions.undo, &QAction::triggered, this, [&editor] { editor.undo(); });
    connect(m_actions.redo, &QAction::triggered, this, [&editor] { editor.redo(); });
    connect(m_actions.cut, &QAction::triggered, m_canvas, &CanvasView::cutSelection);
    connect(m_actions.copy, &QAction::triggered, m_canvas, &CanvasView::copySelection);
    connect(m_actions.paste, &QAction::triggered, m_canvas, &CanvasView::paste);
    connect(m_actions.duplicate, &QAction::triggered, m_canvas, &CanvasView::duplicateSelection);
    connect(m_actions.remove, &QAction::triggered, m_canvas, &CanvasView::deleteSelection);
    connect(m_actions.selectAll, &QAction::triggered, m_canvas, &CanvasView::selectAll);
    connect(m_actions.rename, &QAction::triggered, this, [this] {
        if (m_document->selection().nodes.size() == 1) {
            m_canvas->editLabel(*m_document->selection().nodes.begin());
        }
    });
    connect(m_actions.find, &QAction::triggered, this, &MainWindow::openFinder);
    connect(m_actions.commands, &QAction::triggered, this, &MainWindow::openCommands);
    connect(m_document.get(), &Document::changed, this, &MainWindow::updateEditActions);
    connect(m_document.get(), &Document::selectionChanged, this, &MainWindow::updateEditActions);
}

// Whether the keys are for the selection on the canvas and yet not meant for it here.
bool MainWindow::leavesToFocus(const QKeyEvent& event) const
{
    if (!hasOwnSelection(QApplication::focusWidget())) {
        return false;
    }
    const QKeySequence keys(event.keyCombination());
    for (const QAction* action :
         {m_actions.cut, m_actions.copy, m_actions.paste, m_actions.remove, m_actions.selectAll, m_actions.rename}) {
        if (action->shortcuts().contains(keys)) {
            return true;
        }
    }
    return false;
}

void MainWindow::updateEditActions()
{
    const Editor& editor = m_document->editor();
    m_actions.undo->setEnabled(editor.canUndo());
    m_actions.undo->setText(undoTitle(tr("&Undo"), editor.undoText()));
    m_actions.undo->setIconText(tr("Undo"));
    m_actions.redo->setEnabled(editor.canRedo());
    m_actions.redo->setText(undoTitle(tr("&Redo"), editor.redoText()));
    m_actions.redo->setIconText(tr("Redo"));
    const Selection& selection = m_document->selection();
    const bool any = !selection.empty();
    for (QAction* action :
         {m_actions.cut, m_actions.copy, m_actions.duplicate, m_actions.remove, m_actions.zoomSelection}) {
        action->setEnabled(any);
    }
    m_actions.rename->setEnabled(selection.nodes.size() == 1);
    const std::size_t boxes = selection.nodes.size();
    for (QAction* action : {m_actions.alignLeft, m_actions.alignCentre, m_actions.alignRight, m_actions.alignTop,
                            m_actions.alignMiddle, m_actions.alignBottom}) {
        action->setEnabled(boxes >= 2);
    }
    m_actions.distributeAcross->setEnabled(boxes >= 3);
    m_actions.distributeDown->setEnabled(boxes >= 3);
    const bool drawn = !m_document->topology().nodes.empty();
    m_actions.exportAs->setEnabled(drawn || !m_document->topology().notes.empty());
    m_actions.arrange->setEnabled(drawn);
    m_actions.selectAll->setEnabled(drawn);
    updateRunActions();
}

void MainWindow::connectViewActions()
{
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { m_canvas->setZoom(m_canvas->zoom() * ZoomStep); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { m_canvas->setZoom(m_canvas->zoom() / ZoomStep); });
    connect(m_actions.zoomWhole, &QAction::triggered, this, [this] { m_canvas->setZoom(1); });
    connect(m_actions.zoomFit, &QAction::triggered, m_canvas, &CanvasView::zoomToFit);
    connect(m_actions.zoomSelection, &QAction::triggered, m_canvas, &CanvasView::zoomToSelection);
    connect(m_actions.minimap, &QAction::toggled, m_canvas, &CanvasView::setMinimapVisible);
    connect(m_actions.grid, &QAction::toggled, m_canvas, &CanvasView::setGridVisible);
    connect(m_actions.showPalette, &QAction::toggled, m_palette, &QWidget::setVisible);
    connect(m_actions.showInspector, &QAction::toggled, m_side, &QWidget::setVisible);
    connect(m_actions.showPlots, &QAction::toggled, m_tabs, &QWidget::setVisible);
    (Theme::instance().kind() == ThemeKind::Dark ? m_actions.dark : m_actions.light)->setChecked(true);
    connect(m_actions.light, &QAction::triggered, this, [this] { setTheme(ThemeKind::Light); });
    connect(m_actions.dark, &QAction::triggered, this, [this] { setTheme(ThemeKind::Dark); });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        (Theme::instance().kind() == ThemeKind::Dark ? m_actions.dark : m_actions.light)->setChecked(true);
    });
    connect(m_canvas, &CanvasView::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, CanvasMessageMs); });
    connect(m_canvas, &CanvasView::inspectRequested, this, &MainWindow::inspect);
    connect(m_actions.help, &QAction::triggered, this, &MainWindow::showHelp);
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(listed(m_actions), this); });
    connect(m_actions.about, &QAction::triggered, this, [this] { showAbout(this); });
}

void MainWindow::setTheme(ThemeKind kind)
{
    Theme::instance().apply(kind);
    if (m_options.remembers) {
        QSettings().setValue(QStringLiteral("theme"),
                             kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    }
}

void MainWindow::connectTopologyActions()
{
    const std::pair<QAction*, Alignment> alignments[] = {
        {m_actions.alignLeft, Alignment::Left},
        {m_actions.alignCentre, Alignment::HorizontalCentre},
        {m_actions.alignRight, Alignment::Right},
        {m_actions.alignTop, Alignment::Top},
        {m_actions.alignMiddle, Alignment::VerticalCentre},
        {m_actions.alignBottom, Alignment::Bottom},
    };
    for (const auto& [action, alignment] : alignments) {
        connect(action, &QAction::triggered, this,
                [this, how = static_cast<int>(alignment)] { m_canvas->alignSelection(how); });
    }
    connect(m_actions.distributeAcross, &QAction::triggered, this,
            [this] { m_canvas->distributeSelection(static_cast<int>(Axis::Horizontal)); });
    connect(m_actions.distributeDown, &QAction::triggered, this,
            [this] { m_canvas->distributeSelection(static_cast<int>(Axis::Vertical)); });
    connect(m_actions.arrange, &QAction::triggered, m_canvas, &CanvasView::arrangeAutomatically);
    connect(m_actions.addNote, &QAction::triggered, m_insertion, &Insertion::addNote);
    connect(m_actions.check, &QAction::triggered, this, [this] {
        m_document->checkNow();
        showInspector();
        const auto& found = m_document->diagnostics();
        statusBar()->showMessage(found.empty() ? tr("No problems found")
                                               : tr("%n problem(s) found", nullptr, static_cast<int>(found.size())),
                                 CanvasMessageMs);
        if (!found.empty()) {
            m_document->reveal(found.front().where);
        }
    });
    // What could not be inserted or wired is of no interest after the next act.
    const auto forget = [this] { m_messages->clear(QStringLiteral("insertion")); };
    connect(m_document.get(), &Document::changed, this, forget);
    connect(m_document.get(), &Document::selectionChanged, this, forget);
    connect(m_palette, &PalettePanel::socketActivated, m_insertion, &Insertion::addSocket);
    connect(m_palette, &PalettePanel::roleActivated, m_insertion, &Insertion::addRole);
    connect(m_palette, &PalettePanel::stampActivated, this,
            [this](const QString& name) { m_insertion->addStamp(name); });
    // After the drop has ended: a dialog inside a drag would keep the drag's grab.
    connect(
        m_canvas, &CanvasView::stampDropped, m_insertion,
        [this](const QString& name, const QPointF& position) { m_insertion->addStamp(name, position); },
        Qt::QueuedConnection);
}

void MainWindow::connectRunActions()
{
    connect(m_actions.run, &QAction::triggered, this, &MainWindow::startRun);
    connect(m_actions.stop, &QAction::triggered, m_run.get(), &RunController::stop);
    connect(m_actions.pause, &QAction::triggered, m_run.get(), &RunController::setPaused);
    connect(m_actions.restartLost, &QAction::triggered, m_run.get(), &RunController::restartLost);
    connect(m_run.get(), &RunController::stateChanged, this, &MainWindow::updateRunActions);
}

void MainWindow::connectMonitorActions()
{
    connect(m_actions.watchHeartbeats, &QAction::triggered, m_monitors, &MonitorFlow::watchHeartbeats);
    connect(m_actions.watchKernels, &QAction::triggered, m_monitors, &MonitorFlow::watchKernels);
    connect(m_actions.watchHub, &QAction::triggered, m_monitors, &MonitorFlow::watchHub);
}

// What says where hearts beat is watched here; all else is a topology, or can be made one.
void MainWindow::openDropped(const QStringList& paths)
{
    const QStringList others = m_monitors->takeConnectionFiles(paths);
    if (!others.isEmpty()) {
        m_imports->drop(others);
    }
}

void MainWindow::updateRunActions()
{
    const RunState state = m_run->state();
    m_actions.run->setEnabled(state == RunState::Stopped && !m_document->topology().nodes.empty());
    m_actions.stop->setEnabled(state != RunState::Stopped);
    m_actions.stop->setText(state == RunState::Stopping ? tr("&Stop Now") : tr("&Stop"));
    m_actions.pause->setEnabled(state == RunState::Running || state == RunState::Paused);
    m_actions.pause->setChecked(state == RunState::Paused);
    m_actions.restartLost->setEnabled(state == RunState::Lost);
}

void MainWindow::openFinder()
{
    const QWidget* field = m_toolBar->findField();
    const QPoint top = field->isVisible()
                           ? field->mapTo(this, QPoint(field->width() / 2, field->height() + Theme::Unit / 2))
                           : QPoint(width() / 2, Theme::Unit * 10);
    m_commandPalette->open(findEntries(*m_document, *m_run), tr("Find node, socket, endpoint…"), top);
}

void MainWindow::openCommands()
{
    std::vector<PaletteEntry> entries;
    std::vector<QAction*> all = listed(m_actions);
    all.insert(all.end(), m_catalogueActions.begin(), m_catalogueActions.end());
    for (QAction* action : all) {
        if (!action->isEnabled() || action == m_actions.commands) {
            continue;
        }
        const auto* menu = qobject_cast<QMenu*>(action->parent());
        QString title = action->text().remove(QLatin1Char('&'));
        if (menu != nullptr && menu->menuAction() != nullptr) {
            title = QStringLiteral("%1: %2").arg(menu->title().remove(QLatin1Char('&')), title);
        }
        entries.push_back({title, action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                           [action] { action->trigger(); }, action->statusTip()});
    }
    for (PaletteEntry& entry : m_runTools->entries()) {
        entries.push_back(std::move(entry));
    }
    m_commandPalette->open(std::move(entries), tr("Type a command…"), QPoint(width() / 2, Theme::Unit * 10));
}

void MainWindow::inspect()
{
    showInspector();
    m_inspector->focusFirstField();
}

void MainWindow::showInspector()
{
    m_actions.showInspector->setChecked(true);
    m_side->setCurrentWidget(m_right);
}

void MainWindow::showProblems() { showInspector(); }

void MainWindow::showHelp()
{
    auto* help = findChild<HelpWindow*>();
    if (help == nullptr) {
        help = new HelpWindow(this);
    }
    help->showPage(QString());
}

} // namespace zeroloom
