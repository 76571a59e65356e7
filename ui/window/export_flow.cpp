#include "ui/window/export_flow.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

#include "ui/theme/text.h"
#include "ui/window/export_dialog.h"

namespace zeroloom {

namespace {

const QString MessageKey = QStringLiteral("exported");

} // namespace

ExportFlow::ExportFlow(Document& document, FileSystem& files, MessageBar& messages, QWidget* window,
                       std::function<void()> showProblems)
    : QObject(window), m_document(document), m_fileSystem(files), m_messages(messages), m_window(window),
      m_showProblems(std::move(showProblems))
{
}

void ExportFlow::exportWithDialog()
{
    m_messages.clear(MessageKey);
    ExportDialog dialog(m_document, m_fileSystem, m_window);
    if (dialog.exec() == QDialog::Accepted) {
        report(toQString(dialog.exporter().title), dialog.target(), dialog.exporter().shape == ExportShape::Folder,
               dialog.remarkCount());
    } else if (dialog.wantedPlace()) {
        m_document.checkNow();
        m_showProblems();
        m_document.reveal(*dialog.wantedPlace());
    }
}

void ExportFlow::report(const QString& title, const QString& path, bool folder, std::size_t remarks)
{
    QString text = tr("Exported as %1 to %2.").arg(title, path);
    if (remarks > 0) {
        text += QLatin1Char(' ') +
                (remarks == 1 ? tr("One thing was left out or changed; the preview names it.")
                              : tr("%1 things were left out or changed; the preview names them.").arg(remarks));
    }
    const QString place = folder ? path : QFileInfo(path).absolutePath();
    m_messages.show(MessageKey, MessageKind::Information, text,
                    {{tr("Open Folder"), [place] { QDesktopServices::openUrl(QUrl::fromLocalFile(place)); }},
                     {tr("Copy Path"), [path] { QApplication::clipboard()->setText(path); }}});
}

} // namespace zeroloom
