#include "ui/canvas/heart_layer.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/canvas/heart_words.h"
#include "ui/theme/heart_look.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

// More changed cells than this are painted as the whole frame: a region of many rectangles is slower than a copy.
constexpr std::size_t MostPlaces = 48;
// Pixels of a picture that is kept. Larger ones are zoomed in so far that few of their cells are seen.
constexpr double LargestPicture = 4e6;
// Squares smaller than this are drawn as dots, and those that want attention over the others.
constexpr int SmallestMark = 5;
constexpr double CardGap = 4;
constexpr double FadedOpacity = 0.4;

int squareSide(double pitch)
{
    const int whole = static_cast<int>(std::floor(pitch));
    return std::max(1, whole >= 9 ? whole - 2 : whole >= 3 ? whole - 1 : whole);
}

// Too small for a pattern, size tells the state beside colour: a lost one stands out over its neighbours, a late one is
// flat, and one that left is a point.
QRectF dotOf(HeartState state, const QRectF& square)
{
    switch (state) {
    case HeartState::Alive:
        return square;
    case HeartState::Late:
        return {square.left(), square.bottom() - 1, square.width(), 1};
    case HeartState::Lost:
        return square.adjusted(-1, -1, 1, 1);
    case HeartState::Left:
        return {square.left(), square.top(), 1, 1};
    }
    return square;
}

} // namespace

bool HeartLayer::choose(const std::optional<HeartRef>& heart)
{
    if (heart == m_chosen)
        return false;
    m_chosen = heart;
    return true;
}

void HeartLayer::configure()
{
    const Theme& theme = Theme::instance();
    const ThemeColors& colors = theme.colors();
    m_names.configure(theme.smallFont(), colors.text, m_view.zoom, m_ratio);
    m_figures.configure(theme.smallFont(), colors.textMuted, m_view.zoom, m_ratio);
    m_headers.configure(theme.smallFont(), colors.textMuted, m_view.zoom, m_ratio);
    m_warnings.configure(theme.smallFont(), colors.alarm, m_view.zoom, m_ratio);
}

QRegion HeartLayer::update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio)
{
    const bool rescaled = m_stale || view.zoom != m_view.zoom || devicePixelRatio != m_ratio;
    const bool moved = rescaled || !(view == m_view) || size != m_size;
    if (m_stale)
        m_marks.clear();
    m_stale = false;
    m_view = view;
    m_size = size;
    m_ratio = devicePixelRatio;
    if (rescaled) {
        configure();
        m_pictures.clear();
    }
    QRegion changed;
    for (auto picture = m_pictures.begin(); picture != m_pictures.end();) {
        if (m_field.cluster(picture->first) != nullptr) {
            ++picture;
            continue;
        }
        changed += viewRect(picture->second.frame, picture->second.frame.rect);
        picture = m_pictures.erase(picture);
    }
    for (const HeartCluster& cluster : m_field.clusters())
        changed += renew(cluster, m_pictures[cluster.monitor]);
    return moved ? QRegion(QRect(QPoint(), size)) : changed;
}

QRect HeartLayer::viewRect(const HeartFrame& frame, const QRectF& part) const
{
    if (frame.rect.isNull())
        return {};
    return QRectF(m_view.toView(part.topLeft()), part.size() * m_view.zoom).toAlignedRect().adjusted(-2, -2, 2, 2);
}

HeartLayer::Look HeartLayer::lookOf(const HeartCluster& cluster, std::size_t index) const
{
    const Heart& heart = cluster.heart(index);
    Look look;
    look.state = heart.state;
    look.place = cluster.order[index];
    if (cluster.frame.style == HeartStyle::Cells) {
        look.rttUs = heart.rttUs;
        look.missedInRow = heart.missedInRow;
        look.strip = heart.strip;
    }
    return look;
}

