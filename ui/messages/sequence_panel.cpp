#include "ui/messages/sequence_panel.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include "core/exchange/sequence_pictures.h"
#include "ui/inspector/elided_label.h"
#include "ui/messages/message_bar_parts.h"
#include "ui/messages/message_file.h"
#include "ui/messages/message_watch.h"
#include "ui/messages/pointer_rest.h"
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

SequencePanel::SequencePanel(Document& document, FileSystem& files, QWidget* parent)
    : QWidget(parent), m_document(document), m_files(files), m_title(new ElidedLabel(Qt::ElideRight, this)),
      m_pin(makeBarButton("pin", tr("Keep these lifelines whatever is selected"), this)),
      m_rate(new RateChooser(UsualRate, this)), m_resume(makeNewButton(this)),
      m_hold(makeBarButton("pause", tr("Hold the sequence still; nothing is looked at meanwhile"), this)),
      m_zoomOut(makeBarButton("zoom-out", tr("Smaller (Minus)"), this)),
      m_zoomIn(makeBarButton("zoom-in", tr("Larger (Plus)"), this)),
      m_clear(makeBarButton("clear", tr("Empty the sequence"), this)),
      m_save(makeBarButton("export", tr("Save the sequence as SVG or Mermaid…"), this)),
      m_whole(new QStackedWidget(this)), m_empty(new QLabel(m_whole)), m_view(new SequenceView(document, m_whole)),
      m_status(new ElidedLabel(Qt::ElideRight, this)), m_pointer(new PointerRest(m_view->viewport(), this))
{
    setAccessibleName(tr("Sequence"));
    setFocusProxy(m_view);
    build();
}

SequencePanel::SequencePanel(Document& document, RunController& run, FileSystem& files, QWidget* parent)
    : SequencePanel(document, files, parent)
{
    m_watch = new MessageWatch(document, run, this);
    connectParts();
}

SequencePanel::SequencePanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                             QWidget* parent)
    : SequencePanel(document, files, parent)
{
    m_watch = new MessageWatch(document, std::move(source), this);
    connectParts();
}

void SequencePanel::build()
{
    m_pin->setCheckable(true);
    m_hold->setCheckable(true);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setAccessibleName(tr("Lifelines"));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit / 2);
    bar->addWidget(m_pin);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_rate);
    for (QToolButton* button : {m_hold, m_zoomOut, m_zoomIn, m_clear, m_save})
        bar->addWidget(button);
    m_whole->addWidget(m_view);
    layOutMessagePanel(*this, bar, {*m_whole, *m_empty, *m_status, *m_resume});
}

void SequencePanel::connectParts()
{
    m_watch->setRate(m_rate->perSecond());
    m_watch->setResting([this] { return !m_messages.empty() && (m_pointer->inside() || !m_view->atEnd()); });
    connect(m_watch, &MessageWatch::came, this, &SequencePanel::take);
    connect(m_watch, &MessageWatch::forgotten, this, &SequencePanel::forget);
    connect(m_watch, &MessageWatch::stateChanged, this, &SequencePanel::showState);
    connect(m_pointer, &PointerRest::left, m_watch, &MessageWatch::observationCame);
    connect(m_rate, &QComboBox::currentIndexChanged, this, [this] { m_watch->setRate(m_rate->perSecond()); });
    connect(m_pin, &QToolButton::toggled, this, &SequencePanel::follow);
    connect(m_hold, &QToolButton::toggled, this, [this](bool held) {
        m_watch->setHeld(held);
        follow();
    });
    connect(m_resume, &QToolButton::clicked, this, &SequencePanel::resume);
    connect(m_zoomOut, &QToolButton::clicked, this, [this] { m_view->setZoom(m_view->zoom() / ZoomStep); });
    connect(m_zoomIn, &QToolButton::clicked, this, [this] { m_view->setZoom(m_view->zoom() * ZoomStep); });
    connect(m_clear, &QToolButton::clicked, m_watch, &MessageWatch::clear);
    connect(m_save, &QToolButton::clicked, this, &SequencePanel::save);
    connect(m_view, &SequenceView::wireChosen, this, &SequencePanel::selectWire);
    connect(&m_document, &Document::selectionChanged, this, &SequencePanel::follow);
    connect(&m_document, &Document::changed, this, &SequencePanel::follow);
    follow();
}

void SequencePanel::observationCame() { m_watch->observationCame(); }

void SequencePanel::choose(const Place& place)
{
    m_place = place;
    const QSignalBlocker quiet(m_pin);
    m_pin->setChecked(true);
    m_hold->setChecked(false);
    follow();
}

void SequencePanel::followSelection()
{
    m_hold->setChecked(false);
    m_pin->setChecked(false);
    follow();
}

