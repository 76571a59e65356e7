#include "ui/theme/icon_engine.h"

#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/theme.h"
#include "ui/theme/theme_colors.h"
#include "ui/theme/type_glyph.h"

namespace zeroloom {

namespace {

QColor colorOf(QIcon::Mode mode)
{
    const ThemeColors& colors = Theme::instance().colors();
    QColor color = colors.text;
    if (mode == QIcon::Disabled) {
        color = colors.textMuted;
        color.setAlphaF(0.5F);
    }
    return color;
}

// `what` names the picture; the theme and the mode complete the key, so that a list of a thousand rows renders it once.
QPixmap paintedPixmap(QIconEngine& engine, const QString& what, const QSize& size, QIcon::Mode mode)
{
    if (size.isEmpty()) {
        return {}; // of a button that has no place yet
    }
    const QString key = QStringLiteral("zeroloom/%1/%2x%3/%4/%5")
                            .arg(what)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(static_cast<int>(mode))
                            .arg(static_cast<int>(Theme::instance().kind()));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    engine.paint(&painter, QRect(QPoint(0, 0), size), mode, QIcon::Off);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

void ThemedIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    QByteArray svg = m_svg;
    const QColor color = colorOf(mode);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    painter->save();
    painter->setOpacity(painter->opacity() * color.alphaF());
    renderer.render(painter, rect);
    painter->restore();
}

QPixmap ThemedIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State)
{
    return paintedPixmap(*this, QString::number(qHash(m_svg), 16), size, mode);
}

void TypeIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    const QColor tile = Theme::instance().typeColor(m_type);
    // Dark tiles bear a white glyph and light ones a dark glyph, whichever reads better.
    const QColor dark(0x0E1216);
    const QColor glyph = contrastRatio(tile, Qt::white) >= contrastRatio(tile, dark) ? QColor(Qt::white) : dark;
    const qreal side = std::min(rect.width(), rect.height());
    const QRectF box(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(painter->opacity() * (mode == QIcon::Disabled ? 0.45 : 1.0));
    painter->setPen(Qt::NoPen);
    painter->setBrush(tile);
    painter->drawRoundedRect(box, side / 4, side / 4);
    drawTypeGlyph(*painter, box, m_type, glyph);
    painter->restore();
}

QPixmap TypeIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State)
{
    return paintedPixmap(*this, QStringLiteral("type%1").arg(static_cast<int>(m_type)), size, mode);
}

} // namespace zeroloom
