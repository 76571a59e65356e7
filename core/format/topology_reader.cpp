// Reads the topology file: every value is looked at before it is used, and every wrong one is named.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/duration.h"
#include "core/base/json_document.h"
#include "core/base/raw_bytes.h"
#include "core/format/object_reader.h"
#include "core/format/topology_file.h"
#include "core/model/id_rule.h"
#include "core/model/wire_rule.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

std::string knownTypes()
{
    std::string text;
    for (const SocketTypeInfo& type : socketTypes()) {
        if (!isDraft(type.type))
            text += (text.empty() ? "" : ", ") + std::string(type.name);
    }
    return text;
}

class TopologyReader {
public:
    tl::expected<Topology, Errors> read(const Json& document)
    {
        ObjectReader top(document, {}, "a topology", m_errors);
        if (!document.is_object())
            return tl::unexpected(m_errors.take());
        if (const auto refused = refuseVersion(top))
            return tl::unexpected(Errors{*refused});
        m_topology.name = top.text("name");
        m_topology.description = top.text("description");
        readHosts(top);
        readNodes(top);
        readWires(top);
        readLayout(top);
        readNotes(top);
        readScenarios(top);
        m_topology.extra = top.extra();
        if (!m_errors.empty())
            return tl::unexpected(m_errors.take());
        return std::move(m_topology);
    }

private:
    static std::optional<Error> refuseVersion(ObjectReader& top)
    {
        const Json* version = top.member("zeroloom");
        if (!version) {
            return Error{ErrorCode::InvalidInput,
                         "not a Zeroloom topology: the key \"zeroloom\", the version of the file, is missing",
                         {}};
        }
        const bool whole = version->is_number_integer();
        if (whole && version->is_number_unsigned() && version->get<std::uint64_t>() > TopologyFileVersion) {
            return Error{ErrorCode::Unsupported,
                         "needs a newer Zeroloom: the file has version " +
                             std::to_string(version->get<std::uint64_t>()) + ", and this one reads version " +
                             std::to_string(TopologyFileVersion),
                         "/zeroloom"};
        }
        if (!whole || version->get<std::int64_t>() != TopologyFileVersion) {
            return Error{ErrorCode::InvalidInput,
                         "the version of the file is " + std::to_string(TopologyFileVersion) +
                             ", and here stands something else",
                         "/zeroloom"};
        }
        return std::nullopt;
    }

    // The items of a list of objects: read(item, place).
    template <typename Read>
    void readList(ObjectReader& owner, std::string_view key, bool required, std::string_view what, Read read)
    {
        const Json::array_t& list = owner.list(key, required);
        for (std::size_t i = 0; i < list.size(); ++i) {
            ObjectReader item(list[i], pointerTo(pointerTo(owner.pointer(), key), i), what, m_errors);
            if (list[i].is_object())
                read(item);
        }
    }

    // An id that no other of its kind bears; empty after an error.
    std::string uniqueId(ObjectReader& item, std::unordered_set<std::string>& taken, std::string_view kind,
                         bool required = true)
    {
        std::string id = item.id("id", required);
        if (!id.empty() && !taken.insert(id).second)
            item.error("id", "another " + std::string(kind) + " has the id '" + id + "' already");
        return id;
    }

    void readHosts(ObjectReader& top)
    {
        std::vector<Host> hosts;
        readList(top, "hosts", false, "a host", [&](ObjectReader& item) {
            Host host;
            host.id = HostId(uniqueId(item, m_hostIds, "host"));
            host.label = item.text("label");
            host.extra = item.extra();
            hosts.push_back(std::move(host));
        });
        // The one that exists in every topology keeps its place when the file names it.
        if (m_hostIds.insert("local").second)
            hosts.insert(hosts.begin(), Host{HostId("local"), {}, {}});
        m_topology.hosts = std::move(hosts);
    }

    void readNodes(ObjectReader& top)
    {
        std::unordered_set<std::string> ids;
        readList(top, "nodes", false, "a node", [&](ObjectReader& item) {
            Node node;
            node.id = NodeId(uniqueId(item, ids, "node"));
            node.label = item.text("label");
            readNodeHost(item, node);
            const bool hasRole = item.member("role") != nullptr;
            node.role = item.text("role", true);
            if (hasRole && node.role.empty())
                item.error("role", "name a role: source, sink, worker, ...");
            node.params = item.values("params");
            readSockets(item, node);
            node.extra = item.extra();
            m_topology.nodes.push_back(std::move(node));
        });
        for (std::size_t i = 0; i < m_topology.nodes.size(); ++i)
            m_places.emplace(m_topology.nodes[i].id, i);
    }

