// One window: a document, its run, and every view of them. GUI thread only.
//
// Windows delete themselves when they close. Closing one ends its run and every worker process of it.
#pragma once

#include <memory>

#include <QMainWindow>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/theme/theme.h"
#include "ui/window/window_actions.h"

class QKeyEvent;
class QSplitter;
class QTabWidget;
class QVBoxLayout;

namespace zeroloom {

class CanvasView;
class CommandPalette;
class ExportFlow;
class FileFlow;
class ImportFlow;
class Insertion;
class InspectorPanel;
class LearningFlow;
class MessageBar;
class MonitorFlow;
class PalettePanel;
class RunTools;
class StatusLine;
class ToolBar;

struct WindowOptions {
    QString hostProgram;   // empty: zeroloomctl beside the executable
    bool remembers = true; // keeps size, panels and theme for the next start; a screenshot does not
};

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // `fileSystem` outlives every window.
    explicit MainWindow(FileSystem& fileSystem, WindowOptions options = {});
    ~MainWindow() override;

    Document& document() { return *m_document; }
    RunController& run() { return *m_run; }
    CanvasView& canvas() { return *m_canvas; }
    FileFlow& files() { return *m_files; }
    MonitorFlow& monitors() { return *m_monitors; }
    LearningFlow& learning() { return *m_learning; }
    MessageBar& messages() { return *m_messages; }
    StatusLine& statusLine() { return *m_statusLine; }
    const WindowActions& actions() const { return m_actions; }

    // Runs the topology; asks first when it starts programs.
    void startRun();
    // Another window with an empty document, shown beside this one.
    MainWindow* openWindow();

protected:
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPanels();
    void addLivenessPanel();
    void addMessagePanels();
    void connectFileActions();
    void connectExchangeActions();
    void connectEditActions();
    void connectViewActions();
    void connectTopologyActions();
    void connectRunActions();
    void connectMonitorActions();
    void openDropped(const QStringList& paths);
    void focusMainPlace();
    void updateTitle();
    void updateEditActions();
    bool leavesToFocus(const QKeyEvent& event) const;
    void updateRunActions();
    void openFinder();
    void openCommands();
    void inspect();
    void showInspector();
    void showHelp();
    void showProblems();
    void setTheme(ThemeKind kind);
    void rememberLayout();
    void restoreLayout();

    FileSystem& m_fileSystem;
    WindowOptions m_options;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<RunController> m_run;
    WindowActions m_actions;
    std::vector<QAction*> m_catalogueActions;
    MessageBar* m_messages = nullptr;
    CanvasView* m_canvas = nullptr;
    PalettePanel* m_palette = nullptr;
    InspectorPanel* m_inspector = nullptr;
    QTabWidget *m_tabs = nullptr, *m_side = nullptr;
    QVBoxLayout* m_stage = nullptr; // messages, canvas
    QSplitter *m_columns = nullptr, *m_middle = nullptr, *m_right = nullptr;
    StatusLine* m_statusLine = nullptr;
    ToolBar* m_toolBar = nullptr;
    CommandPalette* m_commandPalette = nullptr;
    FileFlow* m_files = nullptr;
    ExportFlow* m_exports = nullptr;
    ImportFlow* m_imports = nullptr;
    Insertion* m_insertion = nullptr;
    MonitorFlow* m_monitors = nullptr;
    RunTools* m_runTools = nullptr;
    LearningFlow* m_learning = nullptr;
    bool m_shown = false;
    bool m_layoutRestored = false;
};

} // namespace zeroloom
