#include "ui/document/fault_choices.h"

#include <algorithm>
#include <functional>

#include <QObject>

#include "core/model/runner.h"
#include "core/zmq/socket_type.h"
#include "ui/document/act_words.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

using Doing = FaultChoice::Doing;
using std::chrono::milliseconds;

class ChoiceMaker {
public:
    ChoiceMaker(const Topology& topology, const RunConditions& conditions)
        : m_topology(topology), m_conditions(conditions)
    {
    }

    // An act for each target; the choice is there when it can be done to any. `idle`: why it would do nothing.
    FaultChoice& add(const QString& text, const std::vector<Act>& acts, const QString& idle = {})
    {
        FaultChoice choice;
        choice.text = text;
        for (const Act& act : acts) {
            const auto after = afterAct(m_conditions, act, m_topology);
            if (after)
                choice.acts.push_back(act);
            else if (choice.why.isEmpty())
                choice.why = toQString(after.error().message);
        }
        if (!choice.acts.empty())
            choice.why = idle;
        choice.title = actWords(choice.acts.empty() ? acts : choice.acts, m_topology);
        m_choices.push_back(std::move(choice));
        return m_choices.back();
    }

    const Topology& topology() const { return m_topology; }
    const RunConditions& conditions() const { return m_conditions; }
    std::vector<FaultChoice> take() { return std::move(m_choices); }

private:
    const Topology& m_topology;
    const RunConditions& m_conditions;
    std::vector<FaultChoice> m_choices;
};

template <typename Map, typename Id>
typename Map::mapped_type conditionOf(const Map& map, const Id& id)
{
    const auto found = map.find(id);
    return found == map.end() ? typename Map::mapped_type() : found->second;
}

std::vector<Act> onNodes(ActKind kind, const std::vector<NodeId>& nodes, Nanoseconds time = {})
{
    std::vector<Act> acts;
    for (const NodeId& node : nodes) {
        Act act;
        act.kind = kind;
        act.node = node;
        act.time = time;
        acts.push_back(std::move(act));
    }
    return acts;
}

std::vector<Act> onWires(ActKind kind, const std::vector<WireId>& wires, Nanoseconds time = {}, double share = 0)
{
    std::vector<Act> acts;
    for (const WireId& wire : wires) {
        Act act;
        act.kind = kind;
        act.wire = wire;
        act.time = time;
        act.fraction = share;
        acts.push_back(std::move(act));
    }
    return acts;
}

std::vector<Act> onSockets(ActKind kind, const std::vector<SocketRef>& sockets)
{
    std::vector<Act> acts;
    for (const SocketRef& socket : sockets) {
        Act act;
        act.kind = kind;
        act.socket = socket;
        acts.push_back(std::move(act));
    }
    return acts;
}

bool sharesProcess(const Topology& topology, const NodeId& id)
{
    const Node* node = topology.node(id);
    if (node == nullptr || runnerOf(*node) != Runner::Zeroloom)
        return false;
    return std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const Node& other) {
        return other.id != id && other.host == node->host && runnerOf(other) != Runner::Outside;
    });
}

// One of two that undo each other: the second where it would do something to all of them.
void addSwitch(ChoiceMaker& maker, const std::vector<NodeId>& nodes, bool NodeCondition::*on, ActKind kind,
               const QString& text, ActKind back, const QString& backText, const QString& idle)
{
    const bool all = std::all_of(nodes.begin(), nodes.end(),
                                 [&](const NodeId& id) { return conditionOf(maker.conditions().nodes, id).*on; });
    if (all)
        maker.add(backText, onNodes(back, nodes), idle);
    else
        maker.add(text, onNodes(kind, nodes), idle);
}

void addSlow(ChoiceMaker& maker, const std::vector<NodeId>& nodes, const QString& idle)
{
    const QString menu = QObject::tr("Slow Down");
    const auto isNow = [&](Nanoseconds time) {
        return std::all_of(nodes.begin(), nodes.end(),
                           [&](const NodeId& id) { return conditionOf(maker.conditions().nodes, id).slow == time; });
    };
    for (const Nanoseconds time :
         {Nanoseconds(milliseconds(10)), Nanoseconds(milliseconds(100)), Nanoseconds(milliseconds(1000))}) {
        FaultChoice& choice = maker.add(timeWords(time), onNodes(ActKind::Slow, nodes, time), idle);
        choice.submenu = menu;
        choice.checkable = true;
        choice.checked = isNow(time);
    }
    FaultChoice& ask = maker.add(QObject::tr("Other…"), onNodes(ActKind::Slow, nodes, milliseconds(50)), idle);
    ask.submenu = menu;
    ask.doing = Doing::AskTime;
    ask.title = QObject::tr("%1…").arg(menu);
    FaultChoice& own = maker.add(QObject::tr("Own Pace"), onNodes(ActKind::Slow, nodes), idle);
    own.submenu = menu;
    own.checkable = true;
    own.checked = isNow({});
    own.newGroup = true;
}

