#include "core/exchange/zdcf_additions.h"

#include <algorithm>
#include <unordered_map>

#include "core/exchange/zdcf_members.h"
#include "core/exchange/zdcf_names.h"
#include "core/model/id_rule.h"
#include "core/model/wire_rule.h"

namespace zeroloom {

namespace {

class ZdcfAdditionsReader {
public:
    ZdcfAdditionsReader(Topology& topology, ErrorList& errors) : m_topology(topology), m_errors(errors) {}

    void read(ObjectReader& top)
    {
        readOrder(top);
        for (std::size_t i = 0; i < m_topology.nodes.size(); ++i)
            m_places.emplace(m_topology.nodes[i].id, i);
        readWires(top);
        readLayout(top);
        readNotes(top);
    }

private:
    void readOrder(ObjectReader& top)
    {
        const Json* order = top.member(zdcf::Order);
        if (!order)
            return;
        std::unordered_map<std::string, std::size_t> ranks;
        for (const std::string& id : zdcf::textsOf(top, zdcf::Order))
            ranks.emplace(id, ranks.size());
        const auto rank = [&](const Node& node) {
            const auto found = ranks.find(node.id.text());
            return found == ranks.end() ? ranks.size() : found->second;
        };
        std::ranges::stable_sort(m_topology.nodes, {}, rank);
    }

    const Socket* findSocket(const SocketRef& ref) const
    {
        const auto found = m_places.find(ref.node);
        return found == m_places.end() ? nullptr : m_topology.nodes[found->second].socket(ref.socket);
    }

    // Ours only: a dictionary whose keys are ids.
    template <typename Read>
    void readById(ObjectReader& top, std::string_view key, const std::string& kind, Read read)
    {
        for (const auto& [name, value] : zdcf::membersOf(zdcf::sectionOf(top, key))) {
            ObjectReader item(value, pointerTo(pointerTo({}, key), name), "a " + kind, m_errors);
            if (const Status valid = checkId(name, kind + " id"); !valid)
                m_errors.add(valid.error().message, item.pointer());
            else if (value.is_object())
                read(name, item);
        }
    }

    SocketRef readEnd(ObjectReader& item, std::string_view key)
    {
        const std::string text = item.text(key, true);
        const std::size_t dot = std::min(text.find('.'), text.size());
        SocketRef ref{NodeId(text.substr(0, dot)), SocketId(text.substr(std::min(dot + 1, text.size())))};
        if (!text.empty() && !findSocket(ref))
            item.error(key, "the file has no socket '" + shown(text) + "'");
        return ref;
    }

    void readWires(ObjectReader& top)
    {
        readById(top, zdcf::Wires, "wire", [&](const std::string& id, ObjectReader& item) {
            Wire wire;
            wire.id = WireId(id);
            wire.from = readEnd(item, "from");
            wire.to = readEnd(item, "to");
            const std::string bind = item.text("bind");
            if (!bind.empty() && bind != "from" && bind != "to")
                item.error("bind", "the end that binds is \"from\" or \"to\"");
            if (!bind.empty())
                wire.bind = bind == "to" ? WireEnd::To : WireEnd::From;
            wire.endpoint = item.text("endpoint");
            wire.extra = zdcf::extraOf(item, "extra");
            const Socket* from = findSocket(wire.from);
            const Socket* to = findSocket(wire.to);
            if (from && from == to)
                item.error("to", "both ends are the same socket");
            if (from && to)
                directWire(wire, from->type, to->type);
            m_topology.wires.push_back(std::move(wire));
        });
    }

    void readLayout(ObjectReader& top)
    {
        const Json& layout = zdcf::sectionOf(top, zdcf::Layout);
        const std::string pointer = pointerTo({}, zdcf::Layout);
        for (const auto& [name, position] : zdcf::membersOf(layout)) {
            const Result<Point> point = pointFrom(position);
            if (!point)
                m_errors.add(point.error().message, pointerTo(pointer, name));
            else if (!m_places.contains(NodeId(name)))
                m_errors.add("there is no device '" + shown(name) + "'; remove its position", pointerTo(pointer, name));
            else
                m_topology.layout.emplace(NodeId(name), *point);
        }
    }

    void readNotes(ObjectReader& top)
    {
        readById(top, zdcf::Notes, "note", [&](const std::string& id, ObjectReader& item) {
            Note note;
            note.id = NoteId(id);
            note.text = item.text("text");
            note.position = item.point("position").value_or(Point{});
            note.size = item.point("size").value_or(note.size);
            if (note.size.x <= 0 || note.size.y <= 0)
                item.error("size", "a note is wider and higher than 0");
            note.extra = zdcf::extraOf(item, "extra");
            m_topology.notes.push_back(std::move(note));
        });
    }

    Topology& m_topology;
    ErrorList& m_errors;
    std::unordered_map<NodeId, std::size_t> m_places;
};

} // namespace

void readZdcfAdditions(ObjectReader& top, Topology& topology, ErrorList& errors)
{
    ZdcfAdditionsReader(topology, errors).read(top);
}

} // namespace zeroloom
