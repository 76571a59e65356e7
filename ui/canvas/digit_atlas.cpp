#include "ui/canvas/digit_atlas.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace zeroloom {

void DigitAtlas::configure(const QFont& font, const QColor& color, double scale, qreal devicePixelRatio)
{
    if (m_scale == scale && m_color == color && m_ratio == devicePixelRatio && m_font == font)
        return;
    m_font = font;
    m_color = color;
    m_scale = scale;
    m_ratio = devicePixelRatio;
    const QFontMetricsF metrics(font);
    m_height = std::ceil(metrics.height() * scale);
    m_middle = (metrics.ascent() - metrics.capHeight() / 2) * scale;
    m_glyphs.clear();
}

const DigitAtlas::Glyph& DigitAtlas::glyph(QChar character)
{
    const auto found = m_glyphs.constFind(character);
    if (found != m_glyphs.constEnd())
        return *found;
    const QFontMetricsF metrics(m_font);
    Glyph glyph;
    const double natural = metrics.horizontalAdvance(character);
    // Every digit takes the room of the widest, in any font, so that figures do not jitter.
    double room = natural;
    if (character.isDigit())
        for (char digit = '0'; digit <= '9'; ++digit)
            room = std::max(room, metrics.horizontalAdvance(QLatin1Char(digit)));
    glyph.advance = room * m_scale;
    const int width = static_cast<int>(std::ceil(glyph.advance)) + 2;
    glyph.picture = QPixmap(QSize(width, static_cast<int>(m_height)) * m_ratio);
    glyph.picture.setDevicePixelRatio(m_ratio);
    glyph.picture.fill(Qt::transparent);
    QPainter painter(&glyph.picture);
    painter.setFont(m_font);
    painter.setPen(m_color);
    painter.scale(m_scale, m_scale);
    painter.drawText(QPointF((room - natural) / 2, metrics.ascent()), QString(character));
    painter.end();
    return *m_glyphs.insert(character, glyph);
}

double DigitAtlas::width(const QString& text)
{
    double width = 0;
    for (const QChar character : text)
        width += glyph(character).advance;
    return width;
}

void DigitAtlas::draw(QPainter& painter, const QPointF& at, const QString& text)
{
    // Whole pixels: a picture between two would be filtered, slowly and to a blur.
    double x = at.x();
    const double y = std::round(at.y() - m_middle);
    for (const QChar character : text) {
        const Glyph& each = glyph(character);
        painter.drawPixmap(QPointF(std::round(x), y), each.picture);
        x += each.advance;
    }
}

} // namespace zeroloom
