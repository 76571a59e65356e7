#include "ui/messages/sequence_panel.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QToolButton>

#include "core/exchange/sequence_pictures.h"
#include "ui/inspector/elided_label.h"
#include "ui/messages/message_bar_parts.h"
#include "ui/messages/message_file.h"
#include "ui/messages/sequence_view.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr unsigned UsualRate = 100; // fewer of each end would seldom be the same ones at both
constexpr double ZoomStep = 1.2;
constexpr double OnTheWaySeconds = 0.5;

// Everything that passes between the nodes: the wires that have both ends there.
MessageTarget wiresBetween(const std::vector<NodeId>& nodes, const Topology& topology)
{
    const std::set<NodeId> among(nodes.begin(), nodes.end());
    MessageTarget target;
    for (const Wire& wire : topology.wires)
        if (among.contains(wire.from.node) && among.contains(wire.to.node)) {
            target.wires.insert(wire.id);
            // What goes into several wires at once bears the name of none.
            target.sockets.insert(wire.from);
            target.sockets.insert(wire.to);
        }
    return target;
}

// What was just sent is told before its receiving end is: it is no loss, and appears when it is there or late. Of the
// oldest, the sending may have been let go.
void leaveOutThoseSeenByHalf(Sequence& sequence, const std::vector<ObservedMessage>& messages, bool oldestToo)
{
    if (messages.empty())
        return;
    const auto [oldest, newest] =
        std::minmax_element(messages.begin(), messages.end(),
                            [](const ObservedMessage& a, const ObservedMessage& b) { return a.seconds < b.seconds; });
    const double late = newest->seconds - OnTheWaySeconds;
    const double early = oldestToo ? oldest->seconds + OnTheWaySeconds : oldest->seconds;
    std::erase_if(sequence.arrows, [late, early](const SequenceArrow& arrow) {
        return (std::isnan(arrow.receivedSeconds) && arrow.sentSeconds > late) ||
               (std::isnan(arrow.sentSeconds) && arrow.receivedSeconds < early);
    });
}

QString linesTitle(const LifelineChoice& lines, const Topology& topology)
{
    QStringList names;
    for (const NodeId& id : lines.nodes)
        if (const Node* node = topology.node(id))
            names << toQString(node->title());
    QString title = names.join(QStringLiteral(", "));
    if (lines.of > lines.nodes.size())
        title = SequencePanel::tr("%1 of %2 nodes: ").arg(lines.nodes.size()).arg(lines.of) + title;
    return title;
}

} // namespace

SequencePanel::SequencePanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                             QWidget* parent)
    : MessageWatchPanel(document, std::move(source), files,
                        {.name = tr("Sequence"),
                         .pin = tr("Keep these lifelines whatever is selected"),
                         .hold = tr("Hold the sequence still; nothing is looked at meanwhile"),
                         .clear = tr("Empty the sequence"),
                         .save = tr("Save the sequence as SVG or Mermaid…"),
                         .saveIcon = "export",
                         .rate = UsualRate},
                        parent),
      m_title(new ElidedLabel(Qt::ElideRight, this)), m_zoomOut(makeBarButton("zoom-out", tr("Smaller (Minus)"), this)),
      m_zoomIn(makeBarButton("zoom-in", tr("Larger (Plus)"), this)), m_view(new SequenceView(document, this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setAccessibleName(tr("Lifelines"));
    connect(m_zoomOut, &QToolButton::clicked, this, [this] { m_view->setZoom(m_view->zoom() / ZoomStep); });
    connect(m_zoomIn, &QToolButton::clicked, this, [this] { m_view->setZoom(m_view->zoom() * ZoomStep); });
    connect(m_view, &SequenceView::wireChosen, this, &SequencePanel::selectWire);
    start(buildBar(), m_view, m_view);
}

QLayout* SequencePanel::buildBar()
{
    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit / 2);
    bar->addWidget(pinButton());
    bar->addWidget(m_title, 1);
    bar->addWidget(rate());
    for (QToolButton* button : {holdButton(), m_zoomOut, m_zoomIn, clearButton(), saveButton()})
        bar->addWidget(button);
    return bar;
}