std::vector<FaultChoice> nodeChoices(ChoiceMaker maker, const std::vector<NodeId>& nodes)
{
    const bool allKilled = std::all_of(
        nodes.begin(), nodes.end(), [&](const NodeId& id) { return conditionOf(maker.conditions().nodes, id).killed; });
    const QString idle = allKilled ? QObject::tr("it is killed: restart it first") : QString();
    maker.add(QObject::tr("Kill"), onNodes(ActKind::Kill, nodes),
              allKilled ? QObject::tr("it is killed already") : QString());
    maker.add(QObject::tr("Restart"), onNodes(ActKind::Restart, nodes));
    addSwitch(maker, nodes, &NodeCondition::frozen, ActKind::Freeze, QObject::tr("Freeze"), ActKind::Thaw,
              QObject::tr("Thaw"), idle);
    addSwitch(maker, nodes, &NodeCondition::hung, ActKind::Hang, QObject::tr("Hang"), ActKind::Release,
              QObject::tr("Release"), idle);
    addSlow(maker, nodes, idle);
    std::vector<NodeId> sharing;
    for (const NodeId& node : nodes)
        if (sharesProcess(maker.topology(), node))
            sharing.push_back(node);
    if (!sharing.empty()) {
        // The kind only carries the nodes.
        FaultChoice& own = maker.add(QObject::tr("Run in a Process of Its Own"), onNodes(ActKind::Restart, sharing));
        own.title = own.text;
        own.doing = Doing::OwnProcess;
        own.newGroup = true;
    }
    return maker.take();
}

void addWireTimes(ChoiceMaker& maker, const std::vector<WireId>& wires)
{
    const QString menu = QObject::tr("Delay");
    const auto isNow = [&](Nanoseconds time) {
        return std::all_of(wires.begin(), wires.end(),
                           [&](const WireId& id) { return conditionOf(maker.conditions().wires, id).delay == time; });
    };
    for (const Nanoseconds time :
         {Nanoseconds(milliseconds(50)), Nanoseconds(milliseconds(200)), Nanoseconds(milliseconds(1000))}) {
        FaultChoice& choice = maker.add(timeWords(time), onWires(ActKind::Delay, wires, time));
        choice.submenu = menu;
        choice.checkable = true;
        choice.checked = isNow(time);
    }
    FaultChoice& ask = maker.add(QObject::tr("Other…"), onWires(ActKind::Delay, wires, milliseconds(100)));
    ask.submenu = menu;
    ask.doing = Doing::AskTime;
    ask.title = QObject::tr("%1…").arg(menu);
    FaultChoice& none = maker.add(QObject::tr("None"), onWires(ActKind::Delay, wires));
    none.submenu = menu;
    none.checkable = true;
    none.checked = isNow({});
    none.newGroup = true;
}

void addWireShares(ChoiceMaker& maker, const std::vector<WireId>& wires)
{
    const QString menu = QObject::tr("Drop");
    const auto isNow = [&](double share) {
        return std::all_of(wires.begin(), wires.end(),
                           [&](const WireId& id) { return conditionOf(maker.conditions().wires, id).drop == share; });
    };
    for (const double share : {0.01, 0.1, 0.5}) {
        FaultChoice& choice = maker.add(percentWords(share), onWires(ActKind::Drop, wires, {}, share));
        choice.submenu = menu;
        choice.checkable = true;
        choice.checked = isNow(share);
    }
    FaultChoice& ask = maker.add(QObject::tr("Other…"), onWires(ActKind::Drop, wires, {}, 0.2));
    ask.submenu = menu;
    ask.doing = Doing::AskShare;
    ask.title = QObject::tr("%1…").arg(menu);
    FaultChoice& none = maker.add(QObject::tr("None"), onWires(ActKind::Drop, wires));
    none.submenu = menu;
    none.checkable = true;
    none.checked = isNow(0);
    none.newGroup = true;
}