    void readNodeHost(ObjectReader& item, Node& node)
    {
        const std::string host = item.id("host", false);
        if (host.empty())
            return;
        if (!m_hostIds.contains(host))
            item.error("host", "there is no host '" + host + "'; add it to \"hosts\"");
        node.host = HostId(host);
    }

    void readSockets(ObjectReader& owner, Node& node)
    {
        std::unordered_set<std::string> ids;
        readList(owner, "sockets", true, "a socket", [&](ObjectReader& item) {
            Socket socket;
            socket.id = SocketId(uniqueId(item, ids, "socket of this node"));
            readType(item, socket);
            socket.options = item.values("options");
            readSubscriptions(item, socket);
            readSide(item, socket);
            socket.extra = item.extra();
            node.sockets.push_back(std::move(socket));
        });
    }

    static void readType(ObjectReader& item, Socket& socket)
    {
        const bool present = item.member("type") != nullptr;
        const std::string text = item.text("type", true);
        if (const auto type = socketTypeByName(text))
            socket.type = *type;
        else if (present)
            item.error("type", "there is no socket type '" + shown(text) + "'; the types are " + knownTypes());
    }

    void readSubscriptions(ObjectReader& item, Socket& socket)
    {
        const Json::array_t& list = item.list("subscribe");
        if (!list.empty() && !takesSubscriptions(socket.type))
            item.error("subscribe", "only SUB and XSUB sockets take subscriptions");
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (auto prefix = subscriptionFrom(list[i])) {
                socket.subscriptions.push_back(std::move(*prefix));
            } else {
                m_errors.add("a subscription is text, or bytes as {\"hex\": \"00ff\"}",
                             pointerTo(pointerTo(item.pointer(), "subscribe"), i));
            }
        }
    }

    static std::optional<std::string> subscriptionFrom(const Json& json)
    {
        if (json.is_string())
            return json.get<std::string>();
        if (json.is_object() && json.size() == 1 && json.contains("hex") && json["hex"].is_string())
            return fromHex(json["hex"].get_ref<const std::string&>());
        return std::nullopt;
    }

    static void readSide(ObjectReader& item, Socket& socket)
    {
        if (!item.member("side"))
            return;
        const std::string side = item.text("side");
        if (side != "left" && side != "right")
            item.error("side", "a side is \"left\" or \"right\"");
        socket.side = side == "left" ? PortSide::Left : PortSide::Right;
    }

    void readWires(ObjectReader& top)
    {
        std::unordered_set<std::string> ids;
        readList(top, "wires", false, "a wire", [&](ObjectReader& item) {
            Wire wire;
            wire.id = WireId(uniqueId(item, ids, "wire", false));
            wire.from = readEnd(item, "from");
            wire.to = readEnd(item, "to");
            readBind(item, wire);
            wire.endpoint = item.text("endpoint");
            wire.extra = item.extra();
            const Socket* from = findSocket(wire.from);
            const Socket* to = findSocket(wire.to);
            if (from && from == to)
                item.error("to", "both ends are the same socket; a socket cannot be wired to itself");
            if (from && to)
                directWire(wire, from->type, to->type);
            m_topology.wires.push_back(std::move(wire));
        });
        long next = 1;
        for (Wire& wire : m_topology.wires) {
            if (!wire.id.empty())
                continue;
            wire.id = WireId(freshId(
                "w" + std::to_string(next++), [&](const std::string& id) { return ids.contains(id); }, &next));
            ids.insert(wire.id.text());
        }
    }

    SocketRef readEnd(ObjectReader& item, std::string_view key)
    {
        const bool isText = item.member(key) && item.member(key)->is_string();
        const std::string text = item.text(key, true);
        if (!isText)
            return {};
        const std::size_t dot = text.find('.');
        const std::string_view view(text);
        if (dot == std::string::npos || !isValidId(view.substr(0, dot)) || !isValidId(view.substr(dot + 1))) {
            item.error(key, "'" + shown(text) + "' does not name a socket; write \"node.socket\"");
            return {};
        }
        SocketRef ref{NodeId(text.substr(0, dot)), SocketId(text.substr(dot + 1))};
        if (!m_places.contains(ref.node))
            item.error(key, "there is no node '" + ref.node.text() + "'");
        else if (!findSocket(ref))
            item.error(key, "node '" + ref.node.text() + "' has no socket '" + ref.socket.text() + "'");
        return ref;
    }

    const Socket* findSocket(const SocketRef& ref) const
    {
        const auto found = m_places.find(ref.node);
        return found == m_places.end() ? nullptr : m_topology.nodes[found->second].socket(ref.socket);
    }

    static void readBind(ObjectReader& item, Wire& wire)
    {
        if (!item.member("bind"))
            return;
        const std::string bind = item.text("bind");
        if (bind != "from" && bind != "to")
            item.error("bind", "the end that binds is \"from\" or \"to\"; leave the key out to have it chosen");
        wire.bind = bind == "to" ? WireEnd::To : WireEnd::From;
    }

    void readLayout(ObjectReader& top)
    {
        const Json* layout = top.member("layout");
        if (!layout)
            return;
        if (!layout->is_object()) {
            top.error("layout", "an object is wanted, {\"node\": [x, y], ...}, and here stands " + kindOf(*layout));
            return;
        }
        for (const auto& [name, position] : layout->get_ref<const Json::object_t&>()) {
            const Result<Point> point = pointFrom(position);
            const std::string where = pointerTo(pointerTo({}, "layout"), name);
            if (!point)
                m_errors.add(point.error().message, where);
            else if (!m_places.contains(NodeId(name)))
                m_errors.add("there is no node '" + shown(name) + "'; remove its position", where);
            else
                m_topology.layout.emplace(NodeId(name), *point);
        }
    }

    void readNotes(ObjectReader& top)
    {
        std::unordered_set<std::string> ids;
        readList(top, "notes", false, "a note", [&](ObjectReader& item) {
            Note note;
            note.id = NoteId(uniqueId(item, ids, "note"));
            note.text = item.text("text");
            note.position = item.point("position").value_or(Point{});
            if (const auto size = item.point("size")) {
                if (size->x <= 0 || size->y <= 0)
                    item.error("size", "a note is wider and higher than 0");
                note.size = *size;
            }
            note.extra = item.extra();
            m_topology.notes.push_back(std::move(note));
        });
    }

    void readScenarios(ObjectReader& top)
    {
        std::unordered_set<std::string> names;
        readList(top, "scenarios", false, "a scenario", [&](ObjectReader& item) {
            Scenario scenario;
            const bool hasName = item.member("name") != nullptr;
            scenario.name = item.text("name", true);
            if (hasName && scenario.name.empty())
                item.error("name", "give the scenario a name");
            else if (hasName && !names.insert(scenario.name).second)
                item.error("name", "another scenario has the name '" + shown(scenario.name) + "' already");
            readActs(item, scenario);
            scenario.extra = item.extra();
            m_topology.scenarios.push_back(std::move(scenario));
        });
    }

    void readActs(ObjectReader& owner, Scenario& scenario)
    {
        readList(owner, "acts", true, "an act", [&](ObjectReader& item) {
            TimedAct act;
            const bool hasTime = item.member("at") && item.member("at")->is_string();
            const auto at = parseDuration(item.text("at", true));
            if (hasTime && !at)
                item.error("at", at.error().message);
            act.at = at.value_or(Nanoseconds(0));
            const bool hasText = item.member("act") && item.member("act")->is_string();
            act.act = item.text("act", true);
            if (hasText && act.act.empty())
                item.error("act", "say what is done, such as \"kill worker1\"");
            act.extra = item.extra();
            scenario.acts.push_back(std::move(act));
        });
        std::ranges::stable_sort(scenario.acts, {}, &TimedAct::at);
    }

    Topology m_topology;
    ErrorList m_errors;
    std::unordered_set<std::string> m_hostIds;
    std::unordered_map<NodeId, std::size_t> m_places;
};

Errors only(Error error) { return {std::move(error)}; }

} // namespace

tl::expected<Topology, Errors> readTopology(std::string_view text)
{
    if (text.size() > TopologyFileLimit) {
        return tl::unexpected(
            only({ErrorCode::InvalidInput,
                  "larger than " + std::to_string(TopologyFileLimit >> 20U) + " MiB, which no topology is",
                  {}}));
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return tl::unexpected(only({ErrorCode::InvalidInput, "the file is empty; a topology is a JSON object", {}}));
    Result<Json> document = parseJson(text);
    if (!document)
        return tl::unexpected(only(std::move(document.error())));
    return TopologyReader().read(*document);
}

} // namespace zeroloom
