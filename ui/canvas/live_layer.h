// What a tick changes: the rate and the gauge on each wire, the rate on a card. Drawn over the static layer from
// pictures made before; never touches geometry. GUI thread only.
#pragma once

#include <tuple>
#include <vector>

#include <QHash>
#include <QPixmap>
#include <QRegion>
#include <QString>

#include "core/observe/observation.h"
#include "ui/canvas/canvas_items.h"
#include "ui/canvas/digit_atlas.h"
#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"

class QPainter;

namespace zeroloom {

class CanvasScene;

class LiveLayer {
public:
    explicit LiveLayer(const CanvasScene& scene) : m_scene(scene) {}

    // Takes the figures of what `view` shows from the scene's observation. Returns the viewport region whose figures
    // are others than before; everything when the view is another.
    QRegion update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio);
    void invalidate() { m_stale = true; } // geometry, theme
    bool stale() const { return m_stale; }
    void draw(QPainter& painter, const QRegion& region);

private:
    struct Badge {
        WireId wire;
        QPointF middle; // viewport
        QString text;
        QRect rect; // viewport; the pill or the bare gauge
        FillLevel level = FillLevel::None;
        Quality quality = Quality::Unknown;
        bool gauge = false;
        int fillPixels = 0; // of the gauge's length
        bool operator==(const Badge&) const = default;
    };
    struct CardFigure {
        NodeId node;
        QPointF at;
        QString text;
        bool operator==(const CardFigure&) const = default;
    };

    void configure(const ViewTransform& view, qreal devicePixelRatio);
    void collectBadges(const ViewTransform& view, const QRectF& visible, std::vector<Badge>& badges);
    void collectCards(const ViewTransform& view, const QRectF& visible, std::vector<CardFigure>& cards);
    bool makeBadge(const WireItem& item, const WireObservation& observed, const ViewTransform& view, Badge& badge);
    void drawPill(QPainter& painter, const Badge& badge);
    void drawGauge(QPainter& painter, const Badge& badge);
    QRectF gaugeRect(const Badge& badge) const;
    QRect cardRect(const CardFigure& figure);
    const QPixmap& pill(const QSize& size);

    const CanvasScene& m_scene;
    ViewTransform m_view;
    QSize m_size;
    qreal m_ratio = 1;
    Detail m_detail = Detail::Full;
    bool m_stale = true;
    ObservationPtr m_shown;
    std::vector<Badge> m_badges;
    std::vector<CardFigure> m_cards;
    DigitAtlas m_badgeDigits, m_cardDigits;
    std::tuple<ThemeKind, double, qreal> m_pillKey{ThemeKind::Light, 0, 0};
    QHash<int, QPixmap> m_pills; // by width
};

} // namespace zeroloom
