// ZDCF (RFC 17) in JSON and in ZPL, by whomever it was written: names in either case, and wires made of equal endpoints
// where the file does not name them.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "core/base/raw_bytes.h"
#include "core/exchange/import_functions.h"
#include "core/exchange/zdcf_additions.h"
#include "core/exchange/zdcf_members.h"
#include "core/exchange/zdcf_names.h"
#include "core/exchange/zdcf_options.h"
#include "core/exchange/zdcf_tree.h"
#include "core/exchange/zdcf_wires.h"
#include "core/format/object_reader.h"
#include "core/model/id_rule.h"
#include "core/model/role_fit.h"
#include "core/model/wire_rule.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::string_view OursPrefix = "x_";

// Names for ids: what cannot be one is changed, and told.
class ForeignIds {
public:
    explicit ForeignIds(Remarks& remarks) : m_remarks(remarks) {}

    std::string give(const std::string& name, std::unordered_set<std::string>& taken, const std::string& kind)
    {
        std::string wanted;
        for (const char c : name.substr(0, IdLimit))
            wanted += isValidId(std::string_view(&c, 1)) ? c : '-';
        if (wanted.empty())
            wanted = kind;
        std::string id = freshId(
            wanted, [&](const std::string& text) { return taken.contains(text); }, &m_next[kind + " " + wanted]);
        taken.insert(id);
        if (id != name)
            m_remarks.push_back({{}, "the " + kind + " '" + shown(name) + "' is called '" + id + "' here"});
        return id;
    }

private:
    Remarks& m_remarks;
    std::unordered_map<std::string, long> m_next;
};

class ZdcfReader {
public:
    tl::expected<Imported, Errors> read(Json tree, std::string_view fileName)
    {
        tree = loweredKeys(std::move(tree), {});
        if (const auto refused = refuseVersion(tree))
            return tl::unexpected(Errors{*refused});
        ObjectReader top(tree, {}, "a ZDCF file", m_errors);
        readTop(top, fileName);
        readApps(top);
        readZdcfAdditions(top, m_topology, m_errors);
        if (!m_errors.empty())
            return tl::unexpected(m_errors.take());
        addWiresByEndpoint(m_topology, m_bound, m_remarks);
        return Imported{std::move(m_topology), std::move(m_remarks)};
    }

private:
    // The standard's names in small letters; ours are as they are.
    Json loweredKeys(Json object, const std::string& pointer)
    {
        if (!object.is_object())
            return object;
        Json result = Json::object();
        std::unordered_set<std::string> known;
        for (auto& [key, value] : object.get_ref<Json::object_t&>()) {
            std::string name = key.starts_with(OursPrefix) ? key : zdcf::lowered(key);
            if (known.insert(name).second)
                append(result, std::move(name), std::move(value));
            else
                m_errors.add("stands twice, in unlike case; keep one", pointerTo(pointer, key));
        }
        return result;
    }

    // The version of the standard is compared as a number (RFC 17, "Handling Specification Versions").
    std::optional<Error> refuseVersion(const Json& tree)
    {
        if (const auto ours = tree.find(zdcf::Additions); ours != tree.end()) {
            m_isOurs = true;
            if (!ours->is_number_integer() || ours->get<std::int64_t>() != zdcf::AdditionsVersion)
                return Error{ErrorCode::Unsupported,
                             "Zeroloom's additions to the file have another version than 1; it was written by a newer "
                             "Zeroloom, which can read it",
                             "/" + std::string(zdcf::Additions)};
        }
        const auto version = tree.find("version");
        if (version == tree.end()) {
            if (!tree.empty() && !tree.contains("apps"))
                return Error{ErrorCode::InvalidInput,
                             "has neither \"version\" nor \"apps\", so it is no ZDCF 1.0; the older forms had devices "
                             "at the top, and can be put under \"apps\", NAME, \"devices\"",
                             {}};
            return std::nullopt;
        }
        const std::string text = version->is_string() ? version->get<std::string>() : version->dump();
        char* end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0' || version->is_boolean() || !std::isfinite(number) || number < 0)
            return Error{ErrorCode::InvalidInput, "must be a number, as 1.0, and is '" + shown(text) + "'", "/version"};
        if (std::floor(number) > zdcf::StandardVersion)
            return Error{ErrorCode::Unsupported,
                         "the file was written against ZDCF " + shown(text) + ", and this Zeroloom reads ZDCF 1",
                         "/version"};
        return std::nullopt;
    }

    void readTop(ObjectReader& top, std::string_view fileName)
    {
        m_topology.name = top.text(zdcf::Name);
        if (m_topology.name.empty() && !m_isOurs)
            m_topology.name = std::filesystem::path(fileName).stem().string();
        m_topology.description = top.text(zdcf::Description);
        m_topology.extra = zdcf::extraOf(top, zdcf::Extra);
    }

