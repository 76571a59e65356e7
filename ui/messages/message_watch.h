// What both panels of messages do alike: reads what came for as long as its panel is seen, holds back what comes while
// the panel stands still, and asks for messages to be looked at only when somebody sees them. GUI thread only.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include <QObject>

#include "ui/document/document.h"
#include "ui/messages/message_source.h"
#include "ui/messages/message_target.h"

class QWidget;

namespace zeroloom {

class MessageWatch final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t MostWaiting = 2000; // messages held back

    // Watches `source` for `panel`, which owns it.
    MessageWatch(Document& document, std::unique_ptr<MessageSource> source, QWidget* panel);
    ~MessageWatch() override;

    // Another target is read from the beginning of what is still known.
    void setTarget(const MessageTarget& target);
    const MessageTarget& target() const { return m_target; }
    void setRate(unsigned perSecond);
    unsigned rate() const { return m_rate; }
    // Held by hand: nothing is looked at meanwhile. Held by `resting`: what comes waits.
    void setHeld(bool held);
    bool held() const { return m_held; }
    void setResting(std::function<bool()> resting) { m_resting = std::move(resting); }

    bool running() const { return m_source->running(); }
    // Whether anything is looked at for this panel now.
    bool looks() const { return m_looks; }
    std::uint64_t waiting() const { return m_waiting.size() + m_waitedTooLong; }
    // Of those that waited, so many were older than what is held back, since the last clear.
    std::uint64_t letGo() const { return m_letGo; }
    // Lost on the way because there were too many at once, since the last clear.
    std::uint64_t missed() const { return m_missed; }

    void observationCame();
    // What waits is handed on, whoever rests.
    void resume();
    // What came so far is not shown again.
    void clear();

Q_SIGNALS:
    void came(const std::vector<zeroloom::ReadMessage>& messages);
    void forgotten(); // another run, another target, or cleared: what was handed on is void
    void stateChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void readNew();
    void deliver();
    void startAnew(std::uint64_t from);
    void updateWish();
    void indexAnew();

    Document& m_document;
    std::unique_ptr<MessageSource> m_source;
    QWidget* m_panel;
    QWidget* m_window = nullptr; // as far as it is watched
    std::unique_ptr<TopologyIndex> m_index;
    MessageTarget m_target;
    unsigned m_rate = 20;
    bool m_held = false;
    bool m_looks = false;
    bool m_ran = false; // when the wish was made
    std::function<bool()> m_resting = [] { return false; };
    std::uint64_t m_last = 0, m_floor = 0, m_missed = 0;
    std::uint64_t m_waitedTooLong = 0, m_letGo = 0;
    std::deque<ReadMessage> m_waiting;
};

} // namespace zeroloom
