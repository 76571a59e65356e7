#include "core/exchange/sequence_layout.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/picture/clean_text.h"
#include "core/picture/text_width.h"

namespace zeroloom {
namespace {

using namespace sequence_metrics;

constexpr double WidestHead = 200, WidestBox = 168;
constexpr std::size_t MostBoxes = 8;
constexpr double EndGap = 14; // between a lifeline and the frames

double widthOf(const std::vector<SequenceBox>& boxes)
{
    double width = 0;
    for (const SequenceBox& box : boxes)
        width += box.width + BoxGap;
    return std::max(0.0, width - BoxGap);
}

std::vector<SequenceBox> boxesOf(const std::vector<SequenceFrame>& frames)
{
    const TextFont font{FramePixels};
    std::vector<SequenceBox> boxes;
    for (const SequenceFrame& frame : frames) {
        SequenceBox box;
        const std::size_t rest = frames.size() - boxes.size();
        if (boxes.size() + 1 < MostBoxes || rest == 1) {
            box.frame = &frame;
            const std::string sign = frame.added ? "+ " : frame.taken ? "− " : "";
            box.text = elidedText(onOneLine(sign + inWords(frame)), WidestBox, font);
        } else {
            box.text = "and " + std::to_string(rest) + " more";
        }
        box.width = textWidth(box.text, font) + 12;
        boxes.push_back(std::move(box));
        if (!boxes.back().frame)
            break;
    }
    return boxes;
}

bool sameFrames(const SequenceArrow& arrow)
{
    return std::ranges::equal(arrow.sent, arrow.received, [](const SequenceFrame& a, const SequenceFrame& b) {
        return a.kind == b.kind && a.text == b.text && !a.taken && !b.added;
    });
}

class SequenceLayouter {
public:
    SequenceLayouter(const Sequence& sequence, const Topology& topology) : m_sequence(sequence), m_topology(topology) {}

    SequenceLayout layout()
    {
        addHeads();
        addRows();
        placeHeads();
        placeRows();
        return std::move(m_layout);
    }

private:
    struct Span {
        std::optional<std::size_t> from, to; // lifelines; `to` is the one it was on its way to when it was lost
    };
    void addHeads();
    void addRows();
    void placeHeads();
    void placeRows();
    void placeEnds(SequenceRow& row, const Span& span) const;
    static void placeBoxes(SequenceRow& row);
    std::optional<std::size_t> lifelineOf(const NodeId& id) const;
    Span spanOf(const SequenceArrow& arrow) const;

