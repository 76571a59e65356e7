// Moving messages of a canvas: asks the run for samples while they can be followed by eye, flies them, lets those fall
// that a fault dropped, and stands still while one of them is read.
//
// Costs nothing while nothing moves: the timer runs only while a dot is under way. GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/canvas/message_flights.h"
#include "ui/canvas/message_layer.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"

class QWidget;

namespace zeroloom {

class MessageCard;

class MovingMessages final : public QObject {
    Q_OBJECT
public:
    MovingMessages(Document& document, RunController& run, const CanvasScene& scene, QWidget* viewport);

    // Whether messages are shown at all.
    void setWanted(bool wanted);
    // The view moved, or the canvas was shown or hidden.
    void setView(const ViewTransform& view);
    void reconsider();
    // As they pass, without a run: for tests and benchmarks.
    void take(const std::vector<ObservedMessage>& messages);
    void takeDropped(const std::vector<DroppedMessage>& dropped);
    void setRates(const Observation& observation) { m_flights.setRates(observation); }

    void draw(QPainter& painter, const QRegion& region);
    // The mouse is here: a dot under it is shown in words, and all stand still. True when there is one.
    bool hover(const QPointF& at);
    void leave();
    // Pins the dot under the mouse. False when there is none.
    bool press(const QPointF& at);
    bool unpin(); // false when none was

    std::vector<QPointF> places() const { return m_layer.places(); }
    bool isStill() const { return m_still; }
    bool isPinned() const; // one is kept in sight
    QString textAt(const QPointF& at) const; // rich; empty: no dot is there

Q_SIGNALS:
    // A message of this wire was pinned: somebody may show more of it.
    void pinned(const zeroloom::ObservedMessage& message, const zeroloom::WireId& wire);

private:
    void onObservation();
    void onState();
    void read(const Observer& observer);
    void followTopology();
    void wish();
    std::map<SocketRef, unsigned> wishedSockets();
    void settle(); // moves or stands, as it should now
    void frame();
    double now() const;
    QString textOf(const MessageFlight& flight) const;

    Document& m_document;
    RunController& m_run;
    const CanvasScene& m_scene;
    QWidget* m_viewport;
    MessageCard* m_card;
    MessageFlights m_flights;
    DroppedMessages m_dropped;
    MessageLayer m_layer;
    ViewTransform m_view;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_stood = 0;     // ms that the screen's time has stood still so far
    double m_stillFrom = 0; // of the clock
    bool m_still = false;
    bool m_wanted = true;
    bool m_hovered = false;
    bool m_topologyStale = true;
    const Observer* m_observer = nullptr; // compared, never followed
    std::uint64_t m_seen = 0;             // the number of the newest message that was taken
    std::map<SocketRef, unsigned> m_wished;
    double m_wishedAt = -1e9;
};

} // namespace zeroloom
