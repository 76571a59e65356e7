// A Graphviz drawing as a topology. Zeroloom's own exports come back whole, by their attributes; of any other drawing
// what it says of sockets is taken, and the rest is guessed and told.
//
// A document of the topology file is made of the drawing, and that file's reader judges it.
#include <algorithm>
#include <set>
#include <unordered_set>

#include "core/base/json_document.h"
#include "core/base/utf8.h"
#include "core/exchange/dot_hosts.h"
#include "core/exchange/dot_places.h"
#include "core/exchange/dot_text.h"
#include "core/exchange/dot_wiring.h"
#include "core/exchange/import_functions.h"
#include "core/format/topology_file.h"
#include "core/model/id_rule.h"
#include "core/model/role_fit.h"
#include "core/model/wire_rule.h"
#include "core/picture/clean_text.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {
namespace {

constexpr std::size_t DotImportLimit = 16U << 20U; // bytes; a drawing has fewer
constexpr std::size_t DotRemarkLimit = 200;

std::string titleOf(const DotNode& node)
{
    const std::string title = drawnNode(node).title;
    return title.empty() ? onOneLine(node.name) : title;
}

// The first endpoint in a label.
std::string enddotPoint(std::string_view text)
{
    for (const std::string_view start : {"tcp://", "ipc://", "inproc://", "ws://"}) {
        const std::size_t begin = text.find(start);
        if (begin == std::string_view::npos)
            continue;
        const std::size_t end = std::min(text.find_first_of(" \n\t\"'()<>,;", begin), text.size());
        return std::string(text.substr(begin, end - begin));
    }
    return {};
}

class DotImport {
public:
    DotImport(const DotGraph& graph, std::string_view fileName) : m_graph(graph), m_fileName(fileName), m_hosts(graph)
    {
        m_places.graph = graph.place;
    }

    tl::expected<Imported, Errors> read(bool utf8)
    {
        if (!utf8)
            remark({}, "the file is not in UTF-8: letters beyond ASCII are lost; convert it with iconv");
        m_own = dotValueIn(m_graph.attributes, "zeroloom") != nullptr;
        if (m_graph.moreFollows)
            remark({}, "only the first graph of the file is read");
        readGraph();
        Remarks named;
        for (std::string& id : dotNodeIds(m_graph, named))
            m_nodes.push_back({std::move(id), {}});
        for (Remark& told : named)
            remark(std::move(told.where), std::move(told.message));
        m_socketLists.resize(m_nodes.size());
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            readNode(i);
        DotWiring wiring(m_graph, m_nodes);
        m_joins = wiring.join();
        for (Remark& told : wiring.remarks())
            remark(std::move(told.where), std::move(told.message));
        if (!m_own && !hasSockets())
            return tl::unexpected(Errors{{ErrorCode::InvalidInput,
                                          "no node says its ZeroMQ sockets; write a type into a node's label "
                                          "(\"<out> PUSH\") or into an attribute (type=PUSH)",
                                          m_graph.place.text()}});
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            writeNode(i);
        for (const WiringJoin& join : m_joins)
            writeWire(join);
        return finish();
    }

private:
    void readGraph();
    void readNode(std::size_t index);
    void readSockets(std::size_t index);
    void writeNode(std::size_t index);
    void writeSockets(std::size_t index, Json& item);
    void chooseRole(std::size_t index, Node& node, Json& item);
    void writeHost(std::size_t index, Json& item);
    void writePosition(std::size_t index);
    void writeWire(const WiringJoin& join);
    std::string endpointOfEdge(const DotEdge& edge) const;
    std::string graphTitle() const;
    tl::expected<Imported, Errors> finish();

    bool hasSockets() const
    {
        return std::ranges::any_of(m_nodes, [](const WiringNode& node) { return !node.sockets.empty(); });
    }
    void remark(std::string where, std::string message)
    {
        if (++m_told <= DotRemarkLimit)
            m_remarks.push_back({std::move(where), std::move(message)});
    }
    // An attribute that holds JSON; null and an error when it holds something else.
    Json jsonIn(const DotValue& value, std::string_view name);
    void addExtra(const DotValue* value, Json& item);