std::vector<FaultChoice> wireChoices(ChoiceMaker maker, const std::vector<WireId>& wires)
{
    const auto whole = [&](const WireId& id) {
        return conditionWords(conditionOf(maker.conditions().wires, id)).isEmpty();
    };
    const auto isCut = [&](const WireId& id) { return conditionOf(maker.conditions().wires, id).cut; };
    const bool allCut = std::all_of(wires.begin(), wires.end(), isCut);
    const bool allWhole = std::all_of(wires.begin(), wires.end(), whole);
    maker.add(QObject::tr("Cut"), onWires(ActKind::Cut, wires), allCut ? QObject::tr("it is cut already") : QString());
    addWireTimes(maker, wires);
    addWireShares(maker, wires);
    maker.add(QObject::tr("Mend"), onWires(ActKind::Mend, wires),
              allWhole ? QObject::tr("nothing was done to it") : QString());
    return maker.take();
}

HostId freshHost(const Topology& topology, const NodeId& node)
{
    const std::string wanted = node.text();
    std::string name = wanted;
    for (int number = 2; topology.host(HostId(name)) != nullptr; ++number)
        name = wanted + "-" + std::to_string(number);
    return HostId(name);
}

} // namespace

std::vector<FaultChoice> faultChoices(const Selection& selection, const Topology& topology,
                                      const RunConditions& conditions)
{
    const ChoiceMaker maker(topology, conditions);
    if (!selection.nodes.empty())
        return nodeChoices(maker, {selection.nodes.begin(), selection.nodes.end()});
    if (!selection.wires.empty())
        return wireChoices(maker, {selection.wires.begin(), selection.wires.end()});
    return {};
}

std::vector<FaultChoice> socketChoices(const std::vector<SocketRef>& sockets, const Topology& topology,
                                       const RunConditions& conditions)
{
    if (sockets.empty())
        return {};
    ChoiceMaker maker(topology, conditions);
    const auto held = [&](const SocketRef& ref) { return conditionOf(conditions.sockets, ref).held; };
    if (std::all_of(sockets.begin(), sockets.end(), held))
        maker.add(QObject::tr("Open"), onSockets(ActKind::Open, sockets));
    else
        maker.add(QObject::tr("Hold"), onSockets(ActKind::Hold, sockets));
    maker.add(QObject::tr("Step"), onSockets(ActKind::Step, sockets));
    return maker.take();
}

std::vector<SocketRef> steppedSockets(const Selection& selection, const SocketRef& chosen, const Topology& topology,
                                      const RunConditions& conditions)
{
    if (topology.socket(chosen) != nullptr)
        return {chosen};
    std::vector<SocketRef> held;
    for (const auto& [ref, condition] : conditions.sockets)
        if (condition.held && topology.socket(ref) != nullptr &&
            (selection.empty() || selection.nodes.contains(ref.node)))
            held.push_back(ref);
    if (!held.empty() || selection.empty())
        return held;
    if (selection.nodes.size() == 1) {
        const Node* node = topology.node(*selection.nodes.begin());
        if (node == nullptr || node->sockets.empty())
            return {};
        const auto sends = std::find_if(node->sockets.begin(), node->sockets.end(),
                                        [](const Socket& socket) { return info(socket.type).sends; });
        return {{node->id, (sends == node->sockets.end() ? node->sockets.front() : *sends).id}};
    }
    if (selection.nodes.empty() && selection.wires.size() == 1)
        if (const Wire* wire = topology.wire(*selection.wires.begin()))
            return {wire->from};
    return {};
}

Status giveOwnProcesses(Editor& editor, const std::vector<NodeId>& nodes)
{
    editor.endMerge();
    Edit edit;
    edit.text = nodes.size() == 1 ? "Run in a process of its own" : "Run in processes of their own";
    const Topology& topology = editor.topology();
    Topology hosts; // with those that are about to be made, so that no two get one name
    hosts.hosts = topology.hosts;
    for (const NodeId& id : nodes) {
        const auto place =
            std::find_if(topology.nodes.begin(), topology.nodes.end(), [&](const Node& node) { return node.id == id; });
        if (place == topology.nodes.end() || !sharesProcess(topology, id))
            continue;
        Host host;
        host.id = freshHost(hosts, id);
        edit.changes.emplace_back(HostChange{hosts.hosts.size(), std::nullopt, host});
        hosts.hosts.push_back(host);
        Node moved = *place;
        moved.host = host.id;
        edit.changes.emplace_back(
            NodeChange{static_cast<std::size_t>(place - topology.nodes.begin()), *place, std::move(moved)});
    }
    return edit.changes.empty() ? Status() : editor.apply(std::move(edit));
}

} // namespace zeroloom
