// A sequence of messages as Mermaid's sequenceDiagram, as Markdown pages show it.
#include <algorithm>

#include "core/exchange/mermaid_text.h"
#include "core/exchange/sequence_pictures.h"
#include "core/exchange/target_names.h"
#include "core/observe/figure_text.h"

namespace zeroloom {
namespace {

class SequenceMermaidWriter {
public:
    SequenceMermaidWriter(const Sequence& sequence, const Topology& topology)
        : m_sequence(sequence), m_topology(topology)
    {
    }

    std::string write()
    {
        m_text = mermaidTitle(m_topology.name) + "sequenceDiagram\n";
        for (const NodeId& id : m_sequence.lifelines) {
            const Node* node = m_topology.node(id);
            m_text += "  participant " + lifeline(id) + " as " + mermaidText(node ? node->title() : id.text()) + "\n";
        }
        for (const SequenceArrow& arrow : m_sequence.arrows)
            writeArrow(arrow);
        if (m_sequence.leftOut > 0 && !m_sequence.lifelines.empty())
            m_text += "  Note over " + lifeline(m_sequence.lifelines.front()) +
                      (m_sequence.lifelines.size() > 1 ? "," + lifeline(m_sequence.lifelines.back()) : "") + ": " +
                      mermaidText(figures::count(m_sequence.leftOut) + " more messages were not looked at") + "\n";
        return std::move(m_text);
    }

private:
    void writeArrow(const SequenceArrow& arrow);
    static std::string framesText(const std::vector<SequenceFrame>& frames);
    // A prefix keeps the words that Mermaid knows ("end", "loop") from being one.
    std::string lifeline(const NodeId& id) { return "n_" + m_names.map(id.text()); }
    bool hasLifeline(const NodeId& id) const
    {
        return std::ranges::find(m_sequence.lifelines, id) != m_sequence.lifelines.end();
    }

    const Sequence& m_sequence;
    const Topology& m_topology;
    TargetNames m_names{NameRule::Identifier};
    std::string m_text;
};

std::string SequenceMermaidWriter::framesText(const std::vector<SequenceFrame>& frames)
{
    std::string text;
    for (const SequenceFrame& frame : frames)
        text += std::string(text.empty() ? "" : " ") +
                (frame.added   ? "+"
                 : frame.taken ? "−"
                               : "") +
                "‹" + mermaidText(inWords(frame)) + "›";
    return text;
}

void SequenceMermaidWriter::writeArrow(const SequenceArrow& arrow)
{
    const bool lost = !hasLifeline(arrow.to.node), found = !hasLifeline(arrow.from.node);
    if (lost && found)
        return;
    const std::string sent = framesText(arrow.sent), received = framesText(arrow.received);
    const std::string text = sent.empty() || received.empty() || sent == received ? (sent.empty() ? received : sent)
                                                                                  : sent + " → " + received;
    if (found) {
        m_text += "  Note over " + lifeline(arrow.to.node) + ": received " + text + "\n";
        return;
    }
    NodeId to = arrow.to.node;
    if (const Wire* wire = lost ? m_topology.wire(arrow.wire) : nullptr)
        to = (wire->from == arrow.from ? wire->to : wire->from).node;
    if (!hasLifeline(to))
        to = arrow.from.node;
    m_text += "  " + lifeline(arrow.from.node) + (lost ? "-x" : "->>") + lifeline(to) + ": " + text + "\n";
}

} // namespace

std::string sequenceAsMermaid(const Sequence& sequence, const Topology& topology)
{
    return SequenceMermaidWriter(sequence, topology).write();
}

} // namespace zeroloom