    // read(name, object): for each member of a dictionary, with its keys in small letters.
    template <typename Read>
    void readDictionary(ObjectReader& owner, std::string_view key, std::string_view what, Read read)
    {
        for (const auto& [name, value] : zdcf::membersOf(zdcf::sectionOf(owner, key))) {
            const std::string pointer = pointerTo(pointerTo(owner.pointer(), key), name);
            const Json object = value == "" ? Json::object() : loweredKeys(value, pointer);
            ObjectReader item(object, pointer, what, m_errors);
            if (object.is_object())
                read(name, item);
        }
    }

    void readApps(ObjectReader& top)
    {
        std::unordered_set<std::string> hosts;
        m_topology.hosts.clear();
        readDictionary(top, "apps", "an app", [&](const std::string& name, ObjectReader& app) {
            Host host;
            host.id = HostId(m_ids.give(name, hosts, "app"));
            host.label = app.text(zdcf::Label);
            host.extra = zdcf::extraOf(app, zdcf::Extra);
            readContext(app);
            for (const std::string_view part : {std::string_view("devices"), zdcf::Outside}) {
                readDictionary(app, part, "a device", [&](const std::string& device, ObjectReader& item) {
                    readDevice(device, item, host.id, part == zdcf::Outside);
                });
            }
            m_topology.hosts.push_back(std::move(host));
        });
        if (hosts.insert("local").second)
            m_topology.hosts.insert(m_topology.hosts.begin(), Host{HostId("local"), {}, {}});
    }

    void readContext(ObjectReader& app)
    {
        const Json context = loweredKeys(zdcf::sectionOf(app, "context"), app.pointer());
        for (const auto& [name, value] : zdcf::membersOf(context)) {
            const bool usual = (name == "iothreads" && (value == 1 || value == "1")) ||
                               (name == "verbose" && (value == false || value == "0" || value == "false"));
            if (!usual)
                remark(app.pointer(),
                       "the context's '" + shown(name) + "' is left out: a topology has no place for it");
        }
    }

    void remark(std::string where, std::string message) { m_remarks.push_back({std::move(where), std::move(message)}); }

    void readDevice(const std::string& name, ObjectReader& item, const HostId& host, bool outside)
    {
        Node node;
        node.id = NodeId(m_ids.give(name, m_nodeIds, "device"));
        node.label = item.text(zdcf::Label);
        node.host = host;
        const std::string type = zdcf::lowered(item.text("type"));
        node.role = item.text(zdcf::Role);
        if (node.role.empty())
            node.role = outside ? "outside" : zdcf::roleOfDevice(type);
        node.params = item.values(zdcf::Parameters);
        node.extra = zdcf::extraOf(item, zdcf::Extra);
        std::vector<BoundSocket> bound;
        std::unordered_set<std::string> ids;
        readDictionary(item, "sockets", "a socket", [&](const std::string& socket, ObjectReader& reader) {
            readSocket(socket, reader, type, node, ids, bound);
        });
        if (node.role.empty())
            guessRole(node, type);
        if (!m_isOurs)
            fitForeign(node, bound);
        for (BoundSocket& socket : bound)
            m_bound.push_back(std::move(socket));
        m_topology.nodes.push_back(std::move(node));
    }

    // A device whose type is not known plays the role that its sockets have most often.
    void guessRole(Node& node, const std::string& type)
    {
        const RoleInfo* role = roleForSockets(socketTypesOf(node));
        node.role = role ? std::string(role->name) : "outside";
        const std::string what = type.empty() ? "has no type" : "is a '" + shown(type) + "'";
        remark(node.id.text(), what + ", of which Zeroloom knows nothing; by its sockets it is made a " + node.role);
    }

    // Sockets get the names that their role has for them.
    void fitForeign(Node& node, std::vector<BoundSocket>& bound)
    {
        const auto renamed = fitSocketIds(node);
        for (const auto& [before, after] : renamed)
            remark(node.id.text(), "the socket '" + before.text() + "' is called '" + after.text() + "' here");
        for (BoundSocket& socket : bound) {
            if (const auto found = renamed.find(socket.at.socket); found != renamed.end())
                socket.at.socket = found->second;
        }
    }

    void readSocket(const std::string& name, ObjectReader& item, const std::string& deviceType, Node& node,
                    std::unordered_set<std::string>& ids, std::vector<BoundSocket>& bound)
    {
        Socket socket;
        socket.id = SocketId(m_ids.give(name, ids, "socket"));
        const SocketRef ref{node.id, socket.id};
        readType(name, item, deviceType, ref, socket);
        readOptions(item, ref, socket);
        for (auto& [option, value] : item.values(zdcf::Options))
            socket.options.insert_or_assign(option, std::move(value));
        readRawSubscriptions(item, socket);
        readSide(item, socket);
        socket.extra = zdcf::extraOf(item, zdcf::Extra);
        bound.push_back({ref, zdcf::textsOf(item, "bind"), zdcf::textsOf(item, "connect")});
        node.sockets.push_back(std::move(socket));
    }

