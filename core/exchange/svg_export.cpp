// The picture of the canvas as SVG 1.1, by attributes alone, so that every viewer shows it alike.
#include "core/exchange/export_functions.h"
#include "core/exchange/svg_picture.h"
#include "core/exchange/svg_text.h"
#include "core/exchange/xml_text.h"
#include "core/picture/canvas_palette.h"
#include "core/picture/card_metrics.h"
#include "core/picture/clean_text.h"
#include "core/picture/text_width.h"

namespace zeroloom {
namespace {

using namespace canvas_metrics;
using svg::attribute;
using svg::number;
using svg::title;

std::string pointText(const Point& point) { return number(point.x) + " " + number(point.y); }

class SvgWriter {
public:
    SvgWriter(const Topology& topology, const ExportChoices& choices)
        : m_topology(topology), m_picture(canvasPicture(topology)), m_colors(canvasPalette(choices.dark))
    {
    }

    SvgPicture write()
    {
        open();
        for (const PictureNote& note : m_picture.notes)
            addNote(note);
        for (const PictureWire& wire : m_picture.wires)
            addWire(wire);
        for (const PictureCard& card : m_picture.cards)
            addCard(card);
        m_text += "</svg>\n";
        addRemarks();
        return {std::move(m_text), m_picture.bounds, m_colors.canvas, std::move(m_remarks)};
    }

private:
    void open();
    void addNote(const PictureNote& note);
    void addWire(const PictureWire& wire);
    void addCard(const PictureCard& card);
    void addBar(const PictureCard& card);
    void addPort(const PicturePort& port);
    void addPortWords(const PicturePort& port);
    void addRemarks();

    void line(std::string_view text) { m_text.append(text).append("\n"); }
    void words(double x, double y, std::string_view text, std::uint32_t color, std::string_view more = {});
    std::string typeColor(SocketType type) const { return hexColor(m_colors.of(info(type).pattern)); }
    static std::string roundedRect(double x, double y, double width, double height, double radius)
    {
        return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
               attribute("height", height) + attribute("rx", radius);
    }
    static std::string circle(const Point& middle, double radius)
    {
        return "<circle" + attribute("cx", middle.x) + attribute("cy", middle.y) + attribute("r", radius);
    }