// What is selected on the canvas, unless it is pinned or held, or a click in here selected it.
void SequencePanel::followPlace()
{
    const Topology& topology = document().topology();
    if (m_own && *m_own != document().selection())
        m_own.reset();
    LifelineChoice lines = m_lines;
    if (chosen())
        lines = lifelinesOf(*chosen(), topology);
    else if (!isKept() && !isHeld() && !m_own)
        lines = lifelinesOf(document().selection(), topology);
    // Those that were removed have nothing to say.
    std::erase_if(lines.nodes, [&](const NodeId& id) { return topology.node(id) == nullptr; });
    m_title->setText(linesTitle(lines, topology));
    if (lines != m_lines) {
        m_lines = std::move(lines);
        forget();
    }
    watch().setTarget(wiresBetween(m_lines.nodes, topology));
}

void SequencePanel::forget()
{
    m_messages.clear();
    m_trimmed = false;
    m_leftOut = 0;
    showSequence();
}

void SequencePanel::take(const std::vector<ReadMessage>& messages)
{
    for (const ReadMessage& message : messages)
        m_messages.push_back(message.observed);
    if (m_messages.size() > Limit) {
        m_messages.erase(m_messages.begin(), m_messages.end() - static_cast<std::ptrdiff_t>(Limit));
        m_trimmed = true;
    }
    showSequence();
}

void SequencePanel::showSequence()
{
    const std::vector<ObservedMessage> messages(m_messages.begin(), m_messages.end());
    Sequence sequence = sequenceOf(messages, document().topology(), m_lines.nodes);
    m_leftOut = sequence.leftOut;
    if (watch().looks())
        leaveOutThoseSeenByHalf(sequence, messages, m_trimmed);
    m_view->showSequence(std::move(sequence));
}

bool SequencePanel::hasAny() const { return !m_view->sequence().arrows.empty(); }
bool SequencePanel::isAtEnd() const { return m_view->atEnd(); }
void SequencePanel::scrollToEnd() { m_view->scrollToEnd(); }

void SequencePanel::selectWire(const WireId& wire)
{
    Selection selection;
    selection.wires.insert(wire);
    m_own = selection;
    document().setSelection(std::move(selection));
}

QString SequencePanel::whyEmpty() const
{
    if (document().topology().nodes.empty())
        return tr("Nothing is drawn yet. Drop sockets from the palette and wire them, or open an example "
                  "(File > Gallery); then run it to see who says what to whom.");
    if (watch().target().empty())
        return tr("No wire joins these nodes. Select nodes that talk to each other, or nothing at all.");
    if (!watch().running())
        return tr("Run the topology (F5) to see who says what to whom.");
    if (isHeld())
        return tr("The sequence is held: nothing is looked at. Press the hold button again to go on.");
    return tr("No message has passed between these nodes yet.");
}

QString SequencePanel::statusText() const
{
    const std::size_t arrows = m_view->sequence().arrows.size();
    if (arrows == 0)
        return {};
    QStringList parts;
    parts << (arrows == 1 ? tr("1 message") : tr("%1 messages").arg(countText(arrows)));
    if (m_leftOut > 0)
        parts << tr("%1 not looked at: %2 a second of each direction of a socket are")
                     .arg(countText(m_leftOut), countText(watch().rate()));
    if (watch().missed() > 0)
        parts << tr("%1 of all sockets came too fast to be kept").arg(countText(watch().missed()));
    if (isHeld())
        parts << tr("held: nothing is looked at");
    parts << tr("+ put before, − taken off on the way");
    return parts.join(QStringLiteral(" · "));
}

void SequencePanel::showParts(bool any)
{
    for (QToolButton* button : {m_zoomIn, m_zoomOut})
        button->setEnabled(any);
}

void SequencePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rate()->setVisible(width() >= 50 * Theme::Unit);
}

QString SequencePanel::toSvg() const
{
    const bool dark = Theme::instance().kind() == ThemeKind::Dark;
    return toQString(sequenceAsSvg(m_view->sequence(), document().topology(), dark));
}

QString SequencePanel::toMermaid() const
{
    return toQString(sequenceAsMermaid(m_view->sequence(), document().topology()));
}

void SequencePanel::save()
{
    const QString path = askAndSave(
        this, files(), tr("Save the sequence"), QStringLiteral("sequence"),
        {{tr("SVG picture (*.svg)"), QStringLiteral(".svg"), [this] { return toSvg().toUtf8(); }},
         {tr("Mermaid sequence diagram (*.mmd)"), QStringLiteral(".mmd"), [this] { return toMermaid().toUtf8(); }}});
    if (!path.isEmpty())
        Q_EMIT saved(path);
}

} // namespace zeroloom
