#include "ui/canvas/wire_gesture.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include "core/zmq/legal_peers.h"
#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

WireGesture::WireGesture(CanvasContext& context, const SocketRef& from, std::optional<QPointF> at)
    : m_context(context), m_targets(context.editor(), context.scene, from), m_byKeys(!at.has_value())
{
    if (const PortItem* port = context.scene.port(from))
        m_start = m_at = context.view.toView(port->position);
    if (!m_byKeys) {
        m_start = m_at = *at;
        return;
    }
    m_drawn = true;
    m_choices = m_targets.allLegal();
    choose(1);
}

void WireGesture::moved(const QPointF& at, Qt::KeyboardModifiers)
{
    if (m_byKeys)
        return;
    if (!m_drawn && (at - m_start).manhattanLength() < QApplication::startDragDistance())
        return;
    m_drawn = true;
    m_at = at;
    aimAt(at);
    m_context.repaint();
}

void WireGesture::aimAt(const QPointF& at)
{
    const QPointF scene = m_context.view.toScene(at);
    const PortItem* port = m_context.scene.portAt(scene, m_context.portSlack());
    const NodeItem* node = m_context.scene.nodeAt(scene);
    m_target.reset();
    m_targetNode = {};
    QString why;
    if (port != nullptr && port->ref != m_targets.from()) {
        why = m_targets.whyNot(port->ref);
        if (why.isEmpty())
            m_target = port->ref;
    } else if (port == nullptr && node != nullptr && node->node.id != m_targets.from().node) {
        const std::vector<SocketRef> legal = m_targets.legalAt(*node);
        if (legal.size() == 1)
            m_target = legal.front();
        else if (!legal.empty())
            m_targetNode = node->node.id;
        else
            why = m_targets.whyNotNode(*node);
    }
    if (why != m_whyNot)
        say(why);
    m_whyNot = why;
}

void WireGesture::released(const QPointF& at, Qt::KeyboardModifiers)
{
    if (m_byKeys)
        return;
    finish();
    m_context.repaint();
    if (!m_drawn) {
        // A mere click on a port selects its node.
        m_context.document.setSelection({.nodes = {m_targets.from().node}, .wires = {}, .notes = {}});
        return;
    }
    aimAt(at);
    if (m_target) {
        connectTo(*m_target);
    } else if (!m_targetNode.empty()) {
        offerSockets(m_targets.legalAt(*m_context.scene.node(m_targetNode)), at);
    } else if (!m_whyNot.isEmpty()) {
        say(m_whyNot);
    } else if (m_context.scene.nodeAt(m_context.view.toScene(at)) == nullptr &&
               m_context.viewport.rect().contains(at.toPoint())) {
        offerPeers(at);
    }
}

void WireGesture::cancelled()
{
    finish();
    say({}); // what the keys do holds no longer
    m_context.repaint();
}

void WireGesture::connectTo(const SocketRef& to)
{
    m_context.editor().endMerge();
    const Result<WireId> wire = m_context.editor().connect(m_targets.from(), to);
    if (m_context.done(wire))
        m_context.document.setSelection({.nodes = {}, .wires = {*wire}, .notes = {}});
}

void WireGesture::offerSockets(const std::vector<SocketRef>& sockets, const QPointF& at)
{
    auto* menu = new QMenu(&m_context.viewport);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const SocketRef& socket : sockets) {
        const PortItem* port = m_context.scene.port(socket);
        const QString text = port->labelText + QStringLiteral("  ") + toQString(socket.socket.text());
        CanvasContext& context = m_context;
        QObject::connect(
            menu->addAction(Theme::instance().typeIcon(port->type), text), &QAction::triggered, &m_context.viewport,
            [&context, from = m_targets.from(), socket] { context.done(context.editor().connect(from, socket)); });
    }
    menu->popup(m_context.viewport.mapToGlobal(at.toPoint()));
}

void WireGesture::offerPeers(const QPointF& at)
{
    const PortItem* from = m_context.scene.port(m_targets.from());
    if (from == nullptr)
        return;
    auto* menu = new QMenu(&m_context.viewport);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const SocketType type : legalPeers(from->type)) {
        if (isDraft(type))
            continue;
        const std::string_view typeName = name(type);
        const QString text = QStringLiteral("Add a %1 here").arg(toQString(typeName));
        CanvasContext& context = m_context;
        QObject::connect(menu->addAction(Theme::instance().typeIcon(type), text), &QAction::triggered,
                         &m_context.viewport,
                         [&context, ref = m_targets.from(), type, scene = m_context.view.toScene(at)] {
                             addPeer(context, ref, type, scene);
                         });
    }
    menu->popup(m_context.viewport.mapToGlobal(at.toPoint()));
}

bool WireGesture::key(QKeyEvent& event)
{
    if (!m_byKeys)
        return false;
    switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Down:
    case Qt::Key_Right:
        choose(1);
        return true;
    case Qt::Key_Backtab:
    case Qt::Key_Up:
    case Qt::Key_Left:
        choose(-1);
        return true;
    case Qt::Key_W:
        nextSource();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        finish();
        say({});
        if (m_target)
            connectTo(*m_target);
        m_context.repaint();
        return true;
    default:
        return false;
    }
}

void WireGesture::choose(int step)
{
    const PortItem* from = m_context.scene.port(m_targets.from());
    if (from == nullptr)
        return;
    const QString start = from->labelText + QStringLiteral(" of ") + m_context.scene.node(from->ref.node)->titleText;
    if (m_choices.empty()) {
        m_target.reset();
        m_whyNot = QStringLiteral("nothing here takes a wire from this %1").arg(from->labelText);
        say(QStringLiteral("Wire from %1: %2; W takes the next socket, Esc ends").arg(start, m_whyNot));
        m_context.repaint();
        return;
    }
    const int count = static_cast<int>(m_choices.size());
    m_choice = m_choice < 0 ? 0 : (m_choice + step + count) % count;
    m_target = m_choices[static_cast<std::size_t>(m_choice)];
    m_whyNot.clear();
    const PortItem* to = m_context.scene.port(*m_target);
    m_at = m_context.view.toView(to->position);
    say(QStringLiteral("Wire from %1 to %2 of %3 (%4 of %5): Enter wires, Tab takes the next, Esc ends")
            .arg(start, to->labelText, m_context.scene.node(to->ref.node)->titleText)
            .arg(m_choice + 1)
            .arg(count));
    m_context.repaint();
}

// From the next socket of the same node.
void WireGesture::nextSource()
{
    const NodeItem* node = m_context.scene.node(m_targets.from().node);
    if (node == nullptr)
        return;
    std::size_t now = 0;
    for (std::size_t i = 0; i < node->ports.size(); ++i)
        if (node->ports[i].ref == m_targets.from())
            now = i;
    const PortItem& next = node->ports[(now + 1) % node->ports.size()];
    m_targets = WireTargets(m_context.editor(), m_context.scene, next.ref);
    m_start = m_context.view.toView(next.position);
    m_choices = m_targets.allLegal();
    m_choice = -1;
    choose(1);
}

void WireGesture::say(const QString& text) { m_context.say(text); }

Qt::CursorShape WireGesture::cursor() const
{
    return m_whyNot.isEmpty() || m_byKeys ? Qt::CrossCursor : Qt::ForbiddenCursor;
}

} // namespace zeroloom
