#include "ui/window/export_target.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "ui/theme/text.h"

namespace zeroloom {

namespace {

class ExportTargetWords {
    Q_DECLARE_TR_FUNCTIONS(ExportTargetWords)
};

constexpr qsizetype LongestStem = 100;

QString endingOf(const Exporter& exporter)
{
    return exporter.shape == ExportShape::Folder ? QLatin1Char('-') + toQString(exporter.name)
                                                 : toQString(exporter.suffix);
}

} // namespace

QString fileStem(const QString& name)
{
    QString stem;
    for (const QChar letter : name.toLower()) {
        if (letter.isLetterOrNumber()) {
            stem += letter;
        } else if (!stem.isEmpty() && !stem.endsWith(QLatin1Char('-'))) {
            stem += QLatin1Char('-');
        }
    }
    stem.truncate(LongestStem);
    while (stem.endsWith(QLatin1Char('-'))) {
        stem.chop(1);
    }
    return stem.isEmpty() ? QStringLiteral("topology") : stem;
}

QString exportTarget(const QString& folder, const QString& stem, const Exporter& exporter)
{
    return QDir(folder).filePath(stem + endingOf(exporter));
}

QString stemOfTarget(const QString& target, const Exporter& exporter)
{
    const QString name = QFileInfo(target).fileName();
    const QString ending = endingOf(exporter);
    if (name.size() > ending.size() && name.endsWith(ending)) {
        return name.chopped(ending.size());
    }
    return exporter.shape == ExportShape::Folder ? name : QFileInfo(target).completeBaseName();
}

QString targetProblem(const QString& target, const Exporter& exporter)
{
    const bool folder = exporter.shape == ExportShape::Folder;
    if (target.isEmpty() || target.endsWith(QLatin1Char('/'))) {
        return folder ? ExportTargetWords::tr("Give the folder that the files go into.")
                      : ExportTargetWords::tr("Give the file a name.");
    }
    const QFileInfo info(target);
    if (info.isRelative()) {
        return ExportTargetWords::tr("Give the whole path, or choose a place with Browse.");
    }
    if (!QFileInfo(info.absolutePath()).isDir()) {
        return ExportTargetWords::tr("There is no folder “%1”: choose one with Browse, or make it first.")
            .arg(info.absolutePath());
    }
    if (folder && info.exists() && !info.isDir()) {
        return ExportTargetWords::tr("“%1” is a file, and this format makes a folder: give another name.")
            .arg(info.fileName());
    }
    if (!folder && info.isDir()) {
        return ExportTargetWords::tr("“%1” is a folder, and this format makes one file: give another name.")
            .arg(info.fileName());
    }
    return {};
}

QStringList inTheWay(const Exported& exported, const QString& target, const Exporter& exporter)
{
    QStringList names;
    if (exporter.shape == ExportShape::File) {
        const QFileInfo info(target);
        return info.exists() || info.isSymLink() ? QStringList{info.fileName()} : names;
    }
    for (const ExportedFile& file : exported.files) {
        const QString name = toQString(file.path);
        const QFileInfo info(QDir(target).filePath(name));
        if (info.exists() || info.isSymLink()) {
            names << name;
        }
    }
    return names;
}

int othersInFolder(const Exported& exported, const QString& target, const Exporter& exporter)
{
    if (exporter.shape == ExportShape::File) {
        return 0;
    }
    QSet<QString> ours;
    for (const ExportedFile& file : exported.files) {
        ours.insert(toQString(file.path).section(QLatin1Char('/'), 0, 0));
    }
    int others = 0;
    for (const QString& name : QDir(target).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        others += ours.contains(name) ? 0 : 1;
    }
    return others;
}

} // namespace zeroloom
