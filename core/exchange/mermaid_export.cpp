// A Mermaid flowchart, as Markdown pages show it. Every character of a person's text that could mean something to
// Mermaid, to Markdown or to HTML is written as an entity of Mermaid's own, "#34;".
#include <algorithm>
#include <array>

#include "core/exchange/export_functions.h"
#include "core/exchange/mermaid_text.h"
#include "core/exchange/target_names.h"
#include "core/picture/canvas_palette.h"
#include "core/picture/canvas_picture.h"
#include "core/picture/card_words.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

struct PatternClass {
    Pattern pattern;
    const char* name;
};
constexpr std::array<PatternClass, 5> PatternClasses{{{Pattern::RequestReply, "requestReply"},
                                                      {Pattern::PublishSubscribe, "publishSubscribe"},
                                                      {Pattern::Pipeline, "pipeline"},
                                                      {Pattern::ExclusivePair, "exclusivePair"},
                                                      {Pattern::Raw, "raw"}}};

class MermaidWriter {
public:
    MermaidWriter(const Topology& topology, bool dark)
        : m_topology(topology), m_picture(canvasPicture(topology)), m_colors(canvasPalette(dark))
    {
    }

    Exported write()
    {
        m_text += mermaidTitle(m_topology.name);
        m_text += "flowchart LR\n";
        for (const Host& host : m_topology.hosts)
            writeHost(host);
        for (const Note& note : m_topology.notes)
            writeNote(note);
        for (const PictureWire& wire : m_picture.wires)
            writeWire(wire);
        writeStyles();
        writeRemarks();
        return {{{"topology.mmd", std::move(m_text)}}, std::move(m_remarks)};
    }

private:
    void writeHost(const Host& host);
    void writeNode(const PictureCard& card, const std::string& indent);
    void writeNote(const Note& note);
    void writeWire(const PictureWire& wire);
    void writeStyles();
    void writeRemarks();
    // A prefix keeps the words that Mermaid knows ("end", "graph") from being one.
    std::string nodeName(const NodeId& id) { return "n_" + m_names.map(id.text()); }
    static const char* className(Pattern pattern);

    const Topology& m_topology;
    CanvasPicture m_picture;
    const CanvasPalette& m_colors;
    TargetNames m_names{NameRule::Identifier};
    TargetNames m_hostNames{NameRule::Identifier};
    std::string m_text;
    Remarks m_remarks;
};

const char* MermaidWriter::className(Pattern pattern)
{
    const auto found = std::ranges::find(PatternClasses, pattern, &PatternClass::pattern);
    return found == PatternClasses.end() ? "raw" : found->name;
}

void MermaidWriter::writeHost(const Host& host)
{
    const bool boxed = host.id.text() != "local";
    bool open = false;
    for (const PictureCard& card : m_picture.cards) {
        if (card.node->host != host.id)
            continue;
        if (boxed && !open)
            m_text += "  subgraph h_" + m_hostNames.map(host.id.text()) + "[\"" +
                      mermaidText(host.label.empty() ? host.id.text() : host.label) + "\"]\n";
        open = true;
        writeNode(card, boxed ? "    " : "  ");
    }
    if (boxed && open)
        m_text += "  end\n";
}

void MermaidWriter::writeNode(const PictureCard& card, const std::string& indent)
{
    const Node& node = *card.node;
    std::string label = "<b>" + mermaidText(onOneLine(node.title()).empty() ? node.id.text() : node.title()) +
                        "</b><br/>" + mermaidText(cardSubtitle(node));
    for (std::size_t i = 0; i < card.ports.size(); ++i) {
        label += "<br/>" + mermaidText(node.sockets[i].id.text()) + "#58; <b>" + std::string(name(card.ports[i].type)) +
                 "</b>";
        if (!card.ports[i].badge.empty())
            label += " " + mermaidText(card.ports[i].badge);
    }
    const Pattern pattern = card.ports.empty() ? Pattern::Raw : info(card.ports.front().type).pattern;
    m_text += indent + nodeName(node.id) + "(\"" + label + "\"):::" + className(pattern) + "\n";
}

void MermaidWriter::writeNote(const Note& note)
{
    std::string label;
    const std::string text = onLines(note.text);
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        label += (begin == 0 ? "" : "<br/>") + mermaidText(text.substr(begin, end - begin));
        begin = end + 1;
    }
    m_text += "  t_" + m_names.map("note " + note.id.text()) + "[\"" + label + "\"]:::note\n";
}

// The dot stands at the end that binds.
void MermaidWriter::writeWire(const PictureWire& shown)
{
    const Wire& wire = *shown.wire;
    const bool fromBinds = shown.bind == WireEnd::From;
    std::string label = std::string(fromBinds ? "● " : "") + std::string(name(shown.fromType)) + " → " +
                        std::string(name(shown.toType)) + (fromBinds ? "" : " ●");
    label += "<br/>" + mermaidText(endpointOf(wire));
    m_text += "  " + nodeName(wire.from.node) + " -->|\"" + label + "\"| " + nodeName(wire.to.node) + "\n";
}

void MermaidWriter::writeStyles()
{
    const std::string paper = "fill:" + hexColor(m_colors.surface) + ",color:" + hexColor(m_colors.text);
    for (const PatternClass& known : PatternClasses)
        m_text += std::string("  classDef ") + known.name + " " + paper +
                  ",stroke:" + hexColor(m_colors.of(known.pattern)) + ",stroke-width:2px\n";
    if (!m_topology.notes.empty())
        m_text += "  classDef note fill:" + hexColor(m_colors.raised) + ",color:" + hexColor(m_colors.textMuted) +
                  ",stroke:" + hexColor(m_colors.border) + ",stroke-dasharray:4 2\n";
    std::map<Pattern, std::string> wires;
    for (std::size_t i = 0; i < m_picture.wires.size(); ++i) {
        std::string& list = wires[info(m_picture.wires[i].fromType).pattern];
        list += (list.empty() ? "" : ",") + std::to_string(i);
    }
    for (const auto& [pattern, list] : wires)
        m_text += "  linkStyle " + list + " stroke:" + hexColor(m_colors.of(pattern)) + ",stroke-width:2px\n";
}

void MermaidWriter::writeRemarks()
{
    if (!m_topology.layout.empty())
        m_remarks.push_back({{}, "Mermaid places the nodes itself; their positions are not in the file"});
    if (!m_topology.description.empty())
        m_remarks.push_back({{}, "the description is not in the file"});
    bool more = false;
    for (const Node& node : m_topology.nodes) {
        more = more || !node.params.empty();
        for (const Socket& socket : node.sockets)
            more = more || !socket.options.empty() || !socket.subscriptions.empty();
    }
    if (more)
        m_remarks.push_back({{}, "of parameters and options the file has what the cards show, and no subscriptions"});
    for (const Wire* wire : m_picture.looseWires)
        m_remarks.push_back({"wire '" + wire->id.text() + "'", "it is left out: one of its sockets is missing"});
}

} // namespace

Result<Exported> exportMermaid(const Topology& topology, const ExportChoices& choices)
{
    return MermaidWriter(topology, choices.dark).write();
}

} // namespace zeroloom
