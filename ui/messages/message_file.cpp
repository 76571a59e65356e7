#include "ui/messages/message_file.h"

#include <algorithm>

#include <QFileDialog>
#include <QMessageBox>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

const SaveFormat& formatOf(const QString& path, const QString& chosen, const std::vector<SaveFormat>& formats)
{
    const auto bySuffix = std::find_if(formats.begin(), formats.end(), [&](const SaveFormat& format) {
        return path.endsWith(format.suffix, Qt::CaseInsensitive);
    });
    if (bySuffix != formats.end())
        return *bySuffix;
    const auto byChoice =
        std::find_if(formats.begin(), formats.end(), [&](const SaveFormat& format) { return format.filter == chosen; });
    return byChoice != formats.end() ? *byChoice : formats.front();
}

} // namespace

QString askAndSave(QWidget* parent, FileSystem& files, const QString& title, const QString& stem,
                   const std::vector<SaveFormat>& formats)
{
    QStringList filters;
    for (const SaveFormat& format : formats)
        filters << format.filter;
    QFileDialog dialog(parent, title, stem + formats.front().suffix, filters.join(QStringLiteral(";;")));
    dialog.setObjectName(QStringLiteral("saveDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(formats.front().suffix.mid(1));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog, &formats](const QString& chosen) {
        for (const SaveFormat& format : formats)
            if (format.filter == chosen)
                dialog.setDefaultSuffix(format.suffix.mid(1));
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    const QString path = dialog.selectedFiles().constFirst();
    const QByteArray content = formatOf(path, dialog.selectedNameFilter(), formats).content();
    const Status saved = files.writeAtomically(
        path.toStdString(), std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
    if (saved)
        return path;
    QMessageBox::warning(parent, title, toQString(saved.error().message));
    return {};
}

} // namespace zeroloom
