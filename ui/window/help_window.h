// The help pages (resources/help/*.md), and the dialogs that are made from what the window knows of itself.
#pragma once

#include <vector>

#include <QAction>
#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace zeroloom {

struct HelpPage {
    QString name;  // of the file, without ".md": "first-topology"
    QString title; // its first heading
};

// In the order of their names' numbers: "10-first-topology.md" before "20-canvas.md".
std::vector<HelpPage> helpPages();

class HelpWindow final : public QDialog {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent);
    void showPage(const QString& name);

private:
    QListWidget* m_pages;
    QTextBrowser* m_text;
};

// All shortcuts of these actions and of the canvas, as a table.
void showShortcuts(const std::vector<QAction*>& actions, QWidget* parent);
void showAbout(QWidget* parent);

} // namespace zeroloom