    const Topology& m_topology;
    CanvasPicture m_picture;
    const CanvasPalette& m_colors;
    std::string m_text;
    Remarks m_remarks;
};

void SvgWriter::open()
{
    const PictureBounds& box = m_picture.bounds;
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", box.width()) +
         attribute("height", box.height()) +
         attribute("viewBox",
                   number(box.left) + " " + number(box.top) + " " + number(box.width()) + " " + number(box.height())) +
         attribute("font-family", svg::FontFamily) + attribute("font-size", SmallPixels) + ">");
    const std::string name = onOneLine(m_topology.name);
    line(title(name.empty() ? "ZeroMQ topology" : name));
    if (const std::string description = onOneLine(m_topology.description); !description.empty())
        line("<desc>" + xmlText(description) + "</desc>");
    line("<rect" + attribute("x", box.left) + attribute("y", box.top) + attribute("width", box.width()) +
         attribute("height", box.height()) + attribute("fill", hexColor(m_colors.canvas)) + "/>");
}

void SvgWriter::words(double x, double y, std::string_view text, std::uint32_t color, std::string_view more)
{
    line("<text" + attribute("x", x) + attribute("y", y) + attribute("fill", hexColor(color)) + std::string(more) +
         ">" + xmlText(text) + "</text>");
}

void SvgWriter::addNote(const PictureNote& note)
{
    const Point& at = note.note->position;
    const Point& size = note.note->size;
    line("<g>" + title(note.note->text));
    line(roundedRect(at.x, at.y, size.x, size.y, 4) + attribute("fill", hexColor(m_colors.raised)) +
         attribute("stroke", hexColor(m_colors.border)) + attribute("stroke-dasharray", "4 2") + "/>");
    double y = at.y + 19;
    for (const std::string& text : note.lines) {
        if (!text.empty())
            words(at.x + 10, y, text, m_colors.textMuted);
        y += 14;
    }
    line("</g>");
}

void SvgWriter::addWire(const PictureWire& item)
{
    const Wire& wire = *item.wire;
    const SocketRef& binder = endOf(wire, item.bind);
    const std::string what =
        wire.from.text() + " → " + wire.to.text() + " · " + endpointOf(wire) + " · " + binder.text() + " binds";
    line("<path" +
         attribute("d", "M" + pointText(item.curve.start) + " C" + pointText(item.curve.startControl) + " " +
                            pointText(item.curve.endControl) + " " + pointText(item.curve.end)) +
         attribute("fill", "none") + attribute("stroke", hexColor(m_colors.idle)) + attribute("stroke-width", 1.5) +
         ">" + title(what) + "</path>");
}

// As CanvasPainter::node draws it, without the mark of the state: in a picture nothing runs.
void SvgWriter::addCard(const PictureCard& card)
{
    const Point& at = card.position;
    std::string edge = attribute("fill", hexColor(m_colors.surface)) + attribute("stroke", hexColor(m_colors.border));
    if (card.node->role == "outside")
        edge += attribute("stroke-dasharray", "4 2");
    line("<g>" + title(card.node->title() + " · " + card.subtitle));
    line(roundedRect(at.x + 0.5, at.y + 0.5, card.width - 1, card.height - 1, CornerRadius) + edge + "/>");
    addBar(card);
    words(at.x + 16, at.y + 22, card.title, m_colors.text,
          attribute("font-size", TextPixels) + attribute("font-weight", 600));
    words(at.x + 16, at.y + 38.5, card.subtitle, m_colors.textMuted);
    for (const PicturePort& port : card.ports)
        addPortWords(port);
    for (const PicturePort& port : card.ports)
        addPort(port);
    line("</g>");
}

// One piece for each pattern, so that a node between two shows both.
void SvgWriter::addBar(const PictureCard& card)
{
    const double top = card.position.y + Grid;
    const double height = card.height - 2 * Grid;
    const auto piece = [&](double from, double length, const std::string& color) {
        line(roundedRect(card.position.x, from, 4, length, 2) + attribute("fill", color) + "/>");
    };
    if (card.ports.empty()) {
        piece(top, height, hexColor(m_colors.idle));
        return;
    }
    const double each = height / static_cast<double>(card.ports.size());
    for (std::size_t i = 0; i < card.ports.size();) {
        const std::string color = typeColor(card.ports[i].type);
        std::size_t next = i + 1;
        while (next < card.ports.size() && typeColor(card.ports[next].type) == color)
            ++next;
        piece(top + each * static_cast<double>(i), each * static_cast<double>(next - i), color);
        i = next;
    }
}

void SvgWriter::addPortWords(const PicturePort& port)
{
    const double x = port.position.x + (port.left ? 12 : -12);
    const std::string side = port.left ? "" : attribute("text-anchor", "end");
    words(x, port.position.y + 4, name(port.type), m_colors.text, side);
    if (!port.badge.empty())
        words(x, port.position.y + 19, port.badge, m_colors.textMuted, side);
}

// Filled where a wire binds, a ring where one connects, both where both do, a thin ring where no wire is.
void SvgWriter::addPort(const PicturePort& port)
{
    const std::string color = typeColor(port.type);
    const std::string surface = hexColor(m_colors.surface);
    line(circle(port.position, PortRadius) + attribute("fill", port.binds ? color : surface) +
         attribute("stroke", color) + attribute("stroke-width", port.binds || port.connects ? 2 : 1.5) + "/>");
    if (port.binds && port.connects)
        line(circle(port.position, 2.5) + attribute("fill", surface) + "/>");
}

void SvgWriter::addRemarks()
{
    for (const PictureCard& card : m_picture.cards)
        if (card.cut)
            m_remarks.push_back({card.node->id.text(), "its words are cut to fit the card"});
    for (const PictureNote& note : m_picture.notes)
        if (note.cut)
            m_remarks.push_back({"note '" + note.note->id.text() + "'", "its text is cut to fit the note"});
    for (const Wire* wire : m_picture.looseWires)
        m_remarks.push_back({"wire '" + wire->id.text() + "'", "it is not drawn: one of its sockets is missing"});
}

} // namespace

SvgPicture svgPicture(const Topology& topology, const ExportChoices& choices)
{
    return SvgWriter(topology, choices).write();
}

Result<Exported> exportSvg(const Topology& topology, const ExportChoices& choices)
{
    SvgPicture picture = svgPicture(topology, choices);
    return Exported{{{"topology.svg", std::move(picture.text)}}, std::move(picture.remarks)};
}

} // namespace zeroloom
