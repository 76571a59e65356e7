// A sequence of messages as SVG 1.1, by attributes alone, so that every viewer shows it alike.
#include <cmath>
#include <cstdio>

#include "core/exchange/sequence_layout.h"
#include "core/exchange/sequence_pictures.h"
#include "core/exchange/svg_text.h"
#include "core/exchange/xml_text.h"
#include "core/observe/figure_text.h"
#include "core/picture/canvas_palette.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

using namespace sequence_metrics;
using svg::attribute;
using svg::number;

// "1.2034 s".
std::string timeText(double seconds)
{
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%.4f s", seconds);
    std::string words(text, static_cast<std::size_t>(length));
    for (char& c : words)
        c = c == ',' ? '.' : c; // the same in every locale
    return words;
}

class SequenceSvgWriter {
public:
    SequenceSvgWriter(const Sequence& sequence, const Topology& topology, bool dark)
        : m_sequence(sequence), m_topology(topology), m_layout(sequenceLayout(sequence, topology)),
          m_colors(canvasPalette(dark))
    {
    }

    std::string write()
    {
        open();
        for (const SequenceHead& head : m_layout.heads)
            addLifeline(head);
        for (const SequenceRow& row : m_layout.rows)
            addRow(row);
        addFooter();
        m_text += "</svg>\n";
        return std::move(m_text);
    }

private:
    void open();
    void addLifeline(const SequenceHead& head);
    void addRow(const SequenceRow& row);
    void addTimes(const SequenceRow& row);
    void addArrow(const SequenceRow& row);
    void addBox(const SequenceBox& box, double y);
    void addFooter();
    std::string tooltip(const SequenceArrow& arrow) const;
    std::string colorOf(const SequenceArrow& arrow) const;
    std::uint32_t colorOf(const SequenceFrame& frame) const;

    void line(std::string_view text) { m_text.append(text).append("\n"); }
    void words(double x, double y, std::string_view text, std::uint32_t color, std::string_view more = {})
    {
        line("<text" + attribute("x", x) + attribute("y", y) + attribute("fill", hexColor(color)) + std::string(more) +
             ">" + xmlText(text) + "</text>");
    }
    static std::string path(const std::string& places) { return "<path" + attribute("d", places); }

    const Sequence& m_sequence;
    const Topology& m_topology;
    const SequenceLayout m_layout;
    const CanvasPalette& m_colors;
    std::string m_text;
};

void SequenceSvgWriter::open()
{
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", m_layout.width) +
         attribute("height", m_layout.height) +
         attribute("viewBox", "0 0 " + number(m_layout.width) + " " + number(m_layout.height)) +
         attribute("font-family", svg::FontFamily) + attribute("font-size", FramePixels) + ">");
    const std::string name = onOneLine(m_topology.name);
    line(svg::title("Messages" + (name.empty() ? std::string() : " of " + name)));
    line("<rect" + attribute("width", m_layout.width) + attribute("height", m_layout.height) +
         attribute("fill", hexColor(m_colors.canvas)) + "/>");
}

void SequenceSvgWriter::addLifeline(const SequenceHead& head)
{
    const double left = head.middle - head.width / 2;
    line(path("M" + number(head.middle) + " " + number(Margin + HeadHeight) + " V" + number(m_layout.end)) +
         attribute("stroke", hexColor(m_colors.border)) + attribute("stroke-dasharray", "4 4") + "/>");
    line("<rect" + attribute("x", left) + attribute("y", Margin) + attribute("width", head.width) +
         attribute("height", HeadHeight) + attribute("rx", 8.0) + attribute("fill", hexColor(m_colors.surface)) +
         attribute("stroke", hexColor(m_colors.border)) + "/>");
    const std::string middle = attribute("text-anchor", "middle");
    words(head.middle, Margin + 17, head.title, m_colors.text,
          middle + attribute("font-size", 13.0) + attribute("font-weight", 600.0));
    words(head.middle, Margin + 32, head.subtitle, m_colors.textMuted, middle);
}

std::string SequenceSvgWriter::tooltip(const SequenceArrow& arrow) const
{
    const auto end = [](const SocketRef& ref, const char* unknown) {
        return ref.node.empty() ? std::string(unknown) : ref.text();
    };
    std::string text = end(arrow.from, "not known who") + " → " + end(arrow.to, "not seen to arrive");
    if (!arrow.wire.empty())
        text += " · wire " + arrow.wire.text();
    if (!arrow.origin.node.empty() && arrow.origin != arrow.from)
        text += " · made by " + arrow.origin.text();
    return text;
}

std::string SequenceSvgWriter::colorOf(const SequenceArrow& arrow) const
{
    const Socket* socket = m_topology.socket(arrow.from.node.empty() ? arrow.to : arrow.from);
    return hexColor(socket ? m_colors.of(info(socket->type).pattern) : m_colors.idle);
}