// What is selected on the canvas, unless it is pinned or held, or a click in here selected it.
void SequencePanel::follow()
{
    const Topology& topology = m_document.topology();
    if (!m_pin->isChecked())
        m_place.reset();
    if (m_own && *m_own != m_document.selection())
        m_own.reset();
    LifelineChoice lines = m_lines;
    if (m_place)
        lines = lifelinesOf(*m_place, topology);
    else if (!m_pin->isChecked() && !m_hold->isChecked() && !m_own)
        lines = lifelinesOf(m_document.selection(), topology);
    // Those that were removed have nothing to say.
    std::erase_if(lines.nodes, [&](const NodeId& id) { return topology.node(id) == nullptr; });
    m_title->setText(linesTitle(lines, topology));
    if (lines != m_lines) {
        m_lines = std::move(lines);
        forget();
    }
    m_watch->setTarget(wiresBetween(m_lines.nodes, topology));
    showState();
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
    Sequence sequence = sequenceOf(messages, m_document.topology(), m_lines.nodes);
    m_leftOut = sequence.leftOut;
    if (m_watch && m_watch->looks())
        leaveOutThoseSeenByHalf(sequence, messages, m_trimmed);
    m_view->showSequence(std::move(sequence));
}

bool SequencePanel::isFrozen() const { return m_hold->isChecked() || m_pointer->inside() || !m_view->atEnd(); }

void SequencePanel::resume()
{
    m_pointer->forget();
    m_hold->setChecked(false);
    m_view->scrollToEnd();
    m_watch->resume();
}

void SequencePanel::selectWire(const WireId& wire)
{
    Selection selection;
    selection.wires.insert(wire);
    m_own = selection;
    m_document.setSelection(std::move(selection));
}

QString SequencePanel::whyEmpty() const
{
    if (m_document.topology().nodes.empty())
        return tr("Nothing is drawn yet. Drop sockets from the palette and wire them, or open an example "
                  "(File > Gallery); then run it to see who says what to whom.");
    if (m_watch->target().empty())
        return tr("No wire joins these nodes. Select nodes that talk to each other, or nothing at all.");
    if (!m_watch->running())
        return tr("Run the topology (F5) to see who says what to whom.");
    if (m_hold->isChecked())
        return tr("The sequence is held: nothing is looked at. Press the hold button again to go on.");
    return tr("No message has passed between these nodes yet.");
}

QString SequencePanel::statusText() const
{
    const std::size_t arrows = m_view->sequence().arrows.size();
    QStringList parts;
    parts << (arrows == 1 ? tr("1 message") : tr("%1 messages").arg(countText(arrows)));
    if (m_leftOut > 0)
        parts << tr("%1 not looked at: %2 a second of each direction of a socket are")
                     .arg(countText(m_leftOut), countText(m_watch->rate()));
    if (m_watch->missed() > 0)
        parts << tr("%1 of all sockets came too fast to be kept").arg(countText(m_watch->missed()));
    if (m_hold->isChecked())
        parts << tr("held: nothing is looked at");
    parts << tr("+ put before, − taken off on the way");
    return parts.join(QStringLiteral(" · "));
}

void SequencePanel::showState()
{
    const bool any = !m_view->sequence().arrows.empty();
    m_whole->setCurrentIndex(any ? 1 : 0);
    if (!any)
        m_empty->setText(whyEmpty());
    for (QToolButton* button : {m_save, m_clear, m_zoomIn, m_zoomOut})
        button->setEnabled(any);
    m_resume->setVisible(m_watch->waiting() > 0);
    m_resume->setText(tr("%1 new").arg(countText(m_watch->waiting())));
    m_status->setText(any ? statusText() : QString());
}

void SequencePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_rate->setVisible(width() >= 50 * Theme::Unit);
}

void SequencePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

QString SequencePanel::toSvg() const
{
    const bool dark = Theme::instance().kind() == ThemeKind::Dark;
    return toQString(sequenceAsSvg(m_view->sequence(), m_document.topology(), dark));
}

QString SequencePanel::toMermaid() const
{
    return toQString(sequenceAsMermaid(m_view->sequence(), m_document.topology()));
}

void SequencePanel::save()
{
    const QString path = askAndSave(
        this, m_files, tr("Save the sequence"), QStringLiteral("sequence"),
        {{tr("SVG picture (*.svg)"), QStringLiteral(".svg"), [this] { return toSvg().toUtf8(); }},
         {tr("Mermaid sequence diagram (*.mmd)"), QStringLiteral(".mmd"), [this] { return toMermaid().toUtf8(); }}});
    if (!path.isEmpty())
        Q_EMIT saved(path);
}

} // namespace zeroloom
