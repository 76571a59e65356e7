#include "ui/window/import_flow.h"

#include <cmath>

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include "ui/theme/text.h"

namespace zeroloom {

namespace {

const QString MessageKey = QStringLiteral("import");
const QString FolderKey = QStringLiteral("import/folder");
const QString TopologySuffix = QStringLiteral(".zeroloom");
constexpr QSizeF CardSize(184, 96);
constexpr double GridStep = 8;

QString fileFilters()
{
    QStringList all, each;
    for (const Importer& importer : importers()) {
        const QString patterns = toQString(importer.filter);
        all << patterns.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        each << QStringLiteral("%1 (%2)").arg(toQString(importer.title), patterns);
    }
    all.removeDuplicates();
    each.prepend(ImportFlow::tr("All that can be imported (%1)").arg(all.join(QLatin1Char(' '))));
    each << ImportFlow::tr("All files (*)");
    return each.join(QStringLiteral(";;"));
}

} // namespace

ImportFlow::ImportFlow(Document& document, CanvasView& canvas, MessageBar& messages, FileFlow& files,
                       const FileSystem& fileSystem, QWidget* window)
    : QObject(window), m_document(document), m_canvas(canvas), m_messages(messages), m_files(files),
      m_fileSystem(fileSystem), m_window(window)
{
}

void ImportFlow::importWithDialog()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString folder = QSettings().value(FolderKey, documents).toString();
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Import a topology"), folder, fileFilters());
    if (!path.isEmpty()) {
        QSettings().setValue(FolderKey, QFileInfo(path).absolutePath());
        importFile(path);
    }
}

bool ImportFlow::nothingIsOpen() const
{
    return m_document.topology().nodes.empty() && m_document.topology().notes.empty();
}

void ImportFlow::drop(const QStringList& paths)
{
    QStringList topologies, others;
    for (const QString& path : paths) {
        (path.endsWith(TopologySuffix) ? topologies : others) << path;
    }
    if (topologies.size() > 1 || nothingIsOpen()) {
        m_files.openAll(topologies);
    } else {
        others = topologies + others;
    }
    // A dialog inside a drop would keep the program that drags waiting.
    QTimer::singleShot(0, this, [this, others] {
        for (const QString& path : others) {
            importFile(path);
        }
    });
}

void ImportFlow::importFile(const QString& path)
{
    m_messages.clear(MessageKey);
    const QFileInfo info(path);
    ImportDialog dialog(m_document, m_fileSystem, info.absoluteFilePath(), m_window);
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const auto answer = dialog.answer();
    if (!answer) {
        return;
    }
    if (answer->merge) {
        merge(*answer, info.fileName());
    } else if (answer->importer->name == "zeroloom") {
        m_files.open(info.absoluteFilePath()); // it keeps its file
    } else {
        m_files.adopt(answer->topology, tr("Import %1").arg(info.fileName()));
    }
}

Point ImportFlow::placeFor(const ImportDialog::Answer& answer) const
{
    if (nothingIsOpen()) {
        return {};
    }
    QRectF extent;
    for (const NodeId& id : nodesToPlace(answer.topology, m_document.topology(), answer.choices)) {
        if (const auto found = answer.topology.layout.find(id); found != answer.topology.layout.end()) {
            extent |= QRectF(QPointF(found->second.x, found->second.y), CardSize);
        }
    }
    for (const Note& note : answer.topology.notes) {
        extent |= QRectF(note.position.x, note.position.y, note.size.x, note.size.y);
    }
    if (extent.isEmpty()) {
        return {};
    }
    const QPointF place = m_canvas.freePlace(extent.size()) - extent.topLeft();
    return {std::round(place.x() / GridStep) * GridStep, std::round(place.y() / GridStep) * GridStep};
}

void ImportFlow::merge(const ImportDialog::Answer& answer, const QString& fileName)
{
    const MergePlan plan = planMerge(answer.topology, m_document.topology(), answer.choices, placeFor(answer),
                                     tr("Merge %1").arg(fileName).toStdString());
    m_document.editor().endMerge();
    if (const Status applied = m_document.editor().apply(plan.edit); !applied) {
        m_messages.show(MessageKey, MessageKind::Warning,
                        tr("“%1” was not merged: %2").arg(fileName, toQString(applied.error().text())));
        return;
    }
    Selection selection{{plan.added.begin(), plan.added.end()}, {}, {plan.notes.begin(), plan.notes.end()}};
    selection.nodes.insert(plan.replaced.begin(), plan.replaced.end());
    m_document.setSelection(selection);
    m_canvas.setFocus();
    if (!selection.empty()) {
        m_canvas.bringSelectionIntoView();
    }
    const QString done = plan.edit.changes.empty() ? tr("“%1” brought nothing new.").arg(fileName)
                                                   : tr("“%1” was merged; it is selected.").arg(fileName);
    m_messages.show(MessageKey, MessageKind::Information, done,
                    plan.edit.changes.empty()
                        ? std::vector<MessageAction>{}
                        : std::vector<MessageAction>{{tr("Undo"), [this] { m_document.editor().undo(); }}});
}

} // namespace zeroloom