    const Sequence& m_sequence;
    const Topology& m_topology;
    SequenceLayout m_layout;
    std::map<NodeId, std::size_t> m_lifelines;
    std::vector<double> m_pitches; // from each lifeline to the next; the last one's is to the right edge
    std::vector<Span> m_spans;     // of the rows
};

void SequenceLayouter::addHeads()
{
    for (const NodeId& id : m_sequence.lifelines) {
        const Node* node = m_topology.node(id);
        SequenceHead head;
        const std::string title = node ? onOneLine(node->title()) : std::string();
        head.title =
            elidedText(title.empty() ? onOneLine(id.text()) : title, WidestHead - 24, {13, TextWeight::SemiBold});
        head.subtitle = elidedText(node ? onOneLine(node->role) : std::string(), WidestHead - 24, {FramePixels});
        head.width = std::max({96.0, textWidth(head.title, {13, TextWeight::SemiBold}) + 24,
                               textWidth(head.subtitle, {FramePixels}) + 24});
        m_lifelines.emplace(id, m_layout.heads.size());
        m_layout.heads.push_back(std::move(head));
    }
}

std::optional<std::size_t> SequenceLayouter::lifelineOf(const NodeId& id) const
{
    const auto found = m_lifelines.find(id);
    return found == m_lifelines.end() ? std::nullopt : std::optional(found->second);
}

SequenceLayouter::Span SequenceLayouter::spanOf(const SequenceArrow& arrow) const
{
    Span span{lifelineOf(arrow.from.node), lifelineOf(arrow.to.node)};
    const Wire* wire = span.to ? nullptr : m_topology.wire(arrow.wire);
    if (wire)
        span.to = lifelineOf((wire->from == arrow.from ? wire->to : wire->from).node);
    return span;
}

void SequenceLayouter::addRows()
{
    const auto& heads = m_layout.heads;
    m_pitches.assign(heads.size(), 0);
    for (std::size_t i = 0; i < heads.size(); ++i)
        m_pitches[i] = i + 1 < heads.size() ? (heads[i].width + heads[i + 1].width) / 2 + 32 : heads[i].width / 2;
    for (const SequenceArrow& arrow : m_sequence.arrows) {
        const Span span = spanOf(arrow);
        if (!span.from && !span.to)
            continue;
        SequenceRow row;
        row.arrow = &arrow;
        row.above = boxesOf(arrow.sent);
        if (!sameFrames(arrow))
            row.below = boxesOf(arrow.received);
        const double room = std::max(widthOf(row.above), widthOf(row.below)) + 2 * EndGap;
        const std::size_t first = std::min(span.from.value_or(*span.to), span.to.value_or(*span.from));
        const std::size_t last = std::max(span.from.value_or(*span.to), span.to.value_or(*span.from));
        double width = first == last ? m_pitches[first] : 0;
        for (std::size_t i = first; i < last; ++i)
            width += m_pitches[i];
        // What is missing is given to the last gap; with one lifeline only, to what is behind it.
        if (width < room)
            m_pitches[last > first ? last - 1 : first] += room - width;
        m_layout.rows.push_back(std::move(row));
        m_spans.push_back(span);
    }
}

void SequenceLayouter::placeHeads()
{
    double x = Margin + TimeRoom + StubLength / 2;
    if (!m_layout.heads.empty())
        x += m_layout.heads.front().width / 2;
    for (std::size_t i = 0; i < m_layout.heads.size(); ++i) {
        m_layout.heads[i].middle = x;
        x += m_pitches[i];
    }
    m_layout.width = std::max(x + StubLength / 2, 480.0) + Margin;
}

// Arrows with one end: towards where it was on its way to, or from nowhere.
void SequenceLayouter::placeEnds(SequenceRow& row, const Span& span) const
{
    const auto middle = [&](std::size_t lifeline) { return m_layout.heads[lifeline].middle; };
    if (!span.from) {
        row.toX = middle(*span.to);
        row.fromX = row.toX - StubLength;
        return;
    }
    row.fromX = middle(*span.from);
    const bool lost = row.arrow->to.node.empty();
    if (span.to && *span.to != *span.from)
        row.toX = lost ? row.fromX + (middle(*span.to) - row.fromX) * 0.7 : middle(*span.to);
    else
        row.toX = lost ? row.fromX + StubLength : row.fromX;
}

void SequenceLayouter::placeBoxes(SequenceRow& row)
{
    const bool right = row.toX >= row.fromX;
    const auto place = [](std::vector<SequenceBox>& boxes, double x) {
        for (SequenceBox& box : boxes) {
            box.x = x;
            x += box.width + BoxGap;
        }
    };
    const double above = widthOf(row.above), below = widthOf(row.below);
    place(row.above, right ? row.fromX + EndGap : row.fromX - EndGap - above);
    const bool oneEnd = row.arrow->from.node.empty() || row.fromX == row.toX;
    place(row.below, right && !oneEnd ? row.toX - EndGap - below : row.toX + EndGap);
}

void SequenceLayouter::placeRows()
{
    double y = Margin + FirstRow;
    for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
        SequenceRow& row = m_layout.rows[i];
        row.y = y + (row.above.empty() ? BoxGap : BoxHeight + BoxGap);
        placeEnds(row, m_spans[i]);
        placeBoxes(row);
        y = row.y + (row.below.empty() ? 10 : BoxGap + BoxHeight) + 14;
    }
    m_layout.end = y;
    m_layout.height = y + 48 + Margin;
}

} // namespace

SequenceLayout sequenceLayout(const Sequence& sequence, const Topology& topology)
{
    return SequenceLayouter(sequence, topology).layout();
}

} // namespace zeroloom