std::uint32_t SequenceSvgWriter::colorOf(const SequenceFrame& frame) const
{
    switch (frame.kind) {
    case FrameKind::RoutingId:
        return m_colors.requestReply;
    case FrameKind::Topic:
    case FrameKind::Subscription:
        return m_colors.publishSubscribe;
    case FrameKind::Command:
        return m_colors.pipeline;
    case FrameKind::Delimiter:
    case FrameKind::Body:
        break;
    }
    return m_colors.textMuted;
}

void SequenceSvgWriter::addRow(const SequenceRow& row)
{
    line("<g>" + svg::title(tooltip(*row.arrow)));
    addTimes(row);
    addArrow(row);
    for (const SequenceBox& box : row.above)
        addBox(box, row.y - BoxGap - BoxHeight);
    for (const SequenceBox& box : row.below)
        addBox(box, row.y + BoxGap);
    line("</g>");
}

// When it was sent, and how long it took where both were seen.
void SequenceSvgWriter::addTimes(const SequenceRow& row)
{
    const SequenceArrow& arrow = *row.arrow;
    const bool sent = !std::isnan(arrow.sentSeconds), received = !std::isnan(arrow.receivedSeconds);
    words(Margin, row.y + 4, timeText(sent ? arrow.sentSeconds : arrow.receivedSeconds), m_colors.textMuted);
    if (sent && received && arrow.receivedSeconds >= arrow.sentSeconds)
        words(Margin, row.y + 17, "+" + figures::microseconds((arrow.receivedSeconds - arrow.sentSeconds) * 1e6),
              m_colors.textMuted);
}

void SequenceSvgWriter::addArrow(const SequenceRow& row)
{
    const std::string stroke =
        attribute("fill", "none") + attribute("stroke", colorOf(*row.arrow)) + attribute("stroke-width", 1.5);
    if (row.fromX == row.toX) { // to the node's own other socket
        line(path("M" + number(row.fromX) + " " + number(row.y - 3) + " h36 v8 h-34") + stroke + "/>");
        line(path("M" + number(row.fromX + 9) + " " + number(row.y + 1) + " l-8 4 l8 4") + stroke + "/>");
        return;
    }
    const double back = row.toX > row.fromX ? -1 : 1;
    line(path("M" + number(row.fromX) + " " + number(row.y) + " H" + number(row.toX)) + stroke + "/>");
    const std::string at = number(row.toX + back) + " " + number(row.y);
    if (row.arrow->to.node.empty())
        line(path("M" + at + " m-5 -5 l10 10 m0 -10 l-10 10") + stroke + "/>");
    else
        line(path("M" + at + " m" + number(back * 8) + " -4 l" + number(-back * 8) + " 4 l" + number(back * 8) + " 4") +
             stroke + "/>");
    if (row.arrow->from.node.empty())
        line("<circle" + attribute("cx", row.fromX) + attribute("cy", row.y) + attribute("r", 4.0) +
             attribute("fill", colorOf(*row.arrow)) + "/>");
}

// What a socket puts before the others or takes off is dashed and has its sign.
void SequenceSvgWriter::addBox(const SequenceBox& box, double y)
{
    const bool marked = box.frame && (box.frame->added || box.frame->taken);
    const std::uint32_t color = box.frame ? colorOf(*box.frame) : m_colors.textMuted;
    line("<rect" + attribute("x", box.x) + attribute("y", y) + attribute("width", box.width) +
         attribute("height", BoxHeight) + attribute("rx", 3.0) +
         attribute("fill", hexColor(marked ? m_colors.raised : m_colors.surface)) +
         attribute("stroke", hexColor(color)) + (marked ? attribute("stroke-dasharray", "3 2") : "") + ">" +
         (box.frame ? svg::title(name(box.frame->kind)) : "") + "</rect>");
    words(box.x + 6, y + 13, box.text, m_colors.text);
}

void SequenceSvgWriter::addFooter()
{
    double y = m_layout.end + 18;
    if (m_layout.rows.empty()) {
        words(Margin, y, "No message was seen.", m_colors.textMuted);
        y += 16;
    } else {
        words(Margin, y,
              "+ a socket puts it before what it receives  ·  − a socket takes it off  ·  × not seen to arrive",
              m_colors.textMuted);
        y += 16;
    }
    if (m_sequence.leftOut > 0)
        words(Margin, y, figures::count(m_sequence.leftOut) + " more messages were not looked at.", m_colors.textMuted);
}

} // namespace

std::string sequenceAsSvg(const Sequence& sequence, const Topology& topology, bool dark)
{
    return SequenceSvgWriter(sequence, topology, dark).write();
}

} // namespace zeroloom
