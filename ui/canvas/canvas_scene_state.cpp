// What changes on items without a change of the topology: selection, problems, the run, and lifting by a gesture.
#include <algorithm>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/fault_mark.h"
#include "ui/canvas/item_look.h"
#include "ui/document/act_words.h"

namespace zeroloom {
namespace {

// Wire widths follow the rates this often, in seconds of the run: each change draws a wire anew.
constexpr double WidthPeriod = 2;

Problem problemOf(Severity severity)
{
    if (severity == Severity::Error)
        return Problem::Error;
    return severity == Severity::Warning ? Problem::Warning : Problem::None;
}

template <typename Items, typename Ids>
void markSelected(Items& items, const Ids& before, const Ids& now, SceneDamage& damage)
{
    const auto mark = [&](const auto& id, bool selected) {
        const auto item = items.find(id);
        if (item == items.end())
            return;
        bool changes = item->second.selected != selected;
        const QRectF unmarked = item->second.paintRect();
        item->second.selected = selected;
        if constexpr (requires { item->second.showsEndpoint; }) {
            const bool shows = selected && now.size() <= CanvasScene::MostEndpoints;
            changes = changes || item->second.showsEndpoint != shows;
            item->second.showsEndpoint = shows;
        }
        if (!changes)
            return;
        damage.add(unmarked.united(item->second.paintRect()));
    };
    for (const auto& id : before)
        if (!now.contains(id))
            mark(id, false);
    for (const auto& id : now)
        mark(id, true);
}

template <typename Items, typename Problems>
void markProblems(Items& items, const Problems& problems, SceneDamage& damage)
{
    for (auto& [id, item] : items) {
        const auto found = problems.find(id);
        const Problem problem = found == problems.end() ? Problem::None : found->second;
        if (item.problem == problem)
            continue;
        item.problem = problem;
        damage.add(item.paintRect());
    }
}

} // namespace

SceneDamage CanvasScene::setSelection(const Selection& selection)
{
    SceneDamage damage;
    markSelected(m_nodes, m_selection.nodes, selection.nodes, damage);
    markSelected(m_wires, m_selection.wires, selection.wires, damage);
    markSelected(m_notes, m_selection.notes, selection.notes, damage);
    m_selection = selection;
    return damage;
}

SceneDamage CanvasScene::setProblems(const std::vector<Diagnostic>& diagnostics)
{
    m_nodeProblems.clear();
    m_wireProblems.clear();
    for (const Diagnostic& diagnostic : diagnostics) {
        const Problem problem = problemOf(diagnostic.severity);
        if (problem == Problem::None)
            continue;
        if (!diagnostic.where.wire.empty()) {
            Problem& worst = m_wireProblems[diagnostic.where.wire];
            worst = std::max(worst, problem);
        } else if (!diagnostic.where.node.empty()) {
            Problem& worst = m_nodeProblems[diagnostic.where.node];
            worst = std::max(worst, problem);
        }
    }
    SceneDamage damage;
    markProblems(m_nodes, m_nodeProblems, damage);
    markProblems(m_wires, m_wireProblems, damage);
    return damage;
}

SceneDamage CanvasScene::setObservation(const ObservationPtr& observation)
{
    m_observation = observation;
    bool widths = false;
    if (!observation) {
        m_widthsAt = -1;
    } else if (m_widthsAt < 0 || observation->seconds < m_widthsAt ||
               observation->seconds - m_widthsAt >= WidthPeriod) {
        widths = true;
        m_widthsAt = observation->seconds;
    }
    SceneDamage damage;
    for (auto& [id, wire] : m_wires)
        if (refreshWireLook(wire, widths))
            damage.add(wire);
    for (auto& [id, node] : m_nodes)
        if (refreshNodeLook(node))
            damage.add(node.paintRect());
    return damage;
}

bool CanvasScene::refreshWireLook(WireItem& wire, bool widths)
{
    WireLook look;
    const WireObservation* seen = nullptr;
    if (m_observation) {
        const auto observed = m_observation->wires.find(wire.id);
        seen = observed == m_observation->wires.end() ? nullptr : &observed->second;
        look = wireLook(seen, wire.look, widths);
    }
    bool changed = !(look == wire.look);
    wire.look = look;
    static const std::string Nothing;
    if (const std::string& bound = seen ? seen->endpoint : Nothing; bound != wire.bound) {
        wire.bound = bound;
        wire.boundText = QString::fromStdString(bound);
        changed = changed || wire.showsEndpoint;
    }
    return changed;
}

SceneDamage CanvasScene::setConditions(const RunConditions& conditions)
{
    SceneDamage damage;
    if (m_conditions == conditions)
        return damage;
    m_conditions = conditions;
    for (auto& [id, wire] : m_wires) {
        if (!refreshFault(wire))
            continue;
        damage.add(wire.faultRoom());
        damage.marks = true;
    }
    for (auto& [id, node] : m_nodes) {
        if (!refreshFault(node))
            continue;
        refreshNodeLook(node);
        damage.add(node.paintRect());
        damage.marks = true;
    }
    return damage;
}

bool CanvasScene::refreshFault(NodeItem& node) const
{
    bool changed = false;
    for (PortItem& port : node.ports) {
        const auto held = m_conditions.sockets.find(port.ref);
        const QString words = held == m_conditions.sockets.end() ? QString() : conditionWords(held->second);
        changed = changed || words != port.heldText;
        port.heldText = words;
    }
    const auto found = m_conditions.nodes.find(node.node.id);
    const NodeCondition condition = found == m_conditions.nodes.end() ? NodeCondition() : found->second;
    return setMark(node.fault, glyphOf(condition), conditionWords(condition), node.rect.width() - 24) || changed;
}

bool CanvasScene::refreshFault(WireItem& wire) const
{
    const auto found = m_conditions.wires.find(wire.id);
    const WireFault fault = found == m_conditions.wires.end() ? WireFault() : found->second;
    return setMark(wire.fault, glyphOf(fault), conditionWords(fault), wire.faultRoom().width());
}

bool CanvasScene::refreshNodeLook(NodeItem& node)
{
    NodeLook look = m_observation ? nodeLook(node, *m_observation) : NodeLook{};
    if (look.live && node.fault.glyph == FaultGlyph::Killed) {
        // What is not there any more does not start, and holds nobody up.
        look = NodeLook{};
        look.live = true;
    }
    if (look == node.look)
        return false;
    if (look.footer != node.look.footer)
        setFooter(node, look.footer);
    node.look = std::move(look);
    return true;
}

SceneDamage CanvasScene::lift(const std::set<NodeId>& nodes, const std::set<NoteId>& notes)
{
    SceneDamage damage = drop();
    std::set<WireId> wires;
    for (const NodeId& id : nodes) {
        const auto item = m_nodes.find(id);
        if (item == m_nodes.end())
            continue;
        item->second.lifted = true;
        m_liftedNodes.push_back(&item->second);
        m_liftedFrom.emplace_back(&item->second, item->second.rect.topLeft());
        damage.add(item->second.paintRect());
        wires.insert(m_wiresAt[id].begin(), m_wiresAt[id].end());
    }
    for (const WireId& id : wires) {
        WireItem& wire = m_wires.at(id);
        wire.lifted = true;
        wire.loose = nodes.contains(wire.from.node) != nodes.contains(wire.to.node);
        m_liftedWires.push_back(&wire);
        damage.add(wire);
    }
    for (const NoteId& id : notes) {
        const auto item = m_notes.find(id);
        if (item == m_notes.end())
            continue;
        item->second.lifted = true;
        m_liftedNotes.push_back(&item->second);
        m_liftedNotesFrom.emplace_back(&item->second, item->second.rect.topLeft());
        damage.add(item->second.paintRect());
    }
    std::sort(m_liftedNodes.begin(), m_liftedNodes.end(),
              [](const NodeItem* a, const NodeItem* b) { return a->order < b->order; });
    return damage;
}

void CanvasScene::moveLifted(const QPointF& offset)
{
    m_liftOffset = offset;
    if (liftedInBulk())
        return;
    SceneDamage unused;
    unused.all = true; // nothing is collected: lifted items are not in the static layer
    for (const auto& [item, from] : m_liftedFrom)
        moveNode(*item, from + offset, unused);
    for (const auto& [item, from] : m_liftedNotesFrom)
        item->rect.moveTopLeft(from + offset);
}

WireItem CanvasScene::looseWire(const WireItem& wire) const
{
    WireItem now = wire;
    PortItem from = *port(wire.from);
    PortItem to = *port(wire.to);
    PortItem& moving = node(wire.from.node)->lifted ? from : to;
    moving.position += m_liftOffset;
    shapeWire(now, from, to, 0);
    now.badgeAt = now.middle;
    now.labelAt = now.middle + QPointF(0, 22);
    return now;
}

SceneDamage CanvasScene::drop()
{
    moveLifted({});
    SceneDamage damage;
    for (const auto& [item, from] : m_liftedFrom) {
        item->lifted = false;
        damage.add(item->paintRect());
    }
    for (const WireItem* wire : m_liftedWires) {
        WireItem& item = m_wires.at(wire->id);
        item.lifted = item.loose = false;
        damage.add(*wire);
    }
    for (const auto& [item, from] : m_liftedNotesFrom) {
        item->lifted = false;
        damage.add(item->paintRect());
    }
    m_liftedNodes.clear();
    m_liftedWires.clear();
    m_liftedNotes.clear();
    m_liftedFrom.clear();
    m_liftedNotesFrom.clear();
    return damage;
}

} // namespace zeroloom