QPixmap HeartLayer::makePixmap(const HeartFrame& frame) const
{
    const QSizeF pixels = frame.rect.size() * m_view.zoom * m_ratio;
    if (frame.rect.isNull() || pixels.width() * pixels.height() > LargestPicture)
        return {};
    QPixmap pixmap(
        QSize(static_cast<int>(std::ceil(pixels.width())) + 1, static_cast<int>(std::ceil(pixels.height())) + 1));
    pixmap.setDevicePixelRatio(m_ratio);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

// Brings a picture up to date; returns what of it is to be painted again.
QRegion HeartLayer::renew(const HeartCluster& cluster, Picture& picture)
{
    std::optional<std::size_t> chosen;
    if (m_chosen && m_chosen->monitor == cluster.monitor)
        if (const QRectF cell = m_field.rectOf(*m_chosen); !cell.isNull())
            chosen = cluster.frame.indexAt(cell.center());
    const bool reframed = !(picture.frame == cluster.frame) || picture.looks.size() != cluster.frame.shown;
    const bool whole = reframed || picture.header != cluster.header || picture.warns != cluster.warns ||
                       picture.faded != !cluster.seen.running || picture.chosen != chosen;
    QRegion changed;
    if (reframed)
        changed += viewRect(picture.frame, picture.frame.rect);
    picture.looks.resize(cluster.frame.shown);
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < picture.looks.size(); ++i) {
        const Look look = lookOf(cluster, i);
        if (look == picture.looks[i] && !whole)
            continue;
        picture.looks[i] = look;
        others.push_back(i);
    }
    if (!whole && others.empty())
        return changed;
    const bool dots = cluster.frame.style == HeartStyle::Matrix &&
                      squareSide(cluster.frame.pitch.width() * m_view.zoom) < SmallestMark;
    const bool all = whole || others.size() > MostPlaces || dots;
    if (reframed || (all && picture.pixmap.isNull()))
        picture.pixmap = makePixmap(cluster.frame);
    picture.frame = cluster.frame;
    picture.header = cluster.header;
    picture.warns = cluster.warns;
    picture.faded = !cluster.seen.running;
    picture.chosen = chosen;
    if (all)
        changed += viewRect(picture.frame, picture.frame.rect);
    else
        for (const std::size_t index : others)
            changed += viewRect(picture.frame, picture.frame.cell(index));
    if (picture.pixmap.isNull())
        return changed;
    QPainter painter(&picture.pixmap);
    if (all) {
        drawFrame(painter, picture, {0, 0});
        drawCells(painter, cluster, picture, {0, 0}, 0, picture.looks.size());
    } else {
        for (const std::size_t index : others) {
            const QRectF cell = picture.frame.cell(index).translated(-picture.frame.rect.topLeft());
            painter.fillRect(QRectF(cell.topLeft() * m_view.zoom, cell.size() * m_view.zoom).toAlignedRect(),
                             Theme::instance().colors().raised);
            drawCells(painter, cluster, picture, {0, 0}, index, index + 1);
        }
    }
    drawChosen(painter, picture, {0, 0});
    return changed;
}

void HeartLayer::draw(QPainter& painter, const QRect& clip)
{
    for (const HeartCluster& cluster : m_field.clusters()) {
        const auto found = m_pictures.find(cluster.monitor);
        if (found == m_pictures.end() || found->second.frame.rect.isNull())
            continue;
        Picture& picture = found->second;
        const QPointF origin = m_view.toView(picture.frame.rect.topLeft()).toPoint();
        if (!QRectF(origin, picture.frame.rect.size() * m_view.zoom).intersects(clip))
            continue;
        if (picture.faded)
            painter.setOpacity(FadedOpacity);
        if (!picture.pixmap.isNull()) {
            painter.drawPixmap(origin, picture.pixmap);
        } else {
            drawFrame(painter, picture, origin);
            const auto [from, to] = picture.frame.indicesIn(m_view.toScene(QRectF(clip)));
            drawCells(painter, cluster, picture, origin, from, to);
            drawChosen(painter, picture, origin);
        }
        painter.setOpacity(1);
    }
}

void HeartLayer::drawFrame(QPainter& painter, const Picture& picture, const QPointF& origin)
{
    const ThemeColors& colors = Theme::instance().colors();
    const QRectF ground(origin, picture.frame.rect.size() * m_view.zoom);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.fillRect(ground, picture.warns ? colors.alarm : colors.border);
    painter.fillRect(ground.adjusted(1, 1, -1, -1), colors.raised);
    if (detailFor(m_view.zoom) != Detail::Full)
        return;
    const QRectF header = picture.frame.header().translated(-picture.frame.rect.topLeft());
    drawElided(painter, picture.warns ? m_warnings : m_headers,
               origin + QPointF(header.left(), header.center().y()) * m_view.zoom, picture.header,
               header.width() * m_view.zoom);
}

void HeartLayer::drawElided(QPainter& painter, DigitAtlas& atlas, const QPointF& at, const QString& text, double room)
{
    if (atlas.width(text) <= room) {
        atlas.draw(painter, at, text);
        return;
    }
    QString shorter = text;
    while (shorter.size() > 1 && atlas.width(shorter + QChar(0x2026)) > room)
        shorter.chop(1);
    atlas.draw(painter, at, shorter + QChar(0x2026));
}

void HeartLayer::drawCells(QPainter& painter, const HeartCluster& cluster, const Picture& picture,
                           const QPointF& origin, std::size_t from, std::size_t to)
{
    if (picture.frame.style == HeartStyle::Matrix) {
        drawSquares(painter, picture, origin, from, to);
        return;
    }
    for (std::size_t i = from; i < to; ++i) {
        const QRectF cell = picture.frame.cell(i).translated(-picture.frame.rect.topLeft());
        const QRectF card(cell.topLeft(), cell.size() - QSizeF(CardGap, CardGap));
        drawCard(painter, cluster.heart(i), picture.looks[i],
                 QRectF(origin + card.topLeft() * m_view.zoom, card.size() * m_view.zoom));
    }
}

