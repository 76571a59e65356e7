// Draws messages as dots on their wires, over everything that rests; one that was dropped stops where the wire breaks,
// is crossed out, falls and fades. Knows what a frame changes: the small areas where dots were and where they are. GUI
// thread only.
#pragma once

#include <vector>

#include <QPixmap>
#include <QRegion>

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/message_flights.h"
#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"

class QPainter;

namespace zeroloom {

class MessageLayer {
public:
    MessageLayer(const CanvasScene& scene, const MessageFlights& flights) : m_scene(scene), m_flights(flights) {}

    // Places the dots of this moment. Returns the viewport region that they leave and enter.
    QRegion update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio, double now);
    // The same moment in another view; all of it is painted anew then.
    void follow(const ViewTransform& view, const QSize& size, qreal devicePixelRatio);
    void draw(QPainter& painter, const QRegion& region);
    // The dot under the mouse, the topmost; nullptr: none.
    const MessageFlight* at(const QPointF& place) const;
    std::vector<QPointF> places() const; // viewport

private:
    struct Dot {
        QPointF middle; // viewport
        std::uint64_t number = 0;
        WireId wire; // a publisher's message may move on several
        std::size_t color = 0;
        double opacity = 1;
        bool crossed = false; // dropped, and falling
    };

    Dot dotOf(const MessageFlight& flight, const WireItem& wire, double now) const;
    QRect rectOf(const Dot& dot) const;
    void drawCross(QPainter& painter, const Dot& dot) const;
    const QPixmap& picture(std::size_t color);
    double radius() const;

    const CanvasScene& m_scene;
    const MessageFlights& m_flights;
    std::vector<Dot> m_dots;
    ViewTransform m_view;
    QSize m_size;
    qreal m_ratio = 1;
    double m_now = 0;
    ThemeKind m_theme = ThemeKind::Light;
    std::vector<QPixmap> m_pictures; // by colour
};

} // namespace zeroloom
