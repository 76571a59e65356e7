// Graphviz: nodes are tables with a cell for each socket, hosts are clusters. Beside what Graphviz draws, attributes of
// our own, which Graphviz passes over, hold all of the topology, so that the file can be read back.
#include <algorithm>

#include "core/base/json_document.h"
#include "core/exchange/dot_text.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/xml_text.h"
#include "core/format/topology_file.h"
#include "core/picture/canvas_palette.h"
#include "core/picture/canvas_picture.h"
#include "core/picture/card_words.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

// The members that are not among `known`, as an object.
Json otherMembers(const Json& object, std::initializer_list<std::string_view> known)
{
    Json rest = Json::object();
    for (const auto& [key, value] : object.get_ref<const Json::object_t&>())
        if (std::find(known.begin(), known.end(), key) == known.end())
            append(rest, key, value);
    return rest;
}

// Graphviz expands "\N" in the text of tables, too.
std::string tableText(std::string_view cleanText)
{
    std::string text;
    for (const char byte : xmlText(cleanText))
        byte == '\\' ? text.append("\\\\") : text.append(1, byte);
    return text;
}

class DotWriter {
public:
    DotWriter(const Topology& topology, const Json& document, bool dark)
        : m_topology(topology), m_document(document), m_picture(canvasPicture(topology)), m_colors(canvasPalette(dark))
    {
        for (const PictureCard& card : m_picture.cards)
            for (std::size_t i = 0; i < card.ports.size(); ++i)
                m_left[{card.node->id, card.node->sockets[i].id}] = card.ports[i].left;
    }

    std::string write()
    {
        writeGraph();
        for (std::size_t i = 0; i < m_picture.cards.size(); ++i)
            writeNode(m_picture.cards[i], m_document["nodes"][i]);
        for (std::size_t i = 0; i < m_topology.notes.size(); ++i)
            writeNote(m_topology.notes[i], m_document["notes"][i]);
        for (const Host& host : m_topology.hosts)
            writeHost(host);
        for (const PictureWire& wire : m_picture.wires)
            writeWire(wire);
        m_text += "}\n";
        return std::move(m_text);
    }

    Remarks remarks() const
    {
        Remarks remarks;
        for (const Wire* wire : m_picture.looseWires)
            remarks.push_back({"wire '" + wire->id.text() + "'", "it is left out: one of its sockets is missing"});
        return remarks;
    }

private:
    void writeGraph();
    void writeNode(const PictureCard& card, const Json& item);
    void writeNote(const Note& note, const Json& item);
    void writeHost(const Host& host);
    void writeWire(const PictureWire& wire);
    std::string table(const PictureCard& card) const;
    std::string place(const SocketRef& end) const;
    std::string cell(const PictureCard& card, std::size_t port) const;
    static std::string socketsValue(const Json& sockets);
    std::string typeColor(SocketType type) const { return hexColor(m_colors.of(info(type).pattern)); }

    void attribute(std::string_view name, const std::string& quotedValue)
    {
        m_text.append(m_first ? "" : ", ").append(name).append("=").append(quotedValue);
        m_first = false;
    }
    void textAttribute(std::string_view name, const std::string& text)
    {
        if (!text.empty())
            attribute(name, dotQuoted(dotTextValue(text)));
    }
    void jsonAttribute(std::string_view name, const Json& json)
    {
        if (!json.empty())
            attribute(name, dotQuoted(dotJsonValue(json)));
    }
    void color(std::string_view name, std::uint32_t value) { attribute(name, "\"" + hexColor(value) + "\""); }
    void begin(const std::string& what)
    {
        m_text += "  " + what + " [";
        m_first = true;
    }
    void end() { m_text += "];\n"; }

    const Topology& m_topology;
    const Json& m_document;
    CanvasPicture m_picture;
    const CanvasPalette& m_colors;
    std::map<SocketRef, bool> m_left; // sides of the ports
    std::string m_text;
    bool m_first = true;
};

