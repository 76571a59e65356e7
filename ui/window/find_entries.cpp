#include "ui/window/find_entries.h"

#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

void addSockets(std::vector<PaletteEntry>& entries, Document& document, const Node& node)
{
    for (const Socket& socket : node.sockets) {
        const Place place{node.id, socket.id, {}};
        entries.push_back({QStringLiteral("%1 . %2").arg(toQString(node.title()), toQString(socket.id.text())),
                           toQString(name(socket.type)), Theme::instance().typeIcon(socket.type),
                           [&document, place] { document.reveal(place); },
                           toQString(SocketRef{node.id, socket.id}.text())});
    }
}

QString titleOf(const Topology& topology, const SocketRef& ref)
{
    const Node* node = topology.node(ref.node);
    return node != nullptr ? toQString(node->title()) : toQString(ref.node.text());
}

} // namespace

std::vector<PaletteEntry> findEntries(Document& document, const RunController& run)
{
    std::vector<PaletteEntry> entries;
    const Topology& topology = document.topology();
    const QIcon nodeIcon = Theme::instance().icon(QStringLiteral("node"));
    for (const Node& node : topology.nodes) {
        const Place place{node.id, {}, {}};
        entries.push_back({toQString(node.title()), toQString(node.role), nodeIcon,
                           [&document, place] { document.reveal(place); },
                           toQString(node.id.text()) + QLatin1Char(' ') + toQString(node.host.text())});
    }
    for (const Node& node : topology.nodes) {
        addSockets(entries, document, node);
    }
    const ObservationPtr seen = run.observation();
    const QIcon wireIcon = Theme::instance().icon(QStringLiteral("wire"));
    for (const Wire& wire : topology.wires) {
        const auto live = seen->wires.find(wire.id);
        const bool resolved = live != seen->wires.end() && !live->second.endpoint.empty();
        const Place place{{}, {}, wire.id};
        entries.push_back({QStringLiteral("%1 → %2").arg(titleOf(topology, wire.from), titleOf(topology, wire.to)),
                           toQString(resolved ? live->second.endpoint : endpointOf(wire)), wireIcon,
                           [&document, place] { document.reveal(place); },
                           toQString(wire.id.text() + " " + wire.from.text() + " " + wire.to.text())});
    }
    const QIcon noteIcon = Theme::instance().icon(QStringLiteral("note"));
    for (const Note& note : topology.notes) {
        const NoteId id = note.id;
        entries.push_back({toQString(note.text).section(QLatin1Char('\n'), 0, 0), QObject::tr("note"), noteIcon,
                           [&document, id] {
                               document.setSelection(Selection{{}, {}, {id}});
                           },
                           toQString(note.text)});
    }
    return entries;
}

} // namespace zeroloom
