#include "core/picture/canvas_picture.h"

#include <algorithm>
#include <cmath>

#include "core/model/layout.h"
#include "core/picture/card_metrics.h"
#include "core/picture/card_words.h"
#include "core/picture/clean_text.h"
#include "core/picture/port_facing.h"
#include "core/picture/text_width.h"

namespace zeroloom {
namespace {

using namespace canvas_metrics;

constexpr TextFont TitleFont{TextPixels, TextWeight::SemiBold};
constexpr TextFont SmallFont{SmallPixels, TextWeight::Regular};
constexpr double Margin = 24;
constexpr double NoteLine = 14; // from line to line
constexpr Point NotePadding{10, 8};

class PictureMaker {
public:
    explicit PictureMaker(const Topology& topology) : m_topology(topology), m_index(topology) {}

    CanvasPicture make()
    {
        const auto turned = facingsOf(m_topology);
        for (const Node& node : m_topology.nodes)
            m_picture.cards.push_back(makeCard(node, facingsOf(node, turned)));
        placeCards();
        for (const Note& note : m_topology.notes)
            m_picture.notes.push_back(makeNote(note));
        addWires();
        bound();
        return std::move(m_picture);
    }

private:
    static PicturePort makePort(const Socket& socket, Facing facing);
    static PictureCard makeCard(const Node& node, const std::vector<Facing>& facings);
    static PictureNote makeNote(const Note& note);
    void placeCards();
    std::map<NodeId, Point> automaticPositions() const;
    void addWires();
    PicturePort* port(const SocketRef& ref);
    void bound();
    void include(double left, double top, double right, double bottom);

