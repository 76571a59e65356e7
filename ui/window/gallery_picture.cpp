#include "ui/window/gallery_picture.h"

#include <algorithm>
#include <array>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "core/picture/canvas_picture.h"
#include "core/picture/card_metrics.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

constexpr double Margin = 6;
constexpr double LargestScale = 0.62;
constexpr int TypePixels = 9;
constexpr double TitleLeft = 5;
constexpr double TitleRight = 3;
constexpr double TitleHeight = 14; // with its margins
constexpr double LeastWords = 22;  // narrower, and there is nothing to read

QColor colorOf(SocketType type, const ThemeColors& colors)
{
    switch (info(type).pattern) {
    case Pattern::RequestReply:
        return colors.requestReply;
    case Pattern::PublishSubscribe:
        return colors.publishSubscribe;
    case Pattern::Pipeline:
        return colors.pipeline;
    case Pattern::ExclusivePair:
        return colors.exclusivePair;
    case Pattern::Raw:
    case Pattern::Draft:
        break;
    }
    return colors.raw;
}

QFont sizedFont(QFont font, int pixels, QFont::Weight weight)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

class SmallPainter {
public:
    SmallPainter(QPainter& painter, const GalleryPictureStyle& style, const QTransform& toPicture,
                 const std::vector<PictureCard>& cards)
        : m_painter(painter), m_style(style), m_toPicture(toPicture), m_scale(toPicture.m11()),
          m_title(titleFont(cards)), m_type(sizedFont(style.font, TypePixels, QFont::Normal))
    {
    }

    void wire(const PictureWire& wire)
    {
        QPainterPath path(at(wire.curve.start));
        path.cubicTo(at(wire.curve.startControl), at(wire.curve.endControl), at(wire.curve.end));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colorOf(wire.fromType, m_style.colors), 1.4));
        m_painter.drawPath(path);
    }
    void card(const PictureCard& card)
    {
        const QRectF rect = box(card.position, card.width, card.height);
        const QColor color =
            card.ports.empty() ? m_style.colors.idle : colorOf(card.ports.front().type, m_style.colors);
        m_painter.setPen(QPen(m_style.colors.border, 1));
        m_painter.setBrush(m_style.colors.surface);
        m_painter.drawRoundedRect(rect, 3, 3);
        m_painter.fillRect(QRectF(rect.left() + 1, rect.top() + 3, 2, rect.height() - 6), color);
        for (const PicturePort& port : card.ports)
            circle(port);
        words(card, rect);
    }
    void note(const PictureNote& note)
    {
        m_painter.setPen(QPen(m_style.colors.border, 1, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(box(note.note->position, note.note->size.x, note.note->size.y), 2, 2);
    }

private:
    QFont titleFont(const std::vector<PictureCard>& cards) const;
    QPointF at(const Point& point) const { return m_toPicture.map(QPointF(point.x, point.y)); }
    QRectF box(const Point& position, double width, double height) const
    {
        return {at(position), QSizeF(width * m_scale, height * m_scale)};
    }
    void circle(const PicturePort& port)
    {
        const QColor color = colorOf(port.type, m_style.colors);
        const double radius = std::clamp(canvas_metrics::PortRadius * m_scale, 1.8, 4.0);
        m_painter.setPen(QPen(color, 1.2));
        m_painter.setBrush(port.binds ? color : m_style.colors.surface);
        m_painter.drawEllipse(at(port.position), radius, radius);
    }
    void words(const PictureCard& card, const QRectF& rect);
    bool typesFit(const PictureCard& card, const QRectF& rect) const;

    QPainter& m_painter;
    const GalleryPictureStyle& m_style;
    const QTransform m_toPicture;
    const double m_scale;
    const QFont m_title, m_type;
};

// One for all cards: the largest in which every title fits, or the smallest that can be read.
QFont SmallPainter::titleFont(const std::vector<PictureCard>& cards) const
{
    const std::array<QFont, 3> fonts{sizedFont(m_style.font, 10, QFont::DemiBold),
                                     sizedFont(m_style.font, 9, QFont::Normal),
                                     sizedFont(m_style.font, 8, QFont::Normal)};
    const auto fits = [&](const QFont& font) {
        const QFontMetricsF metrics(font);
        return std::ranges::all_of(cards, [&](const PictureCard& card) {
            const double room = card.width * m_scale - TitleLeft - TitleRight;
            return metrics.horizontalAdvance(toQString(card.node->title())) <= room;
        });
    };
    const auto found = std::ranges::find_if(fonts, fits);
    return found == fonts.end() ? fonts.back() : *found;
}

// Whether every port has room for its type, below the title and beside that of the other side.
bool SmallPainter::typesFit(const PictureCard& card, const QRectF& rect) const
{
    const QFontMetricsF metrics(m_type);
    double left = 0, right = 0;
    for (const PicturePort& port : card.ports) {
        if (at(port.position).y() - TypePixels / 2.0 < rect.top() + TitleHeight)
            return false;
        double& side = port.left ? left : right;
        side = std::max(side, metrics.horizontalAdvance(toQString(name(port.type))));
    }
    const bool high = card.ports.size() < 2 || canvas_metrics::PortPitch * m_scale >= TypePixels;
    return high && left + right + 18 <= rect.width();
}

void SmallPainter::words(const PictureCard& card, const QRectF& rect)
{
    const QRectF room = rect.adjusted(TitleLeft, 0, -TitleRight, 0);
    if (room.width() < LeastWords || rect.height() < TitleHeight)
        return;
    const bool types = typesFit(card, rect);
    m_painter.setFont(m_title);
    m_painter.setPen(m_style.colors.text);
    const QString title =
        QFontMetricsF(m_title).elidedText(toQString(card.node->title()), Qt::ElideRight, room.width());
    const double height = types ? TitleHeight + 2 : rect.height();
    m_painter.drawText(QRectF(room.left(), room.top(), room.width(), height), Qt::AlignLeft | Qt::AlignVCenter, title);
    if (!types)
        return;
    m_painter.setFont(m_type);
    for (const PicturePort& port : card.ports) {
        m_painter.setPen(colorOf(port.type, m_style.colors));
        const QRectF line(rect.left() + 8, at(port.position).y() - TypePixels, rect.width() - 16, TypePixels * 2);
        m_painter.drawText(line, Qt::AlignVCenter | (port.left ? Qt::AlignLeft : Qt::AlignRight),
                           toQString(name(port.type)));
    }
}

} // namespace

QImage galleryPicture(const Topology& topology, const QSize& size, qreal devicePixelRatio,
                      const GalleryPictureStyle& style)
{
    QImage image(size * devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(devicePixelRatio);
    image.fill(style.colors.canvas);
    const CanvasPicture picture = canvasPicture(topology);
    const double width = std::max(picture.bounds.width(), 1.0);
    const double height = std::max(picture.bounds.height(), 1.0);
    const double scale =
        std::min({(size.width() - 2 * Margin) / width, (size.height() - 2 * Margin) / height, LargestScale});
    QTransform toPicture;
    toPicture.translate((size.width() - width * scale) / 2, (size.height() - height * scale) / 2);
    toPicture.scale(scale, scale);
    toPicture.translate(-picture.bounds.left, -picture.bounds.top);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    SmallPainter small(painter, style, toPicture, picture.cards);
    for (const PictureNote& note : picture.notes)
        small.note(note);
    for (const PictureWire& wire : picture.wires)
        small.wire(wire);
    for (const PictureCard& card : picture.cards)
        small.card(card);
    return image;
}

} // namespace zeroloom
