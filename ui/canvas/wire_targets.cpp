#include "ui/canvas/wire_targets.h"

#include <algorithm>

#include "core/zmq/legal_peers.h"

namespace zeroloom {

WireTargets::WireTargets(const Editor& editor, const CanvasScene& scene, SocketRef from)
    : m_editor(&editor), m_scene(&scene), m_from(std::move(from))
{
}

QString WireTargets::whyNot(const SocketRef& to) const
{
    const auto known = m_answers.find(to);
    if (known != m_answers.end())
        return known->second;
    return m_answers[to] = QString::fromStdString(m_editor->whyNotConnect(m_from, to));
}

bool WireTargets::isLegal(const PortItem& port) const
{
    // The table of types answers for most, and without a search.
    const PortItem* from = m_scene->port(m_from);
    return from != nullptr && canTalk(from->type, port.type) && whyNot(port.ref).isEmpty();
}

std::vector<SocketRef> WireTargets::legalAt(const NodeItem& node) const
{
    std::vector<SocketRef> legal;
    for (const PortItem& port : node.ports)
        if (isLegal(port))
            legal.push_back(port.ref);
    return legal;
}

QString WireTargets::whyNotNode(const NodeItem& node) const
{
    if (!legalAt(node).empty())
        return {};
    if (node.ports.empty())
        return node.titleText + QStringLiteral(" has no socket; drop one on it first");
    if (node.ports.size() == 1)
        return whyNot(node.ports.front().ref);
    const PortItem* from = m_scene->port(m_from);
    return QStringLiteral("no socket of %1 takes a wire from this %2; %3")
        .arg(node.titleText, from == nullptr ? QStringLiteral("socket") : from->labelText,
             whyNot(node.ports.front().ref));
}

std::vector<SocketRef> WireTargets::allLegal() const
{
    const PortItem* from = m_scene->port(m_from);
    if (from == nullptr)
        return {};
    std::vector<const PortItem*> ports;
    for (const NodeItem* node : m_scene->nodes())
        for (const PortItem& port : node->ports)
            if (isLegal(port))
                ports.push_back(&port);
    const auto rank = [&](const PortItem* port) {
        const bool behind = port->position.x() < from->position.x();
        return std::make_tuple(behind, port->position.x(), port->position.y());
    };
    std::sort(ports.begin(), ports.end(), [&](const PortItem* a, const PortItem* b) { return rank(a) < rank(b); });
    std::vector<SocketRef> refs;
    refs.reserve(ports.size());
    for (const PortItem* port : ports)
        refs.push_back(port->ref);
    return refs;
}

} // namespace zeroloom
