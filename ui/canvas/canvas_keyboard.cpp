#include "ui/canvas/canvas_keyboard.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>

#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_tooltips.h"
#include "ui/canvas/wire_gesture.h"

namespace zeroloom {
namespace {

// From left to right and, within a column, from top to bottom.
std::vector<const NodeItem*> readingOrder(const CanvasScene& scene)
{
    std::vector<const NodeItem*> nodes = scene.nodes();
    std::stable_sort(nodes.begin(), nodes.end(), [](const NodeItem* a, const NodeItem* b) {
        return std::make_pair(a->rect.x(), a->rect.y()) < std::make_pair(b->rect.x(), b->rect.y());
    });
    return nodes;
}

} // namespace

CanvasKeyboard::CanvasKeyboard(CanvasContext& context, CanvasClipboard& clipboard, KeyboardTargets targets)
    : m_context(context), m_clipboard(clipboard), m_targets(std::move(targets))
{
}

bool CanvasKeyboard::press(QKeyEvent& event)
{
    if (pressEditing(event))
        return true;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier)
        return pressZoom(event) || pressControl(event);
    if ((modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0)
        return false;
    return pressArrow(event) || pressZoom(event) || pressPlain(event);
}

// With or without Ctrl.
bool CanvasKeyboard::pressZoom(QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_targets.zoomBy(1.25);
        return true;
    case Qt::Key_Minus:
        m_targets.zoomBy(0.8);
        return true;
    default:
        return false;
    }
}

bool CanvasKeyboard::pressControl(QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_D:
        duplicateSelection(m_context);
        return true;
    case Qt::Key_0:
        m_targets.zoomBy(0);
        return true;
    default:
        return false;
    }
}

bool CanvasKeyboard::pressEditing(QKeyEvent& event)
{
    if (event.matches(QKeySequence::SelectAll))
        selectAll(m_context);
    else if (event.matches(QKeySequence::Copy))
        m_clipboard.copy(m_context);
    else if (event.matches(QKeySequence::Cut))
        m_clipboard.cut(m_context);
    else if (event.matches(QKeySequence::Paste))
        m_clipboard.paste(m_context, std::nullopt);
    else if (event.matches(QKeySequence::Delete) || event.key() == Qt::Key_Backspace)
        deleteSelection(m_context);
    else if (event.matches(QKeySequence::Undo))
        m_context.editor().undo();
    else if (event.matches(QKeySequence::Redo))
        m_context.editor().redo();
    else
        return false;
    return true;
}

bool CanvasKeyboard::pressPlain(QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_0:
        m_targets.zoomToFit();
        return true;
    case Qt::Key_1:
        m_targets.zoomBy(0);
        return true;
    case Qt::Key_2:
        m_targets.zoomToSelection();
        return true;
    case Qt::Key_L:
        m_targets.arrange();
        return true;
    case Qt::Key_W:
        return startWire();
    case Qt::Key_PageDown:
        return walkWires(true);
    case Qt::Key_PageUp:
        return walkWires(false);
    case Qt::Key_F2:
        editSelected();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_context.document.selection().empty())
            m_context.inspect();
        return true;
    case Qt::Key_Menu:
        m_targets.contextMenu();
        return true;
    case Qt::Key_Escape:
        m_context.document.setSelection({});
        return true;
    default:
        return false;
    }
}

bool CanvasKeyboard::pressArrow(QKeyEvent& event)
{
    const double step = (event.modifiers() & Qt::ShiftModifier) != 0 ? 1 : canvas_metrics::Grid;
    QPointF by;
    switch (event.key()) {
    case Qt::Key_Left:
        by = {-step, 0};
        break;
    case Qt::Key_Right:
        by = {step, 0};
        break;
    case Qt::Key_Up:
        by = {0, -step};
        break;
    case Qt::Key_Down:
        by = {0, step};
        break;
    default:
        return false;
    }
    const Selection& selection = m_context.document.selection();
    if (selection.nodes.empty() && selection.notes.empty()) {
        // With nothing to move, the view moves.
        ViewTransform view = m_context.view;
        view.offset -= (by * 6).toPoint();
        m_context.setView(view);
        return true;
    }
    if (!(selection == m_nudged)) {
        m_nudged = selection;
        ++m_nudges;
        m_context.editor().endMerge();
    }
    nudgeSelection(m_context, by, "arrow keys " + std::to_string(m_nudges));
    return true;
}