void DotWriter::writeGraph()
{
    m_text += "digraph topology {\n";
    begin("graph");
    attribute("zeroloom", std::to_string(TopologyFileVersion));
    textAttribute("title", m_topology.name);
    textAttribute("description", m_topology.description);
    const Json& hosts = m_document["hosts"];
    if (hosts != Json::array({Json{{"id", "local"}}}))
        jsonAttribute("hosts", hosts);
    jsonAttribute("extra", otherMembers(m_document, {"zeroloom", "name", "description", "hosts", "nodes", "wires",
                                                     "layout", "notes"}));
    end();
    begin("graph");
    attribute("label", dotLabel(onOneLine(m_topology.name)));
    attribute("labelloc", "t");
    attribute("rankdir", "LR");
    attribute("ranksep", "1.2");
    attribute("nodesep", "0.4");
    attribute("fontname", "\"Inter,sans-serif\"");
    color("bgcolor", m_colors.canvas);
    color("fontcolor", m_colors.text);
    end();
    begin("node");
    attribute("shape", "plain");
    attribute("fontname", "\"Inter,sans-serif\"");
    attribute("fontsize", "11");
    color("fontcolor", m_colors.text);
    end();
    begin("edge");
    attribute("dir", "both");
    attribute("arrowsize", "0.7");
    attribute("fontname", "\"Inter,sans-serif\"");
    attribute("fontsize", "9");
    color("fontcolor", m_colors.textMuted);
    end();
}

// "in:PULL, out:PUSH" where that says all, else the list as it stands in the topology file.
std::string DotWriter::socketsValue(const Json& sockets)
{
    std::string text;
    for (const Json& socket : sockets) {
        if (socket.size() != 2)
            return dotJsonValue(sockets);
        text += (text.empty() ? "" : ", ") + socket["id"].get<std::string>() + ":" + socket["type"].get<std::string>();
    }
    return text;
}

void DotWriter::writeNode(const PictureCard& card, const Json& item)
{
    const Node& node = *card.node;
    begin(dotQuoted(node.id.text()));
    textAttribute("role", node.role);
    textAttribute("title", node.label);
    if (node.host.text() != "local")
        attribute("host", dotQuoted(node.host.text()));
    if (item.contains("params"))
        jsonAttribute("params", item["params"]);
    if (!node.sockets.empty())
        attribute("sockets", dotQuoted(socketsValue(item["sockets"])));
    if (m_document["layout"].contains(node.id.text())) {
        const Json& position = m_document["layout"][node.id.text()];
        attribute("position", dotQuoted(position[0].dump() + "," + position[1].dump()));
    }
    jsonAttribute("extra", otherMembers(item, {"id", "label", "host", "role", "params", "sockets"}));
    attribute("tooltip", dotLabel(onOneLine(node.title())));
    attribute("label", "<" + table(card) + ">");
    end();
}

std::string DotWriter::cell(const PictureCard& card, std::size_t port) const
{
    const PicturePort& shown = card.ports[port];
    const std::string align = shown.left ? "left" : "right";
    std::string text = "<td port=\"" + card.node->sockets[port].id.text() + "\" align=\"" + align + "\" balign=\"" +
                       align + "\"><font color=\"" + typeColor(shown.type) + "\"><b>" + std::string(name(shown.type)) +
                       "</b></font>";
    if (!shown.badge.empty())
        text += "<br/><font point-size=\"9\" color=\"" + hexColor(m_colors.textMuted) + "\">" + tableText(shown.badge) +
                "</font>";
    return text + "</td>";
}

