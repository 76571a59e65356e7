#include "ui/canvas/canvas_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include "core/format/topology_file.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_view.h"

namespace zeroloom {
namespace {

const QMimeData* clipboardData() { return QGuiApplication::clipboard()->mimeData(); }

std::string fragmentText()
{
    const QMimeData* data = clipboardData();
    if (data == nullptr)
        return {};
    if (data->hasFormat(QLatin1String(CanvasView::FragmentMime)))
        return data->data(QLatin1String(CanvasView::FragmentMime)).toStdString();
    return data->hasText() ? data->text().toStdString() : std::string();
}

QRectF placed(const Topology& fragment)
{
    QRectF all;
    for (const auto& [id, at] : fragment.layout)
        all |= QRectF(at.x, at.y, canvas_metrics::NodeWidth, 88);
    for (const Note& note : fragment.notes)
        all |= QRectF(note.position.x, note.position.y, note.size.x, note.size.y);
    return all;
}

} // namespace

bool CanvasClipboard::copy(CanvasContext& context)
{
    const Selection& selection = context.document.selection();
    if (selection.nodes.empty() && selection.notes.empty()) {
        context.say(QStringLiteral("select nodes to copy them; their wires come along"));
        return false;
    }
    const QByteArray text = QByteArray::fromStdString(writeTopology(context.editor().extract(selection)));
    auto* data = new QMimeData;
    data->setData(QLatin1String(CanvasView::FragmentMime), text);
    data->setText(QString::fromUtf8(text));
    QGuiApplication::clipboard()->setMimeData(data);
    m_pastes = 0;
    return true;
}

void CanvasClipboard::cut(CanvasContext& context)
{
    if (!copy(context))
        return;
    const Selection selection = context.document.selection();
    context.editor().endMerge();
    if (context.done(context.editor().remove(selection)))
        context.document.setSelection({});
}

void CanvasClipboard::paste(CanvasContext& context, std::optional<QPointF> at)
{
    const std::string text = fragmentText();
    if (text.empty()) {
        context.say(QStringLiteral("the clipboard holds no part of a topology"));
        return;
    }
    const auto fragment = readTopology(text);
    if (!fragment) {
        context.say(QStringLiteral("what is on the clipboard is not a topology: ") +
                    QString::fromStdString(fragment.error().front().text()));
        return;
    }
    Point offset{snapped(24.0 * ++m_pastes), snapped(24.0 * m_pastes)};
    const QRectF from = placed(*fragment);
    const QRectF shown = context.view.toScene(QRectF(context.viewport.rect()));
    if (!at && !shown.intersects(from.translated(offset.x, offset.y)))
        at = shown.center();
    if (at)
        offset = {snapped(at->x() - from.center().x()), snapped(at->y() - from.center().y())};
    context.editor().endMerge();
    const Result<Selection> added = context.editor().insert(*fragment, offset, "Paste");
    if (context.done(added))
        context.document.setSelection(*added);
}

bool CanvasClipboard::canPaste()
{
    const QMimeData* data = clipboardData();
    return data != nullptr && (data->hasFormat(QLatin1String(CanvasView::FragmentMime)) ||
                               (data->hasText() && data->text().contains(QLatin1String("\"zeroloom\""))));
}

} // namespace zeroloom