    void readType(const std::string& name, ObjectReader& item, const std::string& deviceType, const SocketRef& ref,
                  Socket& socket)
    {
        const std::string text = item.text("type");
        const auto type = text.empty() ? zdcf::usualType(deviceType, zdcf::lowered(name)) : zdcf::socketTypeNamed(text);
        if (!type) {
            item.error("type", text.empty() ? "is missing; give a socket type, as \"push\""
                                            : "there is no socket type '" + shown(text) + "'");
            return;
        }
        socket.type = *type;
        const bool forwards = deviceType == "zmq_forwarder" && !m_isOurs;
        if (forwards && (*type == SocketType::Sub || *type == SocketType::Pub)) {
            socket.type = *type == SocketType::Sub ? SocketType::XSub : SocketType::XPub;
            remark(ref.text(), "is " + std::string(zeroloom::name(*type)) + " in the file and " +
                                   std::string(zeroloom::name(socket.type)) +
                                   " here, so that the forwarder passes subscriptions on");
        }
    }

    void readOptions(ObjectReader& item, const SocketRef& ref, Socket& socket)
    {
        const std::string pointer = pointerTo(item.pointer(), "option");
        const Json options = loweredKeys(zdcf::sectionOf(item, "option"), pointer);
        ObjectReader reader(options, pointer, "options", m_errors);
        for (const auto& [name, value] : zdcf::membersOf(options)) {
            if (name == "subscribe") {
                readSubscriptions(reader, ref, socket);
                continue;
            }
            if (name.starts_with(OursPrefix)) {
                remark(ref.text(), "the option '" + shown(name) + "' is left out: it is somebody else's addition");
                continue;
            }
            if (const Status taken = takeZdcfOption(socket, name, value, ref.text(), m_remarks); !taken)
                reader.error(name, taken.error().message);
        }
    }

    void readSubscriptions(ObjectReader& options, const SocketRef& ref, Socket& socket)
    {
        std::vector<std::string> prefixes = zdcf::textsOf(options, "subscribe");
        if (takesSubscriptions(socket.type))
            socket.subscriptions = std::move(prefixes);
        else if (!prefixes.empty())
            remark(ref.text(), "its subscriptions are left out: only SUB and XSUB sockets take them");
    }

    // All of them, where some are bytes that no text holds.
    void readRawSubscriptions(ObjectReader& item, Socket& socket)
    {
        if (!item.member(zdcf::SubscribeHex))
            return;
        if (!takesSubscriptions(socket.type))
            item.error(zdcf::SubscribeHex, "only SUB and XSUB sockets take subscriptions");
        socket.subscriptions.clear();
        for (const std::string& hex : zdcf::textsOf(item, zdcf::SubscribeHex)) {
            if (auto bytes = fromHex(hex))
                socket.subscriptions.push_back(std::move(*bytes));
            else
                item.error(zdcf::SubscribeHex, "must hold pairs of hexadecimal digits");
        }
    }

    static void readSide(ObjectReader& item, Socket& socket)
    {
        const std::string side = item.text(zdcf::Side);
        if (!side.empty() && side != "left" && side != "right")
            item.error(zdcf::Side, "a side is \"left\" or \"right\"");
        if (!side.empty())
            socket.side = side == "left" ? PortSide::Left : PortSide::Right;
    }

    Topology m_topology;
    Remarks m_remarks;
    ErrorList m_errors;
    ForeignIds m_ids{m_remarks};
    bool m_isOurs = false; // written by Zeroloom: names and roles are what they say
    std::unordered_set<std::string> m_nodeIds;
    std::vector<BoundSocket> m_bound;
};

bool hasKey(const Json& object, std::string_view key)
{
    const auto& members = object.get_ref<const Json::object_t&>();
    return std::ranges::any_of(members, [&](const auto& member) { return zdcf::lowered(member.first) == key; });
}

} // namespace

bool recognisesZdcf(std::string_view text, std::string_view fileName)
{
    if (fileName.ends_with(".zdcf") || fileName.ends_with(".zpl") || text.starts_with("<zdcf"))
        return true;
    const auto tree = parseZdcf(text);
    return tree && tree->is_object() && !tree->contains("zeroloom") && hasKey(*tree, "apps");
}

tl::expected<Imported, Errors> importZdcf(std::string_view text, std::string_view fileName)
{
    if (text.size() > ImportLimit)
        return tl::unexpected(Errors{{ErrorCode::InvalidInput, "larger than 64 MiB, which no ZDCF file is", {}}});
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return tl::unexpected(Errors{{ErrorCode::InvalidInput, "the file is empty; ZDCF begins with its version", {}}});
    auto tree = parseZdcf(text);
    if (!tree)
        return tl::unexpected(Errors{std::move(tree.error())});
    return ZdcfReader().read(std::move(*tree), fileName);
}

} // namespace zeroloom
