#include "ui/canvas/live_layer.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/item_look.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr double PillHeight = 20, PillPadding = 8;
constexpr double GaugeLength = 26, GaugeHeight = 6, GaugeGap = 6;
// More changed places than this are painted as the whole view: a region of many rectangles is slower than a copy.
constexpr std::size_t MostPlaces = 48;

QColor levelColor(FillLevel level)
{
    const ThemeColors& colors = Theme::instance().colors();
    if (level == FillLevel::Alarm)
        return colors.alarm;
    return level == FillLevel::Warning ? colors.warning : colors.good;
}

bool flows(const WireItem& item, const WireObservation& observed)
{
    return isUp(item.look.from) || isUp(item.look.to) || shownRate(observed.forward).value > 0 ||
           shownRate(observed.backward).value > 0;
}

// Replies alone have no forward figure: then theirs is shown, with an arrow against the wire's direction.
QString wireRateText(const WireObservation& observed)
{
    if (shownRate(observed.forward).value == 0 && shownRate(observed.backward).value > 0)
        return QStringLiteral("← ") + flowRateText(observed.backward);
    return flowRateText(observed.forward);
}

} // namespace

QRegion LiveLayer::update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio)
{
    const bool moved = m_stale || !(view == m_view) || size != m_size || devicePixelRatio != m_ratio;
    if (!moved && m_shown == m_scene.observation())
        return {};
    m_stale = false;
    m_shown = m_scene.observation();
    m_view = view;
    m_size = size;
    configure(view, devicePixelRatio);
    std::vector<Badge> badges;
    std::vector<CardFigure> cards;
    if (m_scene.observation()) {
        const QRectF visible = view.toScene(QRectF(QPointF(-60, -20), QSizeF(size) + QSizeF(120, 40)));
        collectBadges(view, visible, badges);
        collectCards(view, visible, cards);
    }
    QRegion changed;
    if (moved || badges.size() != m_badges.size() || cards.size() != m_cards.size()) {
        changed = QRect(QPoint(), size);
    } else {
        std::vector<QRect> places;
        for (std::size_t i = 0; i < badges.size(); ++i)
            if (!(badges[i] == m_badges[i]))
                places.push_back(badges[i].rect.united(m_badges[i].rect));
        for (std::size_t i = 0; i < cards.size(); ++i)
            if (!(cards[i] == m_cards[i]))
                places.push_back(cardRect(cards[i]).united(cardRect(m_cards[i])));
        if (places.size() > MostPlaces)
            changed = QRect(QPoint(), size);
        else
            for (const QRect& place : places)
                changed += place.adjusted(-1, -1, 1, 1);
    }
    m_badges = std::move(badges);
    m_cards = std::move(cards);
    return changed;
}

void LiveLayer::configure(const ViewTransform& view, qreal devicePixelRatio)
{
    const Theme& theme = Theme::instance();
    m_ratio = devicePixelRatio;
    m_detail = detailFor(view.zoom);
    m_badgeDigits.configure(theme.smallFont(), theme.colors().text, view.zoom, devicePixelRatio);
    m_cardDigits.configure(theme.smallFont(), theme.colors().textMuted, view.zoom, devicePixelRatio);
    if (const std::tuple key(theme.kind(), view.zoom, devicePixelRatio); key != m_pillKey) {
        m_pillKey = key;
        m_pills.clear();
    }
}

void LiveLayer::collectBadges(const ViewTransform& view, const QRectF& visible, std::vector<Badge>& badges)
{
    const Observation& observation = *m_scene.observation();
    for (const WireItem* item : m_scene.wiresIn(visible)) {
        if (m_detail == Detail::Boxes && item->look.level < FillLevel::Warning && !item->look.muted)
            continue;
        // What moves in bulk is a picture for now, and figures would stay behind.
        if (!visible.contains(item->badgeAt) || (item->lifted && m_scene.liftedInBulk()))
            continue;
        const auto observed = observation.wires.find(item->id);
        if (observed == observation.wires.end() || !flows(*item, observed->second))
            continue;
        Badge badge;
        if (makeBadge(*item, observed->second, view, badge))
            badges.push_back(std::move(badge));
    }
}

bool LiveLayer::makeBadge(const WireItem& item, const WireObservation& observed, const ViewTransform& view,
                          Badge& badge)
{
    badge.wire = item.id;
    badge.middle = view.toView(item.badgeAt);
    badge.gauge = observed.depthLimit > 0;
    badge.quality = observed.forward.depth.quality;
    badge.level = observed.muted ? FillLevel::Alarm : item.look.level;
    const double zoom = view.zoom;
    const double length = GaugeLength * zoom;
    if (badge.gauge && observed.forward.depth.known()) {
        badge.fillPixels = static_cast<int>(std::lround(std::clamp(observed.fill, 0.0, 1.0) * length));
        // One waiting message is seen, too.
        if (observed.forward.depth.value > 0)
            badge.fillPixels = std::max(badge.fillPixels, 1);
    }
    if (m_detail != Detail::Full) {
        // Far away only what fills is worth a mark.
        if (!badge.gauge || (m_detail == Detail::Boxes && badge.level < FillLevel::Warning))
            return false;
        const QSizeF size(std::max(6.0, length), std::max(3.0, GaugeHeight * zoom));
        badge.rect = QRectF(badge.middle - QPointF(size.width(), size.height()) / 2, size).toAlignedRect();
        return true;
    }
    badge.text = wireRateText(observed);
    const double gauge = badge.gauge ? (GaugeLength + GaugeGap) * zoom : 0;
    // In steps, so that a pill keeps its width while its digits change.
    const double step = 8 * zoom;
    const double width = std::ceil(m_badgeDigits.width(badge.text) / step) * step + gauge + 2 * PillPadding * zoom;
    badge.rect =
        QRect(QPoint(), QSize(static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(PillHeight * zoom))));
    badge.rect.moveCenter(badge.middle.toPoint());
    return true;
}