bool CanvasKeyboard::walk(bool forward)
{
    const std::vector<const NodeItem*> nodes = readingOrder(m_context.scene);
    if (nodes.empty())
        return false;
    const Selection& selection = m_context.document.selection();
    std::size_t next = forward ? 0 : nodes.size() - 1;
    if (!selection.nodes.empty()) {
        const auto now = std::find_if(nodes.begin(), nodes.end(),
                                      [&](const NodeItem* item) { return selection.nodes.contains(item->node.id); });
        const std::size_t index = static_cast<std::size_t>(now - nodes.begin());
        if (forward ? index + 1 >= nodes.size() : index == 0)
            return false;
        next = forward ? index + 1 : index - 1;
    }
    const NodeItem* item = nodes[next];
    m_context.document.setSelection({.nodes = {item->node.id}, .wires = {}, .notes = {}});
    m_targets.bringIntoView(item->rect);
    return true;
}

bool CanvasKeyboard::startWire()
{
    const Selection& selection = m_context.document.selection();
    const NodeItem* node = selection.nodes.size() == 1 ? m_context.scene.node(*selection.nodes.begin()) : nullptr;
    if (node == nullptr || node->ports.empty()) {
        m_context.say(QStringLiteral("select one node with a socket, then W starts a wire from it"));
        return true;
    }
    // A socket that is not wired yet is most likely the one that is meant.
    const auto open = std::find_if(node->ports.begin(), node->ports.end(),
                                   [](const PortItem& port) { return !port.binds && !port.connects; });
    const PortItem& from = open == node->ports.end() ? node->ports.front() : *open;
    m_targets.begin(std::make_unique<WireGesture>(m_context, from.ref, std::nullopt));
    return true;
}

// From the selected wire to the next; from a node to the first of its own.
bool CanvasKeyboard::walkWires(bool forward)
{
    const Selection& selection = m_context.document.selection();
    std::vector<const WireItem*> wires;
    if (selection.wires.empty() && selection.nodes.size() == 1) {
        wires = m_context.scene.wiresAt(*selection.nodes.begin());
    } else {
        for (const auto& [id, wire] : m_context.scene.wires())
            wires.push_back(&wire);
    }
    if (wires.empty())
        return true;
    std::sort(wires.begin(), wires.end(), [](const WireItem* a, const WireItem* b) { return a->order < b->order; });
    const auto now = std::find_if(wires.begin(), wires.end(), [](const WireItem* wire) { return wire->selected; });
    const std::size_t count = wires.size();
    std::size_t next = forward ? 0 : count - 1;
    if (now != wires.end())
        next = (static_cast<std::size_t>(now - wires.begin()) + (forward ? 1 : count - 1)) % count;
    const WireItem* wire = wires[next];
    m_context.document.setSelection({.nodes = {}, .wires = {wire->id}, .notes = {}});
    m_targets.bringIntoView(wire->bounds);
    m_context.say(wireDescription(m_context.scene, *wire));
    return true;
}

void CanvasKeyboard::editSelected()
{
    const Selection& selection = m_context.document.selection();
    if (selection.nodes.size() == 1)
        m_context.editLabel(*selection.nodes.begin());
    else if (selection.nodes.empty() && selection.notes.size() == 1)
        m_context.editNote(*selection.notes.begin());
    else
        m_context.say(QStringLiteral("select one node or one note, then F2 changes its text"));
}

} // namespace zeroloom
