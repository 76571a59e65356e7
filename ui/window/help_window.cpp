#include "ui/window/help_window.h"

#include <array>
#include <filesystem>

#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QMessageBox>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/base/file_system.h"
#include "core/zmq/library.h"
#include "ui/theme/markdown.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

QString helpFolder()
{
    const auto folder = resourceFolder();
    return folder ? QString::fromStdString((*folder / "help").string()) : QString();
}

QString pageText(const QString& name)
{
    QFile file(QStringLiteral("%1/%2.md").arg(helpFolder(), name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// What the canvas does with keys and the mouse: not actions, so they are told here.
constexpr std::array<std::array<const char*, 2>, 11> CanvasKeys{{
    {QT_TRANSLATE_NOOP("HelpWindow", "Start a wire"), QT_TRANSLATE_NOOP("HelpWindow", "Drag from a port")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Show the inspector"), QT_TRANSLATE_NOOP("HelpWindow", "Double-click or Enter")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Add to the selection"),
     QT_TRANSLATE_NOOP("HelpWindow", "Shift or Ctrl and click")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Select an area"), QT_TRANSLATE_NOOP("HelpWindow", "Drag on the empty canvas")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Move the view"),
     QT_TRANSLATE_NOOP("HelpWindow", "Middle button or Space and drag; wheel")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Zoom"), QT_TRANSLATE_NOOP("HelpWindow", "Ctrl and wheel")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Move the selection"),
     QT_TRANSLATE_NOOP("HelpWindow", "Arrow keys; with Shift finer")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Next or previous node"), QT_TRANSLATE_NOOP("HelpWindow", "Tab, Shift+Tab")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Start a wire with the keyboard"),
     QT_TRANSLATE_NOOP("HelpWindow", "W; W again for the next target, Enter")},
    {QT_TRANSLATE_NOOP("HelpWindow", "Fit all, actual size, fit the selection"),
     QT_TRANSLATE_NOOP("HelpWindow", "0, 1, 2")},
    {QT_TRANSLATE_NOOP("HelpWindow", "End a gesture"), QT_TRANSLATE_NOOP("HelpWindow", "Escape")},
}};

} // namespace

std::vector<HelpPage> helpPages()
{
    std::vector<HelpPage> pages;
    for (const QString& file : QDir(helpFolder()).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        const QString name = file.chopped(3);
        const QString heading = pageText(name).section(QLatin1Char('\n'), 0, 0);
        pages.push_back({name, heading.startsWith(QLatin1String("# ")) ? heading.mid(2) : name});
    }
    return pages;
}

HelpWindow::HelpWindow(QWidget* parent)
    : QDialog(parent), m_pages(new QListWidget(this)), m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help")); // the application's name is put behind it
    resize(860, 620);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* side = new QWidget(this);
    side->setFixedWidth(230);
    side->setBackgroundRole(QPalette::Base);
    side->setAutoFillBackground(true);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, 0, Theme::Unit);
    sideLayout->addWidget(m_pages);
    layout->addWidget(side);
    layout->addWidget(m_text, 1);
    m_pages->setFrameShape(QFrame::NoFrame);
    m_pages->setAccessibleName(tr("Help pages"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(Theme::Unit * 3);
    for (const HelpPage& page : helpPages()) {
        auto* item = new QListWidgetItem(page.title, m_pages);
        item->setData(Qt::UserRole, page.name);
        item->setSizeHint(QSize(200, Theme::Unit * 4));
    }
    connect(m_pages, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr) {
            showMarkdown(*m_text->document(), pageText(item->data(Qt::UserRole).toString()));
            m_text->moveCursor(QTextCursor::Start);
        }
    });
    // Links lead from page to page by the file's name; there is nothing here that opens a browser.
    connect(m_text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { showPage(url.fileName().section(QLatin1Char('.'), 0, 0)); });
    if (m_pages->count() == 0) {
        m_text->setPlainText(tr("The help pages are missing from this installation."));
    } else {
        m_pages->setCurrentRow(0);
    }
}

void HelpWindow::showPage(const QString& name)
{
    for (int row = 0; row < m_pages->count(); ++row) {
        if (m_pages->item(row)->data(Qt::UserRole).toString() == name) {
            m_pages->setCurrentRow(row);
        }
    }
    show();
    raise();
    activateWindow();
}

void showShortcuts(const std::vector<QAction*>& actions, QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setObjectName(QStringLiteral("shortcutsDialog"));
    dialog.setWindowTitle(HelpWindow::tr("Keyboard Shortcuts"));
    dialog.resize(520, 640);
    auto* layout = new QVBoxLayout(&dialog);
    auto* table = new QTreeWidget(&dialog);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setHeaderLabels({HelpWindow::tr("Command"), HelpWindow::tr("Keys")});
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const QAction* action : actions) {
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty()) {
            new QTreeWidgetItem(table, {action->text().remove(QLatin1Char('&')),
                                        QString(keys).replace(QLatin1String("; "), QLatin1String(" or "))});
        }
    }
    for (const auto& [what, how] : CanvasKeys) {
        new QTreeWidgetItem(table, {HelpWindow::tr(what), HelpWindow::tr(how)});
    }
    layout->addWidget(table);
    dialog.exec();
}

void showAbout(QWidget* parent)
{
    QMessageBox box(parent);
    box.setWindowTitle(HelpWindow::tr("About Zeroloom"));
    box.setIconPixmap(Theme::instance().icon(QStringLiteral("wire")).pixmap(48, 48));
    box.setText(HelpWindow::tr("<b>Zeroloom %1</b>").arg(QStringLiteral(ZEROLOOM_VERSION)));
    box.setInformativeText(HelpWindow::tr("Draw a ZeroMQ network, run it for real, and watch every socket.\n\n"
                                          "libzmq %1, Qt %2\n\nFree software under the GNU General Public License, "
                                          "version 3 or later. There is no warranty.")
                               .arg(QString::fromStdString(libzmqVersion()), QString::fromLatin1(qVersion())));
    box.exec();
}

} // namespace zeroloom
