#include "ui/window/insertion.h"

#include <cmath>

#include "core/role/role_catalogue.h"
#include "ui/theme/text.h"
#include "ui/window/stamp_dialog.h"

namespace zeroloom {

namespace {

constexpr double NodeWidth = 184;
constexpr double NodeHeight = 90;
const QString MessageKey = QStringLiteral("insertion");

// With the sockets that the role needs at least, under the names that it expects.
Node nodeForRole(const RoleInfo& role)
{
    Node node;
    node.id = NodeId(std::string(role.name));
    node.role = std::string(role.name);
    for (const SocketSlot& slot : role.slots) {
        for (int i = 0; i < slot.minimum && !slot.types.empty(); ++i) {
            const std::string base = slot.name.empty() ? std::string("socket") : std::string(slot.name);
            Socket socket;
            socket.id = SocketId(i == 0 ? base : base + std::to_string(i + 1));
            socket.type = slot.types.front();
            node.sockets.push_back(std::move(socket));
        }
    }
    return node;
}

QRectF extentOf(const Topology& topology)
{
    QRectF extent;
    for (const auto& [id, position] : topology.layout) {
        extent |= QRectF(position.x, position.y, NodeWidth, NodeHeight);
    }
    return extent;
}

} // namespace

Insertion::Insertion(Document& document, CanvasView& canvas, MessageBar& messages, QObject* parent)
    : QObject(parent), m_document(document), m_canvas(canvas), m_messages(messages)
{
}

Point Insertion::freePlace(double width, double height) const
{
    const QPointF place = m_canvas.freePlace({width, height});
    return {place.x(), place.y()};
}

void Insertion::report(const Error& error)
{
    m_messages.show(MessageKey, MessageKind::Warning, toQString(error.text()));
}

void Insertion::selectNode(const Result<NodeId>& added)
{
    if (!added) {
        report(added.error());
        return;
    }
    m_messages.clear(MessageKey);
    m_document.setSelection(Selection{{*added}, {}, {}});
    m_canvas.setFocus();
    m_canvas.bringSelectionIntoView();
}

void Insertion::addSocket(SocketType type)
{
    selectNode(m_document.editor().addNodeForSocket(type, freePlace(NodeWidth, NodeHeight)));
}

void Insertion::addRole(const QString& name)
{
    if (const RoleInfo* role = roleByName(name.toStdString())) {
        selectNode(m_document.editor().addNode(nodeForRole(*role), freePlace(NodeWidth, NodeHeight),
                                               "Add " + std::string(role->name)));
    }
}

void Insertion::addStamp(const QString& name, std::optional<QPointF> position)
{
    const PatternStamp* stamp = stampByName(name);
    if (stamp == nullptr) {
        return;
    }
    const auto fragment = StampDialog::ask(*stamp, m_canvas.window());
    if (!fragment) {
        return;
    }
    const bool wasEmpty = m_document.topology().nodes.empty();
    const QRectF extent = extentOf(*fragment);
    const Point free = freePlace(extent.width(), extent.height());
    Point offset = position ? Point{position->x() - extent.center().x(), position->y() - extent.center().y()}
                            : Point{free.x - extent.left(), free.y - extent.top()};
    offset = {std::round(offset.x / 8) * 8, std::round(offset.y / 8) * 8};
    const auto added = m_document.editor().insert(*fragment, offset, "Add " + std::string(stamp->title));
    if (!added) {
        report(added.error());
        return;
    }
    m_messages.clear(MessageKey);
    m_document.setSelection(*added);
    m_canvas.setFocus();
    if (wasEmpty) {
        m_canvas.zoomToFit();
    } else {
        m_canvas.bringSelectionIntoView();
    }
}

void Insertion::addNote()
{
    const auto added = m_document.editor().addNote(tr("Note").toStdString(), freePlace(200, 80));
    if (!added) {
        report(added.error());
        return;
    }
    m_messages.clear(MessageKey);
    m_document.setSelection(Selection{{}, {}, {*added}});
    m_canvas.setFocus();
    m_canvas.editNote(*added);
}

void Insertion::wireByPattern(Pattern pattern)
{
    const auto wired = m_document.editor().wireByPattern(m_document.selection().nodes, pattern);
    if (!wired) {
        report(wired.error());
    } else if (wired->empty()) {
        const std::string_view words = name(pattern);
        m_messages.show(MessageKey, MessageKind::Information,
                        tr("The selected nodes have no two sockets that can talk by %1 and are not wired yet.")
                            .arg(toQString(words)));
    } else {
        m_messages.clear(MessageKey);
        m_document.setSelection(Selection{m_document.selection().nodes, {wired->begin(), wired->end()}, {}});
    }
}

} // namespace zeroloom
