// Draws the hearts beside their monitors: for each monitor one picture that is kept, in which a tick draws only the
// cells anew that changed. GUI thread only.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QPixmap>
#include <QRegion>

#include "ui/canvas/digit_atlas.h"
#include "ui/canvas/heart_field.h"
#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"

class QPainter;

namespace zeroloom {

class HeartLayer {
public:
    explicit HeartLayer(const HeartField& field) : m_field(field) {}

    // Returns the viewport region where something is to be painted again.
    QRegion update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio);
    void invalidate() { m_stale = true; } // the theme
    void draw(QPainter& painter, const QRect& clip);
    // Drawn with an outline: the one that was clicked. Returns whether it was another one.
    bool choose(const std::optional<HeartRef>& heart);
    const std::optional<HeartRef>& chosen() const { return m_chosen; }

private:
    // All of a heart that its cell shows.
    struct Look {
        HeartState state = HeartState::Alive;
        std::uint32_t rttUs = 0;
        std::uint32_t missedInRow = 0;
        std::uint64_t strip = 0;
        std::uint32_t place = 0; // in the monitor's hearts: names never change
        bool operator==(const Look&) const = default;
    };
    struct Picture {
        HeartFrame frame;
        QString header;
        bool warns = false, faded = false;
        std::vector<Look> looks;
        std::optional<std::size_t> chosen;
        QPixmap pixmap; // null when it would be larger than is worth keeping: then what is seen is drawn each time
    };

    void configure();
    QRect viewRect(const HeartFrame& frame, const QRectF& part) const;
    QPixmap makePixmap(const HeartFrame& frame) const;
    Look lookOf(const HeartCluster& cluster, std::size_t index) const;
    QRegion renew(const HeartCluster& cluster, Picture& picture);
    void drawFrame(QPainter& painter, const Picture& picture, const QPointF& origin);
    void drawCells(QPainter& painter, const HeartCluster& cluster, const Picture& picture, const QPointF& origin,
                   std::size_t from, std::size_t to);
    void drawSquares(QPainter& painter, const Picture& picture, const QPointF& origin, std::size_t from,
                     std::size_t to);
    void drawCard(QPainter& painter, const Heart& heart, const Look& look, const QRectF& place);
    void drawChosen(QPainter& painter, const Picture& picture, const QPointF& origin) const;
    void drawElided(QPainter& painter, DigitAtlas& atlas, const QPointF& at, const QString& text, double room);
    QRectF squareIn(const HeartFrame& frame, std::size_t index, const QPointF& origin) const;
    const QPixmap& mark(HeartState state, int side);

    const HeartField& m_field;
    ViewTransform m_view;
    QSize m_size;
    qreal m_ratio = 1;
    bool m_stale = true;
    std::optional<HeartRef> m_chosen;
    std::map<NodeId, Picture> m_pictures;
    DigitAtlas m_names, m_figures, m_headers, m_warnings;
    std::map<std::pair<int, int>, QPixmap> m_marks; // by state and side
};

} // namespace zeroloom