std::string DotWriter::table(const PictureCard& card) const
{
    std::string title = onOneLine(card.node->title());
    if (title.empty())
        title = card.node->id.text();
    const std::string style = card.node->role == "outside" ? "rounded,dashed" : "rounded";
    std::string text = "<table border=\"1\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\" style=\"" + style +
                       "\" color=\"" + hexColor(m_colors.border) + "\" bgcolor=\"" + hexColor(m_colors.surface) +
                       "\"><tr><td colspan=\"2\" align=\"left\"><font point-size=\"13\"><b>" + tableText(title) +
                       "</b></font></td></tr>";
    if (const std::string subtitle = onOneLine(cardSubtitle(*card.node)); !subtitle.empty())
        text += "<tr><td colspan=\"2\" align=\"left\"><font color=\"" + hexColor(m_colors.textMuted) + "\">" +
                tableText(subtitle) + "</font></td></tr>";
    std::vector<std::size_t> sides[2];
    for (std::size_t i = 0; i < card.ports.size(); ++i)
        sides[card.ports[i].left ? 0 : 1].push_back(i);
    for (std::size_t row = 0; row < std::max(sides[0].size(), sides[1].size()); ++row) {
        text += "<tr>";
        for (const auto& side : sides)
            text += row < side.size() ? cell(card, side[row]) : "<td></td>";
        text += "</tr>";
    }
    return text + "</table>";
}

void DotWriter::writeNote(const Note& note, const Json& item)
{
    std::string label = "\"";
    for (const char byte : onLines(note.text)) {
        if (byte == '\n') {
            label += "\\l";
            continue;
        }
        const std::string quoted = dotLabel(std::string_view(&byte, 1));
        label.append(quoted, 1, quoted.size() - 2);
    }
    begin(dotQuoted("note " + note.id.text()));
    jsonAttribute("note", item);
    attribute("shape", "note");
    color("color", m_colors.border);
    color("fontcolor", m_colors.textMuted);
    attribute("label", label + "\\l\"");
    end();
}

void DotWriter::writeHost(const Host& host)
{
    std::string members;
    for (const Node& node : m_topology.nodes)
        if (node.host == host.id)
            members += "    " + dotQuoted(node.id.text()) + ";\n";
    if (host.id.text() == "local" || members.empty())
        return;
    const std::string label = onOneLine(host.label.empty() ? host.id.text() : host.label);
    m_text += "  subgraph " + dotQuoted("cluster_" + host.id.text()) + " {\n  ";
    begin("graph");
    attribute("label", dotLabel(label));
    attribute("host", dotQuoted(host.id.text()));
    attribute("style", "\"rounded,dashed\"");
    color("color", m_colors.idle);
    end();
    m_text += members + "  }\n";
}

// The side of the port, so that a wire leaves where its socket's name stands.
std::string DotWriter::place(const SocketRef& end) const
{
    const auto left = m_left.find(end);
    return dotQuoted(end.node.text()) + ":" + dotQuoted(end.socket.text()) +
           (left != m_left.end() && left->second ? ":w" : ":e");
}

void DotWriter::writeWire(const PictureWire& shown)
{
    const Wire& wire = *shown.wire;
    begin(place(wire.from) + " -> " + place(wire.to));
    attribute("wire", dotQuoted(wire.id.text()));
    if (wire.bind)
        attribute("bind", *wire.bind == WireEnd::From ? "from" : "to");
    textAttribute("endpoint", wire.endpoint);
    if (!wire.extra.empty())
        textAttribute("extra", wire.extra);
    attribute("label", dotLabel(onOneLine(endpointOf(wire))));
    attribute("color", "\"" + typeColor(shown.fromType) + "\"");
    attribute("arrowtail", shown.bind == WireEnd::From ? "dot" : "odot");
    attribute("arrowhead", shown.bind == WireEnd::To ? "dot" : "odot");
    attribute("tooltip", dotLabel(endOf(wire, shown.bind).text() + " binds " + onOneLine(endpointOf(wire))));
    end();
}

} // namespace

Result<Exported> exportDot(const Topology& topology, const ExportChoices& choices)
{
    const auto document = parseJson(writeTopology(topology));
    if (!document)
        return fail(ErrorCode::Internal, "the topology does not stand in a file: " + document.error().text());
    DotWriter writer(topology, *document, choices.dark);
    const Remarks remarks = writer.remarks();
    return Exported{{{"topology.dot", writer.write()}}, remarks};
}

} // namespace zeroloom
