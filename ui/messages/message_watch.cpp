#include "ui/messages/message_watch.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QWidget>

namespace zeroloom {
namespace {

constexpr std::size_t MessagesAtOnce = 1000;

} // namespace

MessageWatch::MessageWatch(Document& document, std::unique_ptr<MessageSource> source, QWidget* panel)
    : QObject(panel), m_document(document), m_source(std::move(source)), m_panel(panel)
{
    panel->installEventFilter(this);
    indexAnew();
    connect(m_source.get(), &MessageSource::observationCame, this, &MessageWatch::observationCame);
    connect(m_source.get(), &MessageSource::stateChanged, this, [this] {
        if (m_source->lastMessageNumber() < m_last)
            startAnew(0); // a new run counts its messages anew
        updateWish();
        observationCame();
    });
    connect(&document, &Document::changed, this, [this](const ChangeSet& changes) {
        indexAnew();
        if (changes.replaced)
            startAnew(m_source->lastMessageNumber());
        updateWish();
    });
}

MessageWatch::~MessageWatch() { m_source->wish(this, 0, {}); }

void MessageWatch::indexAnew() { m_index = std::make_unique<TopologyIndex>(m_document.topology()); }

void MessageWatch::setTarget(const MessageTarget& target)
{
    if (m_target == target)
        return;
    m_target = target;
    startAnew(m_floor);
    updateWish();
    observationCame();
}

void MessageWatch::setRate(unsigned perSecond)
{
    m_rate = perSecond;
    updateWish();
}

void MessageWatch::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    updateWish();
    observationCame();
}

void MessageWatch::startAnew(std::uint64_t from)
{
    m_last = m_floor = from;
    m_missed = m_waitedTooLong = m_letGo = 0;
    m_waiting.clear();
    Q_EMIT forgotten();
}

void MessageWatch::clear()
{
    startAnew(m_source->lastMessageNumber());
    Q_EMIT stateChanged();
}

// Nobody sees a hidden panel, another tab's, or a minimised window's; and somebody who holds it still reads on.
void MessageWatch::updateWish()
{
    const bool looks = m_panel->isVisible() && !m_panel->window()->isMinimized() && m_source->running() && !m_held &&
                       !m_target.empty();
    m_looks = looks;
    m_ran = m_source->running();
    if (looks)
        m_source->wish(this, everySocketOf(m_target, m_rate), wishOf(m_target, m_document.topology(), m_rate));
    else
        m_source->wish(this, 0, {});
    Q_EMIT stateChanged();
}

void MessageWatch::readNew()
{
    if (m_source->lastMessageNumber() < m_last)
        startAnew(0);
    for (;;) {
        std::vector<ObservedMessage> fresh = m_source->messages(m_last, MessagesAtOnce);
        if (fresh.empty())
            return;
        // What was let go before the first look is the past; later it is missed.
        if (m_last > m_floor && fresh.front().number > m_last + 1)
            m_missed += fresh.front().number - m_last - 1;
        m_last = fresh.back().number;
        for (ObservedMessage& message : fresh) {
            ReadMessage read = readMessage(std::move(message), *m_index);
            if (shows(m_target, read))
                m_waiting.push_back(std::move(read));
        }
        for (; m_waiting.size() > MostWaiting; ++m_waitedTooLong)
            m_waiting.pop_front();
    }
}

void MessageWatch::deliver()
{
    if (m_waiting.empty())
        return;
    std::vector<ReadMessage> messages(std::make_move_iterator(m_waiting.begin()),
                                      std::make_move_iterator(m_waiting.end()));
    m_waiting.clear();
    m_letGo += std::exchange(m_waitedTooLong, 0);
    Q_EMIT came(messages);
}

void MessageWatch::observationCame()
{
    if (m_source->running() != m_ran)
        updateWish();
    if (!m_panel->isVisible() || m_target.empty())
        return;
    readNew();
    if (!m_held && !m_resting())
        deliver();
    Q_EMIT stateChanged();
}

void MessageWatch::resume()
{
    if (!m_panel->isVisible())
        return;
    readNew();
    deliver();
    Q_EMIT stateChanged();
}

bool MessageWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
        if (watched == m_panel && m_panel->window() != m_window) {
            m_window = m_panel->window();
            if (m_window != m_panel)
                m_window->installEventFilter(this);
        }
        [[fallthrough]];
    case QEvent::Hide:
    case QEvent::WindowStateChange:
        // After the event, when the panel is what it says.
        QMetaObject::invokeMethod(
            this,
            [this] {
                updateWish();
                observationCame();
            },
            Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace zeroloom