void LiveLayer::collectCards(const ViewTransform& view, const QRectF& visible, std::vector<CardFigure>& cards)
{
    if (m_detail != Detail::Full)
        return;
    const Observation& observation = *m_scene.observation();
    for (const NodeItem* item : m_scene.nodesIn(visible)) {
        if (!item->showsRate || (item->lifted && m_scene.liftedInBulk()))
            continue;
        Figure<double> received, sent;
        bool counted = false;
        for (const PortItem& port : item->ports) {
            const auto socket = observation.sockets.find(port.ref);
            if (socket == observation.sockets.end())
                continue;
            counted = true;
            addKnown(received, socket->second.receiveRate);
            addKnown(sent, socket->second.sendRate);
        }
        if (counted)
            cards.push_back({item->node.id, view.toView(item->liveAt - QPointF(0, 4)),
                             QStringLiteral(" · ") + rateText(received.value > 0 ? received : sent)});
    }
}

QRect LiveLayer::cardRect(const CardFigure& figure)
{
    const QSizeF size(m_cardDigits.width(figure.text) + 4, m_cardDigits.height());
    return QRectF(figure.at - QPointF(2, size.height() / 2), size).toAlignedRect();
}

void LiveLayer::draw(QPainter& painter, const QRegion& region)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const CardFigure& card : m_cards)
        if (region.intersects(cardRect(card)))
            m_cardDigits.draw(painter, card.at, card.text);
    for (const Badge& badge : m_badges) {
        if (!region.intersects(badge.rect.adjusted(-2, -2, 2, 2)))
            continue;
        if (m_detail == Detail::Full)
            drawPill(painter, badge);
        if (badge.gauge)
            drawGauge(painter, badge);
    }
}

void LiveLayer::drawPill(QPainter& painter, const Badge& badge)
{
    painter.drawPixmap(badge.rect.topLeft(), pill(badge.rect.size()));
    m_badgeDigits.draw(
        painter, QPointF(badge.rect.left() + PillPadding * m_view.zoom, badge.rect.top() + badge.rect.height() / 2.0),
        badge.text);
}

const QPixmap& LiveLayer::pill(const QSize& size)
{
    const auto found = m_pills.constFind(size.width());
    if (found != m_pills.constEnd())
        return *found;
    QPixmap picture(size * m_ratio);
    picture.setDevicePixelRatio(m_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = Theme::instance().colors();
    painter.setPen(QPen(colors.divider, 1));
    painter.setBrush(colors.surface);
    const double radius = (size.height() - 1) / 2.0;
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), radius, radius);
    painter.end();
    return *m_pills.insert(size.width(), picture);
}

QRectF LiveLayer::gaugeRect(const Badge& badge) const
{
    if (m_detail != Detail::Full)
        return badge.rect;
    const double zoom = m_view.zoom;
    const QSizeF size(std::round(GaugeLength * zoom), std::max(3.0, std::round(GaugeHeight * zoom)));
    return {std::round(badge.rect.right() - PillPadding * zoom - size.width()),
            std::round(badge.rect.top() + (badge.rect.height() - size.height()) / 2), size.width(), size.height()};
}

// Exact: a full bar; estimated: a bar of half the height; unknown: an open frame and never an empty gauge.
void LiveLayer::drawGauge(QPainter& painter, const Badge& badge)
{
    const QRectF track = gaugeRect(badge);
    const ThemeColors& colors = Theme::instance().colors();
    if (badge.quality == Quality::Unknown) {
        painter.setPen(QPen(colors.idle, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(track.adjusted(0, 0, -1, -1));
        return;
    }
    painter.fillRect(track, colors.divider);
    QRectF fill(track.topLeft(), QSizeF(std::min<double>(badge.fillPixels, track.width()), track.height()));
    if (badge.quality == Quality::Estimated)
        fill.setTop(fill.top() + fill.height() / 2);
    painter.fillRect(fill, levelColor(badge.level));
    // Not by colour alone: from the warning on the limit is marked at the gauge's end.
    if (badge.level >= FillLevel::Warning)
        painter.fillRect(QRectF(track.right() - 1, track.top() - 2, 2, track.height() + 4), levelColor(badge.level));
}

} // namespace zeroloom
