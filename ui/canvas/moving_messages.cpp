#include "ui/canvas/moving_messages.h"

#include <QToolTip>
#include <QWidget>

#include "ui/canvas/message_card.h"
#include "ui/canvas/message_html.h"
#include "ui/canvas/sender_colors.h"

namespace zeroloom {
namespace {

constexpr int FrameMs = 20;
constexpr std::size_t MostAtOnce = 2000;
// Beyond these nobody can follow dots by eye, however slow each wire is.
constexpr double MostPerSecond = 400;
constexpr std::size_t MostWires = 400;
constexpr unsigned TapsPerWire = 25; // a second; more than a wire with dots carries
constexpr double WishEveryMs = 1000;

} // namespace

MovingMessages::MovingMessages(Document& document, RunController& run, const CanvasScene& scene, QWidget* viewport)
    : QObject(viewport), m_document(document), m_run(run), m_scene(scene), m_viewport(viewport),
      m_card(new MessageCard(viewport)), m_layer(scene, m_flights)
{
    m_clock.start();
    m_timer.setInterval(FrameMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &MovingMessages::frame);
    connect(&run, &RunController::observationChanged, this, &MovingMessages::onObservation);
    connect(&run, &RunController::stateChanged, this, &MovingMessages::onState);
    connect(&run, &RunController::conditionsChanged, this,
            [this] { m_dropped.setFaults(m_run.conditions().wires); });
    connect(&document, &Document::changed, this, [this](const ChangeSet& changes) {
        m_topologyStale = m_topologyStale || changes.replaced || changes.meaningChanged;
    });
    connect(m_card, &MessageCard::closed, this, &MovingMessages::settle);
}

void MovingMessages::setWanted(bool wanted)
{
    m_wanted = wanted;
    if (!wanted)
        m_flights.clear();
    reconsider();
}

void MovingMessages::setView(const ViewTransform& view)
{
    const bool drew = detailFor(m_view.zoom) != Detail::Boxes;
    m_view = view;
    if (drew != (detailFor(view.zoom) != Detail::Boxes))
        reconsider();
}

void MovingMessages::reconsider()
{
    m_wishedAt = -1e9;
    wish();
    settle();
}

void MovingMessages::onState()
{
    if (m_run.state() == RunState::Stopped) {
        unpin();
        m_flights.clear();
    }
    reconsider();
}

void MovingMessages::onObservation()
{
    wish();
    const Observer* observer = m_run.observer();
    if (observer == nullptr || m_run.state() == RunState::Stopped)
        return;
    if (observer != m_observer || observer->lastMessageNumber() < m_seen) {
        m_observer = observer;
        m_seen = 0;
        m_flights.clear();
        m_dropped.clear();
    }
    if (m_wanted && !m_wished.empty())
        read(*observer);
    else
        m_seen = observer->lastMessageNumber();
}

void MovingMessages::read(const Observer& observer)
{
    followTopology();
    const std::vector<ObservedMessage> messages = observer.messages(m_seen, MostAtOnce);
    if (!messages.empty())
        m_seen = messages.back().number;
    const std::vector<DroppedMessage> dropped = m_dropped.take(messages, *m_run.observation());
    // Whoever reads one message does not want all that passed meanwhile to come after it.
    const bool reading = m_hovered || m_card->isVisible();
    if (reading || (messages.empty() && dropped.empty()))
        return;
    m_flights.setRates(*m_run.observation());
    take(messages);
    takeDropped(dropped);
}

void MovingMessages::followTopology()
{
    if (!m_topologyStale)
        return;
    m_flights.setTopology(m_document.topology());
    m_dropped.setTopology(m_document.topology());
    m_topologyStale = false;
}

void MovingMessages::take(const std::vector<ObservedMessage>& messages)
{
    followTopology();
    m_flights.take(messages, now());
    settle();
}

void MovingMessages::takeDropped(const std::vector<DroppedMessage>& dropped)
{
    followTopology();
    m_flights.takeDropped(dropped, now());
    settle();
}

// Asks for messages of the sockets whose wires are slow, as often as all of those carry; of none when they could not be
// seen.
void MovingMessages::wish()
{
    const double clock = static_cast<double>(m_clock.elapsed());
    if (clock - m_wishedAt < WishEveryMs)
        return;
    m_wishedAt = clock;
    std::map<SocketRef, unsigned> sockets = wishedSockets();
    if (sockets != m_wished) {
        m_dropped.clear(); // what passed the others meanwhile was not seen
        m_wished = std::move(sockets);
        m_run.wishForMessages(this, 0, m_wished);
    }
}

std::map<SocketRef, unsigned> MovingMessages::wishedSockets()
{
    const bool runs = m_run.state() != RunState::Stopped && m_run.state() != RunState::Stopping;
    const bool seen =
        m_viewport->isVisible() && !m_viewport->window()->isMinimized() && detailFor(m_view.zoom) != Detail::Boxes;
    if (!m_wanted || !runs || !seen)
        return {};
    m_flights.setRates(*m_run.observation());
    if (m_flights.slowRate() > MostPerSecond || m_scene.wires().size() > MostWires)
        return {};
    std::map<SocketRef, unsigned> sockets;
    for (const Wire& wire : m_document.topology().wires) {
        if (!m_flights.isSlow(wire.id))
            continue;
        sockets[wire.from] += TapsPerWire;
        sockets[wire.to] += TapsPerWire;
    }
    return sockets;
}

double MovingMessages::now() const
{
    return (m_still ? m_stillFrom : static_cast<double>(m_clock.nsecsElapsed()) / 1e6) - m_stood;
}

void MovingMessages::settle()
{
    const bool still = m_hovered || m_card->isVisible() || m_run.state() == RunState::Paused;
    const double clock = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
    if (still && !m_still)
        m_stillFrom = clock;
    else if (!still && m_still)
        m_stood += clock - m_stillFrom;
    m_still = still;
    if (m_still) {
        m_timer.stop();
    } else if (!m_flights.empty() || !m_layer.places().empty()) {
        frame();
        if (!m_timer.isActive() && !m_flights.empty())
            m_timer.start();
    }
}

void MovingMessages::frame()
{
    const double moment = now();
    m_flights.advance(moment);
    m_viewport->update(m_layer.update(m_view, m_viewport->size(), m_viewport->devicePixelRatioF(), moment));
    if (m_flights.empty())
        m_timer.stop();
}

void MovingMessages::draw(QPainter& painter, const QRegion& region)
{
    m_layer.follow(m_view, m_viewport->size(), m_viewport->devicePixelRatioF());
    m_layer.draw(painter, region);
}

bool MovingMessages::hover(const QPointF& at)
{
    const MessageFlight* flight = m_layer.at(at);
    if (m_card->isVisible())
        return flight != nullptr;
    if (flight != nullptr) {
        const QPoint place = at.toPoint();
        QToolTip::showText(m_viewport->mapToGlobal(place), textOf(*flight), m_viewport);
    } else if (m_hovered) {
        QToolTip::hideText();
    }
    m_hovered = flight != nullptr;
    settle();
    return m_hovered;
}

void MovingMessages::leave()
{
    if (!m_hovered)
        return;
    m_hovered = false;
    settle();
}

bool MovingMessages::press(const QPointF& at)
{
    const MessageFlight* flight = m_layer.at(at);
    if (flight == nullptr) {
        unpin();
        return false;
    }
    QToolTip::hideText();
    m_card->show(textOf(*flight), at.toPoint());
    m_hovered = false;
    settle();
    // Whoever shows it may change what moves here.
    const MessageFlight kept = *flight;
    Q_EMIT pinned(kept.message, kept.wire);
    return true;
}

bool MovingMessages::isPinned() const { return m_card->isVisible(); }

bool MovingMessages::unpin()
{
    if (!m_card->isVisible())
        return false;
    m_card->hide();
    return true;
}

QString MovingMessages::textAt(const QPointF& at) const
{
    const MessageFlight* flight = m_layer.at(at);
    return flight == nullptr ? QString() : textOf(*flight);
}

QString MovingMessages::textOf(const MessageFlight& flight) const
{
    return messageHtml(flight, senderColor(m_flights.indexOf(flight.maker), Theme::instance().colors()),
                       m_document.topology());
}

} // namespace zeroloom