QRectF HeartLayer::squareIn(const HeartFrame& frame, std::size_t index, const QPointF& origin) const
{
    const QRectF cell = frame.cell(index).translated(-frame.rect.topLeft());
    const double side = squareSide(frame.pitch.width() * m_view.zoom);
    const QPointF at = origin + cell.topLeft() * m_view.zoom;
    return {std::floor(at.x()), std::floor(at.y()), side, side};
}

void HeartLayer::drawSquares(QPainter& painter, const Picture& picture, const QPointF& origin, std::size_t from,
                             std::size_t to)
{
    const int side = squareSide(picture.frame.pitch.width() * m_view.zoom);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (side >= SmallestMark) {
        for (std::size_t i = from; i < to; ++i)
            painter.drawPixmap(squareIn(picture.frame, i, origin).topLeft(), mark(picture.looks[i].state, side));
        return;
    }
    const ThemeColors& colors = Theme::instance().colors();
    for (const HeartState state : {HeartState::Left, HeartState::Alive, HeartState::Late, HeartState::Lost}) {
        for (std::size_t i = from; i < to; ++i)
            if (picture.looks[i].state == state)
                painter.fillRect(dotOf(state, squareIn(picture.frame, i, origin)), heartColor(state, colors));
    }
}

void HeartLayer::drawCard(QPainter& painter, const Heart& heart, const Look& look, const QRectF& place)
{
    const ThemeColors& colors = Theme::instance().colors();
    const double zoom = m_view.zoom;
    const bool bad = look.state == HeartState::Late || look.state == HeartState::Lost;
    painter.fillRect(place, bad ? heartColor(look.state, colors) : colors.border);
    painter.fillRect(place.adjusted(1, 1, -1, -1), colors.surface);
    const Detail detail = detailFor(zoom);
    const int side = std::max(2, static_cast<int>(std::floor((detail == Detail::Full ? 10 : 20) * zoom)));
    const double middle = place.top() + 12 * zoom;
    const QPointF markAt(std::floor(place.left() + 7 * zoom),
                         std::floor((detail == Detail::Full ? middle : place.center().y()) - side / 2.0));
    painter.drawPixmap(markAt, mark(look.state, side));
    if (detail == Detail::Boxes)
        return;
    const double left = place.left() + (detail == Detail::Full ? 7 : 34) * zoom;
    const QRectF strip(left, place.top() + (detail == Detail::Full ? 22 : 8) * zoom, place.right() - 7 * zoom - left,
                       (detail == Detail::Full ? 12 : 24) * zoom);
    drawBeatStrip(painter, strip, look.strip, strip.width() / 32, colors);
    if (detail != Detail::Full)
        return;
    const QString figure = look.missedInRow > 0 ? QObject::tr("%n missed", nullptr, static_cast<int>(look.missedInRow))
                                                : roundTripText(look.rttUs);
    const double width = m_figures.width(figure);
    m_figures.draw(painter, {place.right() - 7 * zoom - width, middle}, figure);
    const double nameLeft = place.left() + 24 * zoom;
    drawElided(painter, m_names, {nameLeft, middle}, toQString(heart.id), place.right() - 14 * zoom - width - nameLeft);
}

void HeartLayer::drawChosen(QPainter& painter, const Picture& picture, const QPointF& origin) const
{
    if (!picture.chosen)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(Theme::instance().colors().accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    if (picture.frame.style == HeartStyle::Matrix) {
        painter.drawRect(squareIn(picture.frame, *picture.chosen, origin).adjusted(-1, -1, 1, 1));
        return;
    }
    const QRectF cell = picture.frame.cell(*picture.chosen).translated(-picture.frame.rect.topLeft());
    painter.drawRect(
        QRectF(origin + cell.topLeft() * m_view.zoom, (cell.size() - QSizeF(CardGap, CardGap)) * m_view.zoom)
            .adjusted(1, 1, -1, -1));
}

const QPixmap& HeartLayer::mark(HeartState state, int side)
{
    const auto key = std::pair(static_cast<int>(state), side);
    if (const auto found = m_marks.find(key); found != m_marks.end())
        return found->second;
    QPixmap picture(QSize(side, side) * m_ratio);
    picture.setDevicePixelRatio(m_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    drawHeartMark(painter, QRectF(0, 0, side, side), state, Theme::instance().colors());
    painter.end();
    return m_marks.emplace(key, std::move(picture)).first->second;
}

} // namespace zeroloom