    const Topology& m_topology;
    TopologyIndex m_index;
    CanvasPicture m_picture;
    std::unordered_map<SocketRef, PicturePort*> m_ports;
    bool m_bounded = false;
};

PicturePort PictureMaker::makePort(const Socket& socket, Facing facing)
{
    PicturePort port;
    port.type = socket.type;
    port.left = attachesLeft(socket, facing);
    port.badge = highWaterMarkWords(socket);
    return port;
}

// With room for what the words become while it runs, so that the picture has the canvas' measures.
PictureCard PictureMaker::makeCard(const Node& node, const std::vector<Facing>& facings)
{
    PictureCard card;
    card.node = &node;
    std::vector<PortShape> shapes;
    CardWords words;
    for (std::size_t i = 0; i < node.sockets.size(); ++i) {
        card.ports.push_back(makePort(node.sockets[i], facings[i]));
        const PicturePort& port = card.ports.back();
        shapes.push_back({port.left, !port.badge.empty()});
        double& side = port.left ? words.leftPorts : words.rightPorts;
        side = std::max({side, textWidth(name(port.type), SmallFont), textWidth(port.badge, SmallFont),
                         port.badge.empty() ? 0.0 : textWidth("mute: dropping", SmallFont)});
    }
    std::string title = onOneLine(node.title());
    if (title.empty())
        title = node.id.text();
    const std::string subtitle = onOneLine(cardSubtitle(node));
    words.title = textWidth(title, TitleFont);
    words.subtitle = textWidth(subtitle, SmallFont) + (cardShowsRate(node) ? textWidth(" · 99.99 k/s", SmallFont) : 0);
    card.height = stackPorts(shapes);
    card.width = cardWidth(words);
    for (std::size_t i = 0; i < shapes.size(); ++i)
        card.ports[i].position = {shapes[i].left ? 0 : card.width, shapes[i].y};
    card.title = elidedText(title, card.width - TitleRoom, TitleFont);
    card.subtitle = elidedText(subtitle, card.width - SubtitleRoom, SmallFont);
    card.cut = card.title != title || card.subtitle != subtitle;
    return card;
}

PictureNote PictureMaker::makeNote(const Note& note)
{
    PictureNote made;
    made.note = &note;
    const std::string text = onLines(note.text);
    const double room = note.size.y - 2 * NotePadding.y;
    const auto most = static_cast<std::size_t>(std::clamp(std::floor(room / NoteLine), 1.0, 10'000.0));
    const double width = std::max(note.size.x - 2 * NotePadding.x, 1.0);
    made.lines = wrappedText(text, width, SmallFont, most);
    made.cut = made.lines != wrappedText(text, width, SmallFont, most + 1);
    return made;
}

// Below what somebody placed, so that nothing of theirs is covered.
std::map<NodeId, Point> PictureMaker::automaticPositions() const
{
    std::set<NodeId> unplaced;
    std::map<NodeId, Point> sizes;
    Point offset;
    bool placed = false;
    for (const PictureCard& card : m_picture.cards) {
        const NodeId& id = card.node->id;
        const auto at = m_topology.layout.find(id);
        if (at == m_topology.layout.end()) {
            unplaced.insert(id);
            sizes[id] = {card.width, card.height};
            continue;
        }
        offset.x = placed ? std::min(offset.x, at->second.x) : at->second.x;
        offset.y = placed ? std::max(offset.y, at->second.y + card.height + 48) : at->second.y + card.height + 48;
        placed = true;
    }
    if (unplaced.empty())
        return {};
    std::map<NodeId, Point> positions = layeredLayout(m_topology, sizes, unplaced);
    for (auto& [id, position] : positions)
        position = {position.x + offset.x, position.y + offset.y};
    return positions;
}

void PictureMaker::placeCards()
{
    const std::map<NodeId, Point> automatic = automaticPositions();
    for (PictureCard& card : m_picture.cards) {
        const auto placed = m_topology.layout.find(card.node->id);
        const auto found = automatic.find(card.node->id);
        card.position = placed != m_topology.layout.end() ? placed->second
                        : found != automatic.end()        ? found->second
                                                          : Point{};
        for (std::size_t i = 0; i < card.ports.size(); ++i) {
            PicturePort& port = card.ports[i];
            port.position = {port.position.x + card.position.x, port.position.y + card.position.y};
            m_ports.emplace(SocketRef{card.node->id, card.node->sockets[i].id}, &port);
        }
    }
}

PicturePort* PictureMaker::port(const SocketRef& ref)
{
    const auto found = m_ports.find(ref);
    return found == m_ports.end() ? nullptr : found->second;
}

void PictureMaker::addWires()
{
    const std::map<WireId, double> lanes = wireLanes(m_topology);
    for (const Wire& wire : m_topology.wires) {
        PicturePort* from = port(wire.from);
        PicturePort* to = port(wire.to);
        if (from == nullptr || to == nullptr) {
            m_picture.looseWires.push_back(&wire);
            continue;
        }
        const WireEnd bind = bindingEnd(wire, m_index);
        (bind == WireEnd::From ? from : to)->binds = true;
        (bind == WireEnd::From ? to : from)->connects = true;
        m_picture.wires.push_back({&wire, from->type, to->type, bind,
                                   wireCurve(from->position, from->left, to->position, to->left, lanes.at(wire.id))});
    }
}

void PictureMaker::include(double left, double top, double right, double bottom)
{
    PictureBounds& all = m_picture.bounds;
    all = m_bounded ? PictureBounds{std::min(all.left, left), std::min(all.top, top), std::max(all.right, right),
                                    std::max(all.bottom, bottom)}
                    : PictureBounds{left, top, right, bottom};
    m_bounded = true;
}

void PictureMaker::bound()
{
    for (const PictureCard& card : m_picture.cards)
        include(card.position.x - PortRadius, card.position.y, card.position.x + card.width + PortRadius,
                card.position.y + card.height);
    for (const PictureNote& note : m_picture.notes)
        include(note.note->position.x, note.note->position.y, note.note->position.x + note.note->size.x,
                note.note->position.y + note.note->size.y);
    constexpr int Pieces = 16;
    for (const PictureWire& wire : m_picture.wires) {
        for (int i = 0; i <= Pieces; ++i) {
            const Point at = wire.curve.at(static_cast<double>(i) / Pieces);
            include(at.x - 2, at.y - 2, at.x + 2, at.y + 2);
        }
    }
    if (!m_bounded)
        include(0, 0, NodeWidth, 96);
    PictureBounds& all = m_picture.bounds;
    all = {std::floor(all.left - Margin), std::floor(all.top - Margin), std::ceil(all.right + Margin),
           std::ceil(all.bottom + Margin)};
}

} // namespace

CanvasPicture canvasPicture(const Topology& topology) { return PictureMaker(topology).make(); }

} // namespace zeroloom