    const DotGraph& m_graph;
    std::string_view m_fileName;
    bool m_own = false; // Zeroloom wrote it
    std::vector<WiringNode> m_nodes;
    std::vector<Json> m_socketLists; // by node: as they stand in the topology file, or null
    std::vector<WiringJoin> m_joins;
    Json m_items = Json::array();
    Json m_wires = Json::array();
    Json m_notes = Json::array();
    Json m_layout = Json::object();
    Json m_extra = Json::object();
    std::map<std::string, Point> m_drawn; // positions that Graphviz gave
    DotHosts m_hosts;
    DotDocumentPlaces m_places;
    std::unordered_set<std::string> m_wireIds;
    std::size_t m_subscribed = 0;
    std::size_t m_told = 0;
    Remarks m_remarks;
    Errors m_errors;
};

Json DotImport::jsonIn(const DotValue& value, std::string_view name)
{
    Result<Json> json = parseJson(dotUnescaped(value.text));
    if (json)
        return std::move(*json);
    m_errors.push_back({ErrorCode::InvalidInput,
                        "the attribute '" + std::string(name) + "' holds no JSON: " + json.error().text(),
                        value.place.text()});
    return nullptr;
}

void DotImport::addExtra(const DotValue* value, Json& item)
{
    if (value == nullptr)
        return;
    const Json extra = jsonIn(*value, "extra");
    if (!extra.is_object())
        return;
    for (const auto& [key, member] : extra.items())
        if (!item.contains(key))
            append(item, key, member);
}

void DotImport::readGraph()
{
    if (const DotValue* hosts = dotValueIn(m_graph.attributes, "hosts"); hosts != nullptr && m_own)
        m_hosts.adopt(jsonIn(*hosts, "hosts"));
    if (m_own)
        addExtra(dotValueIn(m_graph.attributes, "extra"), m_extra);
}

void DotImport::readNode(std::size_t index)
{
    const DotNode& drawn = m_graph.nodes[index];
    if (const DotValue* note = drawn.attributes.find("note"); note != nullptr && m_own) {
        m_nodes[index].takesWires = false;
        m_notes.push_back(jsonIn(*note, "note"));
        m_places.notes.push_back(drawn.place);
        return;
    }
    readSockets(index);
}

void DotImport::readSockets(std::size_t index)
{
    const DotNode& drawn = m_graph.nodes[index];
    WiringNode& node = m_nodes[index];
    if (const DotValue* list = drawn.attributes.find("sockets"); list != nullptr && list->text.starts_with('[')) {
        m_socketLists[index] = jsonIn(*list, "sockets");
        node.declared = true;
        if (!m_socketLists[index].is_array())
            return;
        for (const Json& socket : m_socketLists[index]) {
            const bool named = socket.is_object() && socket.contains("id") && socket["id"].is_string() &&
                               socket.contains("type") && socket["type"].is_string();
            const auto type = named ? socketTypeByName(socket["type"].get<std::string>()) : std::nullopt;
            if (type) // what is wrong here the file's reader says
                node.sockets.push_back({{socket["id"].get<std::string>(), *type}, false});
        }
        return;
    }
    // A node of an export says all of its sockets in the attribute; its label may say anything.
    const bool written = m_own && drawn.attributes.find("role") != nullptr;
    const DrawnNode found = written && drawn.attributes.find("sockets") == nullptr ? DrawnNode{} : drawnNode(drawn);
    for (const DrawnSocket& socket : found.sockets) {
        if (node.sockets.size() == WiringSocketLimit) {
            remark(drawn.place.text(), "only its first " + std::to_string(WiringSocketLimit) + " sockets are read");
            break;
        }
        node.sockets.push_back({socket, false});
    }
    node.declared = !node.sockets.empty() || m_own;
}

void DotImport::writeNode(std::size_t index)
{
    const DotNode& drawn = m_graph.nodes[index];
    const DotAttributes& attributes = drawn.attributes;
    if (!m_nodes[index].takesWires)
        return;
    Json item = Json::object();
    append(item, "id", m_nodes[index].id);
    std::string label;
    if (const DotValue* title = attributes.find("title"))
        append(item, "label", dotTextFrom(title->text));
    else if (!m_own)
        label = titleOf(drawn);
    if (!label.empty() && label != m_nodes[index].id)
        append(item, "label", label);
    writeHost(index, item);
    writeSockets(index, item);
    if (const DotValue* params = attributes.find("params"))
        append(item, "params", jsonIn(*params, "params"));
    if (m_own)
        addExtra(attributes.find("extra"), item);
    writePosition(index);
    m_items.push_back(std::move(item));
    m_places.nodes.push_back(drawn.place);
}

void DotImport::writeHost(std::size_t index, Json& item)
{
    const DotNode& drawn = m_graph.nodes[index];
    std::string host;
    if (const DotValue* value = drawn.attributes.find("host"))
        host = value->text;
    else if (drawn.cluster != NoSubgraph && !m_own)
        host = m_hosts.ofCluster(drawn.cluster);
    if (host.empty() || host == "local")
        return;
    append(item, "host", host);
    if (!m_own)
        m_hosts.add(host);
}

// The ids that the role expects, where the drawing has none that could be used.
void DotImport::writeSockets(std::size_t index, Json& item)
{
    WiringNode& drawn = m_nodes[index];
    Node node;
    node.id = NodeId(drawn.id);
    std::set<std::string> taken;
    for (WiringSocket& socket : drawn.sockets) {
        std::string& id = socket.drawn.name;
        const std::string wanted = isValidId(id) ? id : lowerCaseName(socket.drawn.type);
        id = freshId(wanted, [&](const std::string& used) { return taken.contains(used); });
        taken.insert(id);
        Socket made;
        made.id = SocketId(id);
        made.type = socket.drawn.type;
        node.sockets.push_back(std::move(made));
    }
    chooseRole(index, node, item);
    if (m_socketLists[index].is_array()) {
        append(item, "sockets", m_socketLists[index]);
        return;
    }
    Json list = Json::array();
    for (std::size_t i = 0; i < node.sockets.size(); ++i) {
        drawn.sockets[i].drawn.name = node.sockets[i].id.text();
        Json socket{{"id", node.sockets[i].id.text()}, {"type", name(node.sockets[i].type)}};
        if (!m_own && takesSubscriptions(node.sockets[i].type) && node.role != "proxy") {
            append(socket, "subscribe", Json::array({""}));
            ++m_subscribed;
        }
        list.push_back(std::move(socket));
    }
    append(item, "sockets", std::move(list));
}

void DotImport::chooseRole(std::size_t index, Node& node, Json& item)
{
    const DotNode& drawn = m_graph.nodes[index];
    const DotValue* role = drawn.attributes.find("role");
    std::string wanted = role != nullptr ? dotTextFrom(role->text) : std::string();
    if (m_own || roleByName(wanted) != nullptr) {
        node.role = wanted;
        append(item, "role", node.role);
        return;
    }
    const RoleInfo* fitting = node.sockets.empty() ? nullptr : roleForSockets(socketTypesOf(node));
    node.role = fitting != nullptr ? fitting->name : "outside";
    if (fitting == nullptr)
        remark(drawn.place.text(), "'" + node.id.text() + "' is outside, run by someone else: " +
                                       (node.sockets.empty() ? "it names no socket" : "no role has just its sockets"));
    else if (!m_socketLists[index].is_array())
        fitSocketIds(node);
    append(item, "role", node.role);
}

void DotImport::writePosition(std::size_t index)
{
    const DotAttributes& attributes = m_graph.nodes[index].attributes;
    if (const DotValue* value = attributes.find("position")) {
        if (const auto point = dotPoint(value->text))
            append(m_layout, m_nodes[index].id, Json::array({point->x, point->y}));
        else
            remark(value->place.text(), "the position is none, so the node is laid out automatically");
        return;
    }
    if (const DotValue* value = attributes.find("pos"))
        if (const auto point = dotPoint(value->text))
            m_drawn[m_nodes[index].id] = *point;
}

std::string DotImport::endpointOfEdge(const DotEdge& edge) const
{
    if (const DotValue* endpoint = edge.attributes->find("endpoint"))
        return dotTextFrom(endpoint->text);
    if (m_own)
        return {};
    for (const char* name : {"label", "taillabel", "headlabel", "xlabel"}) {
        const DotValue* label = edge.attributes->find(name);
        if (label == nullptr || label->html)
            continue;
        const std::string endpoint = enddotPoint(labelText(label->text, {}));
        if (!endpoint.empty())
            return endpoint == DefaultEndpoint ? std::string() : endpoint;
    }
    return {};
}

void DotImport::writeWire(const WiringJoin& join)
{
    const DotEdge& edge = *join.edge;
    const auto end = [&](std::size_t node, std::size_t socket) {
        return m_nodes[node].id + "." + m_nodes[node].sockets[socket].drawn.name;
    };
    Json item = Json::object();
    const DotValue* id = edge.attributes->find("wire");
    if (id != nullptr && isValidId(id->text) && m_wireIds.insert(id->text).second)
        append(item, "id", id->text);
    append(item, "from", end(edge.tail, join.fromSocket));
    append(item, "to", end(edge.head, join.toSocket));
    if (const DotValue* bind = edge.attributes->find("bind")) {
        const std::string& text = bind->text;
        if (text == "from" || text == "tail" || text == m_graph.nodes[edge.tail].name)
            append(item, "bind", "from");
        else if (text == "to" || text == "head" || text == m_graph.nodes[edge.head].name)
            append(item, "bind", "to");
        else
            remark(bind->place.text(),
                   "'" + shown(text) + "' is no end of the edge, so the pattern chooses which binds");
    }
    if (const std::string endpoint = endpointOfEdge(edge); !endpoint.empty())
        append(item, "endpoint", endpoint);
    if (m_own)
        addExtra(edge.attributes->find("extra"), item);
    m_wires.push_back(std::move(item));
    m_places.wires.push_back(edge.place);
}

std::string DotImport::graphTitle() const
{
    if (const DotValue* title = dotValueIn(m_graph.attributes, "title"))
        return dotTextFrom(title->text);
    if (m_own)
        return {};
    if (const DotValue* label = dotValueIn(m_graph.attributes, "label"); label != nullptr && !label->html)
        return onOneLine(labelText(label->text, m_graph.name));
    if (!m_graph.name.empty())
        return onOneLine(m_graph.name);
    const std::string_view file = m_fileName.substr(m_fileName.rfind('/') + 1);
    return onOneLine(file.substr(0, file.rfind('.')));
}

tl::expected<Imported, Errors> DotImport::finish()
{
    // Where a person placed some of them, the measures of the two do not go together.
    if (m_layout.empty())
        for (const auto& [id, point] : spreadDrawing(m_drawn))
            append(m_layout, id, Json::array({point.x, point.y}));
    Json document = Json::object();
    append(document, "zeroloom", TopologyFileVersion);
    append(document, "name", graphTitle());
    const DotValue* description = dotValueIn(m_graph.attributes, "description");
    append(document, "description", description != nullptr ? dotTextFrom(description->text) : std::string());
    if (!m_hosts.list().empty())
        append(document, "hosts", m_hosts.list());
    append(document, "nodes", std::move(m_items));
    append(document, "wires", std::move(m_wires));
    append(document, "layout", std::move(m_layout));
    append(document, "notes", std::move(m_notes));
    for (const auto& [key, member] : m_extra.items())
        if (!document.contains(key))
            append(document, key, member);
    if (!m_errors.empty())
        return tl::unexpected(std::move(m_errors));
    tl::expected<Topology, Errors> topology =
        readTopology(document.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!topology) {
        for (Error& error : topology.error())
            error.where = m_places.of(error.where);
        return tl::unexpected(std::move(topology.error()));
    }
    for (Remark& told : m_hosts.remarks())
        remark(std::move(told.where), std::move(told.message));
    if (m_subscribed > 0)
        remark({}, "a drawing says no subscriptions, so SUB and XSUB sockets take everything");
    if (m_told > DotRemarkLimit)
        m_remarks.push_back({{}, std::to_string(m_told - DotRemarkLimit) + " more remarks are left out"});
    return Imported{std::move(*topology), std::move(m_remarks)};
}

} // namespace

bool recognisesDot(std::string_view text, std::string_view fileName)
{
    if (fileName.ends_with(".dot") || fileName.ends_with(".gv"))
        return true;
    DotLexer lexer(text.substr(0, 4096));
    Result<DotToken> token = lexer.next();
    if (token && token->isKeyword("strict"))
        token = lexer.next();
    if (!token || (!token->isKeyword("graph") && !token->isKeyword("digraph")))
        return false;
    token = lexer.next();
    if (token && token->isId())
        token = lexer.next();
    return token && token->isMark("{");
}

tl::expected<Imported, Errors> importDot(std::string_view text, std::string_view fileName)
{
    if (text.size() > DotImportLimit)
        return tl::unexpected(
            Errors{{ErrorCode::InvalidInput,
                    "larger than " + std::to_string(DotImportLimit >> 20U) + " MiB, which no drawing is",
                    {}}});
    const Result<DotGraph> graph = readDotGraph(text);
    if (!graph)
        return tl::unexpected(Errors{graph.error()});
    return DotImport(*graph, fileName).read(isUtf8(text));
}

} // namespace zeroloom
